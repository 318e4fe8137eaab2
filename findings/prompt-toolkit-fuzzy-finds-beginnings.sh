#!/usr/bin/env bash
# prompt_toolkit 3.0.53: the fuzzy completer finds Chinese words by their beginning only.
#
# Expected: FuzzyWordCompleter finds the letters typed anywhere in a word, in order, as
#   it does for Latin words (sbs finds keep-subsidy).
# Seen: 粮食 finds 粮食收购办法 but 收购, 办法 and 粮办 find nothing. The typed word is cut
#   out by ^[a-zA-Z0-9_]*, which is empty for Han, so the fuzzy part never runs and the
#   plain prefix match beneath it answers. With WORD=True everything is found.
# Why it matters: titles in a gazette begin alike (关于…, 青河市…); what tells them apart
#   stands in the middle, so a picker built with the defaults looks empty.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check prompt_toolkit==3.0.53

"$work/venv/bin/python" - <<'PY'
import importlib.metadata
import sys

from prompt_toolkit.completion import CompleteEvent, FuzzyWordCompleter
from prompt_toolkit.document import Document

TITLES = ["粮食收购办法", "城市节水办法", "keep-subsidy"]


def found(typed: str, **options: bool) -> list[str]:
    completer = FuzzyWordCompleter(TITLES, **options)
    return [c.text for c in completer.get_completions(Document(typed), CompleteEvent())]


print("prompt_toolkit", importlib.metadata.version("prompt_toolkit"))
default = {typed: found(typed) for typed in ("sbs", "粮食", "收购", "办法", "粮办")}
whole = {typed: found(typed, WORD=True) for typed in default}
for typed in default:
    print(f"{typed}: default {default[typed]}, WORD=True {whole[typed]}")

same = default == {
    "sbs": ["keep-subsidy"],
    "粮食": ["粮食收购办法"],
    "收购": [],
    "办法": [],
    "粮办": [],
} and whole == {
    "sbs": ["keep-subsidy"],
    "粮食": ["粮食收购办法"],
    "收购": ["粮食收购办法"],
    "办法": ["粮食收购办法", "城市节水办法"],
    "粮办": ["粮食收购办法"],
}
sys.exit("The behaviour has changed." if not same else 0)
PY
