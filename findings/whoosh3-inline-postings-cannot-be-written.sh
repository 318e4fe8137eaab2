#!/usr/bin/env bash
# whoosh3 3.54.0: the codec's option to keep short posting lists inline cannot be used.
#
# Expected: W3Codec(inlinelimit=2) keeps a term that stands in one document in the term
#   dictionary, as the option and the reading side (is_inlined) promise.
# Seen: writing the first such term raises AttributeError: the writer calls set_inline(),
#   the term info class names the method set_inlined(). With the default limit of 1 the
#   branch is never taken, so the code for inline postings is never run.
# Why it matters: in an index of official documents most terms of the number field stand
#   in exactly one document (青政办发〔2021〕9号 is the number of one notice). This is the
#   field that inlining is for, and the first whose indexing fails.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check whoosh3==3.54.0

"$work/venv/bin/python" - <<'PY'
import importlib.metadata
import sys

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Term

NUMBER = "青政办发〔2021〕9号"


def outcome(limit: int) -> str:
    """What comes of indexing one document number with this inline limit."""
    index = RamStorage().create_index(Schema(number=ID))
    writer = index.writer(codec=W3Codec(inlinelimit=limit))
    try:
        writer.add_document(number=NUMBER)
        writer.commit()
    except AttributeError as error:
        return f"AttributeError: {error}"
    with index.searcher() as searcher:
        return f"{len(searcher.search(Term('number', NUMBER)))} found"


print("whoosh3", importlib.metadata.version("whoosh3"))
outcomes = {limit: outcome(limit) for limit in (1, 2, 4)}
for limit, text in outcomes.items():
    print(f"inlinelimit={limit}: {text}")
same = outcomes[1] == "1 found" and all("set_inline" in outcomes[limit] for limit in (2, 4))
sys.exit("The behaviour has changed." if not same else 0)
PY
