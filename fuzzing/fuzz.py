"""Coverage-guided fuzzing of what reads foreign input; README.md beside this file says how."""

# ruff: noqa: S101, PT017 -- a failed assertion is what a fuzzer looks for

from __future__ import annotations

import csv
import io
import json
import sys
from contextlib import suppress
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

with atheris.instrument_imports(include=["gazette_search"]):
    import builders
    from gazette_search.analysis.normalizer import normalize
    from gazette_search.errors import IndexDamagedError, QuerySyntaxError, SourceFileError
    from gazette_search.export import csv_export, json_export, markdown
    from gazette_search.index import catalog, manifest, records
    from gazette_search.ingestion.formats.text import decode
    from gazette_search.ingestion.pipeline import parse_issue
    from gazette_search.search.language.parser import parse
    from gazette_search.text.safety import is_safe

FORMULAS = ("=", "+", "-", "@")


def issue(content: bytes) -> None:
    """Every readable file is an issue whose lines are all accounted for, and its documents keep."""
    try:
        text = decode(content, "x")
    except SourceFileError:
        return
    found = parse_issue(text, "x")
    assert found.line_counts.unassigned == 0, found.diagnostics
    for document in found.documents:
        assert records.decode_document(records.encode_document(document)) == document


def query(content: bytes) -> None:
    """A query is read or refused at a place in it; what was read is written to read alike."""
    text = content.decode("utf-8", "replace")
    try:
        node = parse(text)
    except QuerySyntaxError as problem:
        assert 0 <= problem.position <= len(text), problem.position
        return
    assert str(parse(str(node))) == str(node)


def normalizer(content: bytes) -> None:
    """Every character of the search text has its place in the source, in ascending order."""
    text = content.decode("utf-8", "replace")
    normal = normalize(text)
    offsets = list(normal.offsets)
    assert len(offsets) in (len(normal.text), len(normal.text) + 1)
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    again = normalize(normal.text).text
    assert again == normal.text, (normal.text, again)


def exports(content: bytes) -> None:
    """Text from a gazette stays text in every format."""
    text = content.decode("utf-8", "replace") or "低保"
    passage = builders.passage(text, highlights=((0, 1),), path=(text,))
    document = builders.document(title=text, issuer=text, blocks=(builders.block(text),))
    result = builders.result(builders.hit(document=document, passages=(passage,)))
    table = csv_export.search_to_csv(result)
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert len({len(row) for row in rows}) == 1, rows
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(FORMULAS)]
    memo = markdown.search_to_markdown(result)
    for written in (table.replace("\r\n", "\n"), memo):
        assert is_safe(written)
    json.loads(json_export.search_to_json(result))


def index(content: bytes) -> None:
    """Bytes in the place of the index's own files are refused as damage and by nothing else."""
    for read in (
        lambda: manifest.from_json(content, "x"),
        lambda: catalog.catalog_from_json(content),
    ):
        with suppress(IndexDamagedError):
            read()


TARGETS = {one.__name__: one for one in (issue, query, normalizer, exports, index)}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
