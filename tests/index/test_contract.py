"""What every engine has to answer, compared with looking at each document.

An engine takes part by a fixture of its name that gives an index of the real issues.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from cluster_homes import on_cluster
from gazette_search.analysis.normalizer import search_text
from gazette_search.index.bounds import ROUNDING, IndexQuery, Scale, Weighted, WeightedPair
from gazette_search.index.concepts import Concept, Surface
from gazette_search.index.conditions import (
    EVERYTHING,
    ActsOn,
    AllOf,
    AnyOf,
    Assigns,
    Begins,
    Cites,
    InBody,
    InTitle,
    IssuedBy,
    LikeTitle,
    NearRuns,
    NegatedCondition,
    Numbered,
    NumberHolds,
    OfGenre,
    OfIssue,
    Run,
    Segmented,
    Signed,
    Word,
)
from gazette_search.index.reading import Numbers
from gazette_search.ingestion.formats.finding import find_sources
from gazette_search.ingestion.pipeline import read_issue
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.opening import open_index
from gazette_texts import document_text
from memory_index import MemoryIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cluster.nodes import RunningCluster
    from gazette_search.index.bounds import Candidate
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex

ENGINES = ("index", "cluster_index")
FOLDER_ENGINES = ("folder_index", "cluster_folder_index")  # of the issues of `folders`
SCALE = Scale(
    k1=2.5, b=0.1, frequency=0.35, pairs=0.2, title=0.25, passage=1.0, coverage=1.0, recent=0.08
)
TEXTS = (
    "低保 标准 供热 人社 会保 最低生活保障 葫芦岛市人民政府办公室 责任单位 4425元 元 2018年 2018 "
    "haccp 5g 化肥 徐大堡 烟花 底保 会 局 第二 20% 联系人 附件 办 政府办 3号 葫政办发 vr 一"
).split()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> SearchIndex:
    found: SearchIndex = request.getfixturevalue(request.param)
    return found


def sampled_texts(oracle: MemoryIndex, count: int) -> list[str]:
    """Runs as they stand in the documents, most of them with torn words at their ends."""
    chance = random.Random(18)  # noqa: S311 -- texts, not secrets
    texts: list[str] = []
    while len(texts) < count:
        text = oracle.scan(chance.randrange(oracle.totals.documents)).text
        start = chance.randrange(len(text))
        run = text[start : start + chance.randint(1, 8)].split("\n")[0].strip()
        if run and not re.match(r"[%‰.]", run):
            texts.append(run)
    return texts


TABLE: list[Condition] = [
    EVERYTHING,
    AllOf(()),
    AnyOf(()),
    NegatedCondition(Word("低保")),
    NegatedCondition(AnyOf(())),
    *(place(text) for place in (InTitle, InBody, Begins) for text in TEXTS),
    Begins("hac"),
    Begins("20"),
    Begins("第2"),
    *(
        NearRuns(*pair, n)
        for n in (0, 3, 10, 200)
        for pair in (("提高到", "4425元"), ("养老", "床位"))
    ),
    NearRuns("4425元", "提高到", 4),
    NearRuns("2018", "2020", 30),
    LikeTitle(("最低", "生活", "保障", "标准"), 3),
    LikeTitle(("最低", "生活", "保障", "标准"), 1),
    Signed("2019", "2019-12-31"),
    Signed("2020-03-11"),
    Signed(last="2018-06"),
    Signed(),
    OfIssue(year=2020),
    OfIssue(year=2020, number=2),
    OfIssue(serial=63),
    OfIssue(name="2018 0"),
    OfIssue(name="0"),
    OfIssue(),
    OfIssue(collection="青河"),
    OfGenre("通知"),
    OfGenre("通"),
    IssuedBy(frozenset(("葫芦岛市人民政府", "青河市人民政府"))),
    IssuedBy(frozenset()),
    Numbered(frozenset(("葫政办发〔2020〕23号", "葫政发〔2019〕19号", "葫政发〔1999〕1号"))),
    Numbered(frozenset()),
    NumberHolds("葫政告字2019"),
    NumberHolds("23号"),
    NumberHolds("政办发"),
    NumberHolds("葫政办", at_start=True),
    NumberHolds("政办", at_start=True),
    Cites(frozenset(("国务院令第590号", "葫政办发〔2017〕259号"))),
    ActsOn(frozenset(("葫政办发〔2017〕259号",))),
    Assigns(),
    AllOf((Word("低保"), Signed("2019"), NegatedCondition(InTitle("孤儿")))),
    AnyOf((AllOf((Run("低保"), OfGenre("通知"))), Numbered(frozenset(("葫政发〔2019〕19号",))))),
    AllOf((NegatedCondition(Run("低保")), NegatedCondition(Run("供热")), OfIssue(year=2018))),
]


def numbers(index: SearchIndex, condition: Condition) -> list[str]:
    return [row.number for row in index.rows(condition)]


@pytest.mark.parametrize("condition", TABLE, ids=str)
def test_the_documents_that_meet_a_condition(
    engine: SearchIndex, oracle: MemoryIndex, condition: Condition
) -> None:
    assert numbers(engine, condition) == numbers(oracle, condition)


def test_counts_of_many_conditions_at_once(engine: SearchIndex, oracle: MemoryIndex) -> None:
    texts = [*TEXTS, *sampled_texts(oracle, 250)]
    conditions: list[Condition] = [kind(t) for t in texts for kind in (Run, Word, Segmented)]
    conditions += TABLE
    engine.prepare(conditions)
    counted = dict(zip(conditions, engine.counts(conditions), strict=True))
    expected = dict(zip(conditions, oracle.counts(conditions), strict=True))
    assert {c: n for c, n in counted.items() if n != expected[c]} == {}
    assert engine.counts([]) == []


def concept(label: str, *more: str, **fields: object) -> Concept:
    surfaces = (Surface(label), *(Surface(text, 0.9) for text in more))
    return Concept(label, surfaces, **fields)  # type: ignore[arg-type]


ALL = AllOf(())
QUERIES: dict[str, tuple[tuple[Concept, ...], Condition]] = {
    "one word": ((concept("低保", "最低生活保障"),), ALL),
    "several words": ((concept("责任单位"), concept("工作"), concept("低保")), ALL),
    "exact": ((concept("人民政府办公室", exact=True),), Run("人民政府办公室")),
    "narrowed": ((concept("低保"), concept("标准")), Signed("2019", "2019-12-31")),
    "dated": ((concept("2019", signed="2019"), concept("低保")), ALL),
    "by parts": (
        (concept("垃圾收费", parts=(concept("垃圾"), concept("收费"))), concept("标准")),
        ALL,
    ),
    "nothing to score": ((), OfGenre("通知")),
    "a word that nobody has": ((concept("低保"), concept("烟花")), ALL),
    "excluding": ((concept("标准"),), NegatedCondition(Word("低保"))),
}


def query(name: str, **fields: object) -> IndexQuery:
    concepts, fixed = QUERIES[name]
    shares = [n + 1 for n in range(len(concepts))]
    asked = IndexQuery(
        weighted=tuple(
            Weighted(one, share / sum(shares), 0)
            for one, share in zip(concepts, shares, strict=True)
        ),
        fixed=fixed,
        words=tuple(one.condition for one in concepts if not one.exact),
        scale=SCALE,
    )
    return replace(asked, **fields)  # type: ignore[arg-type]


def told(one: Candidate) -> tuple[object, ...]:
    """What is known of a candidate, but for its ordinal, which is each engine's own."""
    facts = one.facts
    return (
        facts.number,
        facts.date,
        facts.titles,
        facts.length,
        facts.frequencies,
        facts.missing,
        facts.bonus,
        (one.bound, one.frequency, one.title, one.coverage, one.recency),
    )


