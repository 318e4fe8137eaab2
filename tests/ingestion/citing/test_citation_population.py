"""Every citation and alias of three whole issues against what was read there by hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.ingestion.pipeline import read_issue

if TYPE_CHECKING:
    from gazette_search.models import Citation, Document

ROOT = Path(__file__).parents[3]
ISSUES = ("2018-04.txt", "2019-04.txt", "2020-02.txt")


def truth(name: str) -> list[dict[str, Any]]:
    text = (ROOT / "tests" / "truth" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def documents(file: str) -> tuple[Document, ...]:
    return read_issue(ROOT / "corpus" / file, f"corpus/{file}").documents


def told(number: str, citation: Citation) -> dict[str, Any]:
    return {
        "citing": number,
        "cited": citation.number,
        "cited_raw": citation.raw,
        "cited_title": citation.title,
        "relation": citation.relation,
        "scope": citation.scope,
        "title_first_line": citation.lines[0] if citation.title else None,
        "line": citation.lines[1],
    }


@pytest.mark.parametrize("file", ISSUES)
def test_every_citation_of_an_issue_and_no_other(file: str) -> None:
    found = [told(str(each.number), one) for each in documents(file) for one in each.citations]
    read = [each for each in truth("citations.jsonl") if each["file"] == file]
    assert found == [{key: each[key] for key in found[0]} for each in read]


@pytest.mark.parametrize("file", ISSUES)
def test_the_aliases_of_an_issue(file: str) -> None:
    read = truth("aliases.jsonl")
    # Doubtful boundaries, and glosses that only knowledge of the words tells from remarks.
    unclear = ("补助资金", "深度贫困地区", "二手房", "商转公住房")
    expected = {
        (each["doc_number"], each["line"], each["short"], each["full"])
        for each in read
        if each["file"] == file and each["short"] not in unclear
    }
    found = {
        (str(each.number), alias.lines[0], alias.short, alias.full)
        for each in documents(file)
        for alias in each.aliases
        if alias.short not in unclear
    }
    assert found == expected
