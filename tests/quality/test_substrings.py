"""The substring guarantee: every run of 2 to 12 Han characters finds its document when quoted."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette_search.search.engine import SearchEngine
from gazette_search.search.results import SearchRequest

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.workflows.home import Home

SEED = 2020_02_15
SAMPLED = 300
SHORTEST, LONGEST = 2, 12
HAN = re.compile(f"[\u4e00-\u9fff]{{{SHORTEST},}}")

Runs = list[tuple[int, str]]


def found_by(index: LocalIndex, run: str) -> set[int]:
    """Ordinals of the documents that a quoted run finds."""
    request = SearchRequest(f'"{run}"', strict=True, limit=0)
    return {item.ordinal for item in SearchEngine(index).find(request).ranked}


@pytest.fixture(scope="module")
def runs(index: LocalIndex) -> Runs:
    """Every stretch of Han characters of every block, with the document's ordinal."""
    return [
        (ordinal, stretch)
        for ordinal in range(len(index.snapshot.catalog))
        for block in index.document(ordinal).blocks
        for stretch in HAN.findall(block.text)
    ]


def test_every_title_finds_its_document(index: LocalIndex) -> None:
    titles = [index.document(ordinal).title for ordinal in range(len(index.snapshot.catalog))]
    lost = [title for at, title in enumerate(titles) if at not in found_by(index, title)]
    assert titles
    assert lost == []


def test_sampled_runs_find_their_documents(index: LocalIndex, runs: Runs) -> None:
    chance = random.Random(SEED)  # noqa: S311
    lost = []
    for ordinal, stretch in chance.sample(runs, SAMPLED):
        size = chance.randint(SHORTEST, min(LONGEST, len(stretch)))
        start = chance.randint(0, len(stretch) - size)
        run = stretch[start : start + size]
        if ordinal not in found_by(index, run):
            lost.append((index.snapshot.catalog.numbers[ordinal], run))
    assert lost == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.data())
def test_any_run_finds_its_document(index: LocalIndex, runs: Runs, place: st.DataObject) -> None:
    ordinal, stretch = place.draw(st.sampled_from(runs))
    size = place.draw(st.integers(SHORTEST, min(LONGEST, len(stretch))))
    start = place.draw(st.integers(0, len(stretch) - size))
    assert ordinal in found_by(index, stretch[start : start + size])


def test_runs_of_source_lines_find_their_documents(home: Home, index: LocalIndex) -> None:
    """Whatever the reading of the issues made of its lines."""
    chance = random.Random(SEED)  # noqa: S311
    lost = []
    for ordinal in range(len(index.snapshot.catalog)):
        document, file = index.document(ordinal), index.issue(ordinal).file
        lines = (home.path / file).read_text(encoding="utf-8").split("\n")
        first, last = document.lines
        stretches = [s for line in lines[first - 1 : last] for s in HAN.findall(line)]
        for stretch in chance.sample(stretches, 4):
            size = chance.randint(SHORTEST, min(LONGEST, len(stretch)))
            start = chance.randint(0, len(stretch) - size)
            run = stretch[start : start + size]
            if ordinal not in found_by(index, run):
                lost.append((document.number, run))
    assert lost == []


def joined_across_breaks() -> list[tuple[str, int, str]]:
    """Runs over a break that the print made: file, line before it, run."""
    truth = Path(__file__).parents[1] / "truth" / "joins.jsonl"
    runs = []
    for row in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
        if row["must_join"] and row["kind"] in ("page_break", "line_wrap"):
            text = row["joined"]
            middle, half = len(text) // 2, LONGEST // 2
            around = text[middle - half : middle + half]
            runs += [
                (f"corpus/{row['file']}", row["line_a"], match.group())
                for match in HAN.finditer(around)
                if match.start() < half < match.end()
            ]
    return runs


def test_runs_across_page_breaks_find_their_documents(index: LocalIndex) -> None:
    breaks = joined_across_breaks()
    lost = []
    for file, line, run in breaks:
        holding = {
            ordinal
            for ordinal in range(len(index.snapshot.catalog))
            if index.issue(ordinal).file == file
            and index.document(ordinal).lines[0] <= line <= index.document(ordinal).lines[1]
        }
        if not holding & found_by(index, run):
            lost.append((file, line, run))
    assert len(breaks) > 60
    assert lost == []