BONUSES = ((Numbered(frozenset(("葫政办发〔2019〕55号",))), 10.0), (InTitle("通知"), 5.0))


@pytest.mark.parametrize("partial", [0.0, 0.45, 0.9])
@pytest.mark.parametrize("name", QUERIES)
def test_candidates_and_what_is_known_of_them(
    engine: SearchIndex, oracle: MemoryIndex, name: str, partial: float
) -> None:
    asked = query(name, partial=partial, bonuses=BONUSES)
    found, expected = engine.candidates(asked), oracle.candidates(asked)
    assert found.total == expected.total
    listed = list(found)
    assert {one.facts.number: told(one) for one in listed} == {
        one.facts.number: told(one) for one in expected
    }
    assert len(listed) == found.total
    for before, behind in pairwise(listed):
        if bool(before.facts.missing) == bool(behind.facts.missing):
            assert behind.bound <= before.bound * (1 + ROUNDING)
        else:
            assert behind.facts.missing  # full matches come first


PAIRS = tuple(
    WeightedPair(text, share)
    for text, share in (("低保", 0.4), ("保标", 0.3), ("标准", 0.2), ("年3", 0.1), ("烟花", 0.1))
)


@pytest.mark.parametrize("order", ["bound", "newest", "oldest"])
@pytest.mark.parametrize("name", ["several words", "dated", "a word that nobody has"])
def test_candidates_by_pairs(
    engine: SearchIndex, oracle: MemoryIndex, name: str, order: str
) -> None:
    """Full matches, what holds half of the query, and the best three of the rest by pairs."""
    asked = query(name, partial=0.5, pairs=PAIRS, by_pairs=3, bonuses=BONUSES, order=order)
    asked = replace(asked, scale=replace(SCALE, coverage=0.5))
    found, expected = engine.candidates(asked), oracle.candidates(asked)
    assert (found.total, found.full) == (expected.total, expected.full)
    assert {one.facts.number: told(one) for one in found} == {
        one.facts.number: told(one) for one in expected
    }
    key = _ROUNDED_BY[order]
    listed = [key(one) for one in found]
    assert listed == [key(one) for one in expected]


_ROUNDED_BY: dict[str, Callable[[Candidate], tuple[object, ...]]] = {
    "bound": lambda one: (bool(one.facts.missing), round(one.bound, 5)),
    "newest": lambda one: (bool(one.facts.missing), one.facts.date),
    "oldest": lambda one: (bool(one.facts.missing), one.facts.date),
}


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_candidates_by_date(engine: SearchIndex, oracle: MemoryIndex, order: str) -> None:
    asked = query("one word", order=order)
    found = [(one.facts.date, one.facts.number) for one in engine.candidates(asked)]
    assert found == [(one.facts.date, one.facts.number) for one in oracle.candidates(asked)]


def test_only_what_is_taken_is_given(engine: SearchIndex, oracle: MemoryIndex) -> None:
    asked = query("several words", partial=0.1)
    few: Iterator[Candidate] = iter(engine.candidates(asked))
    assert [next(few).facts.number for _ in range(3)] == [
        one.facts.number for one in list(oracle.candidates(asked))[:3]
    ]


def test_totals(engine: SearchIndex, oracle: MemoryIndex) -> None:
    assert engine.totals == oracle.totals


@pytest.mark.parametrize("order", ["printed", "newest", "oldest"])
@pytest.mark.parametrize(("first", "most"), [(0, None), (0, 3), (7, 10), (40, 10), (100, 1)])
def test_rows_in_order_and_in_pages(
    engine: SearchIndex, oracle: MemoryIndex, order: str, first: int, most: int | None
) -> None:
    def listed(index: SearchIndex) -> list[object]:
        rows = index.rows(EVERYTHING, order, first, most)  # type: ignore[arg-type]
        return [
            (r.number, r.titles, r.date, r.issuer, r.line, list(r.cites), list(r.acts))
            for r in rows
        ]

    assert listed(engine) == listed(oracle)


@pytest.mark.parametrize("condition", [EVERYTHING, Word("低保"), AnyOf(())], ids=str)
def test_facets(engine: SearchIndex, oracle: MemoryIndex, condition: Condition) -> None:
    assert engine.facets(condition) == oracle.facets(condition)


@pytest.mark.parametrize("serial", [23, 590, 2018, 1, 99_999])
def test_numbers_in_which_a_serial_stands(
    engine: SearchIndex, oracle: MemoryIndex, serial: int
) -> None:
    assert engine.numbers(serial) == oracle.numbers(serial)


def test_a_serial_is_a_whole_number() -> None:
    held = ("葫政办发〔2020〕3号", "葫政办发〔2020〕23号", "葫政办发〔2013〕30号")
    assert Numbers.with_serial(3, held, ("国务院令第3号", "国务院令第03号")) == Numbers(
        held[:1], ("国务院令第03号", "国务院令第3号")
    )


@pytest.mark.parametrize("beginning", ["haccp", "2", "v", "20.", "zzz"])
def test_units(engine: SearchIndex, oracle: MemoryIndex, beginning: str) -> None:
    assert engine.units_from(beginning) == oracle.units_from(beginning)


@pytest.mark.parametrize("named", [OfIssue(), OfIssue(year=2018), OfIssue(serial=63)], ids=str)
def test_issues(engine: SearchIndex, oracle: MemoryIndex, named: OfIssue) -> None:
    assert engine.issues(named) == oracle.issues(named)


FOLDERS = ("青河", "青河/2021", "青河 二", "2021")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Issues in folders, and one in none."""
    found = Home(tmp_path_factory.mktemp("folders"))
    for number, folder in enumerate((".", *FOLDERS), 1):
        (found.corpus / folder).mkdir(parents=True, exist_ok=True)
        text = document_text(number=f"青政发〔2021〕{number}号")
        (found.corpus / folder / "2021-01.txt").write_text(text, encoding="utf-8")
    bring_up_to_date(found)
    return found


@pytest.fixture
def folder_index(folders: Home) -> Iterator[SearchIndex]:
    with open_index(folders) as opened:
        yield opened.index


@pytest.fixture(scope="module")
def cluster_folder_index(folders: Home, cluster_nodes: RunningCluster) -> Iterator[SearchIndex]:
    with on_cluster(folders, cluster_nodes, "folders") as opened:
        yield opened


@pytest.mark.parametrize("name", [*FOLDERS, "", "青", "河", "青河/", "corpus", "2021-01"])
@pytest.mark.parametrize("folder_engine", FOLDER_ENGINES)
def test_issues_and_documents_in_a_folder(
    folder_engine: str, name: str, folders: Home, request: pytest.FixtureRequest
) -> None:
    engine: SearchIndex = request.getfixturevalue(folder_engine)
    issues = [read_issue(path, folders.name_of(path)) for path in find_sources(folders.corpus)]
    oracle = MemoryIndex([(d, issue.info) for issue in issues for d in issue.documents])
    wanted = OfIssue(collection=name)
    assert set(numbers(engine, wanted)) == set(numbers(oracle, wanted))
    assert engine.issues(wanted) == oracle.issues(wanted)
    named = OfIssue(name=search_text(name))
    assert set(numbers(engine, named)) == set(numbers(oracle, named))
    assert engine.issues(named) == oracle.issues(named)


def test_the_last_issues(engine: SearchIndex, oracle: MemoryIndex) -> None:
    assert engine.issues(OfIssue(), 2) == oracle.issues(OfIssue())[-2:]
    assert engine.issues(OfIssue(), 99) == oracle.issues(OfIssue())
    assert engine.newest_issue == oracle.newest_issue
    assert set(engine.issuers) == set(oracle.issuers)


def test_pairs_and_dictionary(engine: SearchIndex, oracle: MemoryIndex) -> None:
    for pair in ("低保", "底保", "标准", "烟花", "元从"):
        assert (pair in engine.pairs) == (pair in oracle.pairs)
    text = "葫芦岛市人民政府办公室关于提高城乡低保标准的通知烟花爆竹"
    assert engine.dictionary.lines_in(text) == oracle.dictionary.lines_in(text)


def test_documents_come_back_as_they_were_read(engine: SearchIndex, oracle: MemoryIndex) -> None:
    rows = engine.rows(AllOf((Word("低保"), Signed("2018"))))
    engine.fetch([row.ordinal for row in rows])
    (number,) = {row.number for row in rows} & {"葫政办发〔2018〕78号"}
    (ordinal,) = (row.ordinal for row in rows if row.number == number)
    (expected,) = (row.ordinal for row in oracle.rows(Numbered(frozenset((number,)))))
    assert engine.document(ordinal) == oracle.document(expected)
    assert engine.scan(ordinal) == oracle.scan(expected)
    assert engine.issue(ordinal) == oracle.issue(expected)
    assert isinstance(engine.issue(ordinal).published, date)
