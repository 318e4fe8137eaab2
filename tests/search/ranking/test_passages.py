from __future__ import annotations

import json
import re
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, document
from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.scan import unit_starts
from gazette_search.ingestion.layout.cleaning import clean
from gazette_search.search.ranking.passages import OPENING, highlight, opening_passage, pages_of
from small_homes import ask, notice, small_home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.search.results import Hit, Passage, SearchResult
    from gazette_search.workflows.home import Home

JUDGED = Path(__file__).parents[2] / "quality" / "dev-queries.jsonl"
QUERIES = [json.loads(line)["query"] for line in JUDGED.read_text(encoding="utf-8").splitlines()]
QUERIES += [
    "低保*",
    "养老 NEAR/10 床位",
    "医保局在哪 电话多少",
    "建设",
    "2018年城市低保",
    "45m2",
    "征收阳台按市场平均价格补多少",
]


@pytest.fixture(scope="module")
def results(home: Home) -> list[SearchResult]:
    return [ask(home, query, limit=10, passages=3) for query in QUERIES]


def passages_of(results: list[SearchResult]) -> Iterator[tuple[SearchResult, Hit, Passage]]:
    for result in results:
        for hit in result.hits:
            for passage in hit.passages:
                yield result, hit, passage


def squashed(text: str) -> str:
    return re.sub(r"[\s|]", "", search_text(text))


def test_every_passage_stands_in_the_lines_it_names(
    home: Home, results: list[SearchResult]
) -> None:
    """Compared without spaces, marks and table lines, which the cleaning repairs."""
    sources = {
        path.name: path.read_text(encoding="utf-8").split("\n")
        for path in home.corpus.glob("*.txt")
    }
    seen = 0
    for _, hit, passage in passages_of(results):
        first, last = passage.lines
        lines = sources[Path(hit.issue.file).name][first - 1 : last]
        cleaned = [squashed(clean(line)[0]) for line in lines]
        source = "".join(cleaned)
        # A character printed at the end of a page and again at the top of the next stands once.
        unbroken = reduce(lambda left, right: left + right[left[-1:] == right[:1] :], cleaned)
        rows = passage.text.split("\n")
        for row in rows[-1:] if passage.kind == "table" else rows:
            assert squashed(row) in source or squashed(row) in unbroken, (
                hit.document.number,
                passage.lines,
            )
            seen += 1
    assert seen > 150


def test_highlights_lie_on_what_was_matched(results: list[SearchResult]) -> None:
    marked = 0
    for result, _, passage in passages_of(results):
        end = 0
        for start, stop in passage.highlights:
            assert end <= start < stop <= len(passage.text)
            matched = search_text(passage.text[start:stop])
            assert any(term in matched for term in result.terms), matched
            marked, end = marked + 1, stop
    assert marked > 300


def test_titles_are_highlighted_within_their_bounds(results: list[SearchResult]) -> None:
    marked = 0
    for result in results:
        for hit in result.hits:
            for start, stop in hit.title_highlights:
                matched = search_text(hit.document.title[start:stop])
                assert any(term in matched for term in result.terms)
                marked += 1
    assert marked > 10


def test_passages_are_whole_sentences_or_rows(results: list[SearchResult]) -> None:
    for _, hit, passage in passages_of(results):
        text = passage.text.split("\n")[-1] if passage.kind == "table" else passage.text
        text = text.split("\n")[0].replace(" | ", "\t")
        holding = [b for b in hit.document.blocks if b.kind == passage.kind and text in b.text]
        assert holding, (hit.document.number, text)
        assert any(_is_whole(b.text, unit_starts(b), text) for b in holding)


def _is_whole(text: str, starts: list[int], part: str) -> bool:
    ends = {*starts[1:], len(text), *(start - 1 for start in starts[1:])}
    return any(
        text.startswith(part, start) and _reaches(text, start + len(part), ends) for start in starts
    )


def _reaches(text: str, end: int, ends: set[int]) -> bool:
    """Whether nothing but cut-off space stands between `end` and the end of a unit."""
    return end in ends or not text[end : min(stop for stop in ends if stop >= end)].strip()


def test_a_passage_names_its_section(results: list[SearchResult]) -> None:
    for _, hit, passage in passages_of(results):
        assert any(
            block.path == passage.path and block.kind == passage.kind
            for block in hit.document.blocks
        )


def test_passages_of_one_hit_do_not_repeat_each_other(results: list[SearchResult]) -> None:
    for result in results:
        for hit in result.hits:
            texts = [(passage.lines, passage.text) for passage in hit.passages]
            assert len(set(texts)) == len(texts)
            assert 1 <= len(texts) <= 3


def first_passage(home: Home, query: str, **fields: object) -> Passage:
    return ask(home, query, **fields).hits[0].passages[0]


@pytest.mark.parametrize(
    ("query", "answer", "path", "lines"),
    [
        ("农村低保一年多少钱",
         "城市低保标准，全市统一提高到每人每月600元。\n"
         "农村低保标准，全市统一提高到每人每年4425元。\n"
         "城乡低收入家庭标准：按当地城乡低保标准1.5倍确定。",
         ("一、提高标准", "（一）最低生活保障标准。"), (1109, 1113)),
        ("茨山桥南 水质目标",
         "序号 | 河流 | 考核断面 | 水质目标 | 责任单位\n5 | 五里河 | 茨山桥南 | Ⅴ | 龙港区",
         (), (1347, 1347)),
    ],
)  # fmt: skip
def test_the_passage_that_answers_comes_first(
    home: Home, query: str, answer: str, path: tuple[str, ...], lines: tuple[int, int]
) -> None:
    passage = first_passage(home, query)
    assert (passage.text, passage.path, passage.lines) == (answer, path, lines)


def test_a_row_stands_under_its_header_with_its_cells_marked(home: Home) -> None:
    passage = first_passage(home, "茨山桥南")
    assert passage.kind == "table"
    assert [passage.text[start:stop] for start, stop in passage.highlights] == ["茨山桥南"]


def test_a_header_that_matches_is_shown_once(home: Home) -> None:
    texts = [p.text for p in ask(home, '"考核断面"', passages=5).hits[0].passages]
    headers = [text for text in texts if text.startswith("序号 | 河流 | 考核断面")]
    assert [text.count("考核断面") for text in headers] == [1] * len(headers)
    assert headers


@pytest.mark.parametrize("best", [0, 1, 2])
def test_rows_below_each_other_are_passages_of_their_own(tmp_path: Path, best: int) -> None:
    results = ["水质达标，断面稳定"] * 3
    results[best] = "水质达标，断面优良"
    rows = [f"{n}\t{result}" for n, result in enumerate(results, 1)]
    table = "\n".join(("序号\t考核结果", *rows))
    home = small_home(tmp_path, notice(8, "公布河流断面考核结果", "现将结果公布如下。", table))
    (hit,) = ask(home, "断面 水质 达标 优良", passages=5).hits
    shown = [passage.text.split("\n")[-1].replace(" | ", "\t") for passage in hit.passages]
    assert shown[0] == rows[best]
    assert sorted(shown) == rows


def test_context_brings_the_neighbouring_blocks(home: Home) -> None:
    passage = first_passage(home, "农村低保一年多少钱", context=1)
    assert passage.before == ("（一）最低生活保障标准。",)
    assert [text[:9] for text in passage.after] == ["（二）特困人员救助"]
    assert first_passage(home, "农村低保一年多少钱").before == ()


def test_who_is_responsible_belongs_to_the_answer(home: Home) -> None:
    hit = next(
        hit
        for hit in ask(home, "标准化村卫生室由哪个部门负责").hits
        if str(hit.document.number) == "葫政办发〔2020〕19号"
    )
    assert any("\n责任单位：市卫生健康委" in passage.text for passage in hit.passages)


@pytest.mark.parametrize(("limit", "shown"), [(0, 0), (1, 1), (3, 3)])
def test_no_more_passages_than_asked_for(home: Home, limit: int, shown: int) -> None:
    assert len(ask(home, "低保标准", passages=limit).hits[0].passages) == shown
    assert len(ask(home, "文种:公告", passages=limit).hits[0].passages) == min(1, shown)


@pytest.mark.parametrize(
    "query", ["低保标准", "供热", "拆迁补偿", "市民政局", "农村低保一年多少钱"]
)
def test_what_is_shown_and_what_is_further_is_the_same_however_much_is_shown(
    home: Home, query: str
) -> None:
    """Every sentence or row worth showing is either in a passage or counted beside it."""
    shown = [ask(home, query, passages=limit, limit=5).hits for limit in (1, 2, 4, 1000)]
    for one, two, four, every in zip(*shown, strict=True):
        assert one.further >= two.further >= four.further >= every.further
        assert two.further >= len(every.passages) - len(two.passages)


def test_further_places_have_their_pages_where_the_file_has_pages() -> None:
    blocks = tuple(block(lines=(line, line)) for line in (1, 2, 12, 25))
    paged = document(blocks=blocks, lines=(1, 30), page_starts=((1, 34), (10, 35), (20, 36)))
    assert pages_of(paged, (3, 2, 3, 1)) == (34, 35, 36)
    assert pages_of(document(blocks=blocks), (3, 2)) == ()


def test_a_hit_without_words_opens_with_its_first_sentences() -> None:
    text = "为缓解物价上涨影响，保障困难群众基本生活。" * 20
    (passage,) = opening_passage(
        document(blocks=(block("一、提高标准", kind="heading"), block(text, lines=(7, 7))))
    )
    assert text.startswith(passage.text)
    assert passage.text.endswith("。")
    assert OPENING <= len(passage.text) < 2 * OPENING
    assert passage.lines == (7, 7)
    assert passage.highlights == ()


def test_a_document_without_text_has_no_passage() -> None:
    assert opening_passage(document(blocks=())) == ()
    assert opening_passage(document(blocks=(block("附件", kind="attachment_label"),))) == ()


@pytest.mark.parametrize(
    ("text", "terms", "marked"),
    [
        ("城乡低保 标准", ["低保标准"], ["低保 标准"]),
        ("关于ＨＡＣＣＰ体系", ["haccp"], ["ＨＡＣＣＰ"]),
        ("管理部門", ["部门"], ["部門"]),
        ("低保、低保", ["低保"], ["低保", "低保"]),
        ("低保标准", ["低保", "标准"], ["低保标准"]),  # neighbours become one
        ("低保标准", ["保标", "低保"], ["低保标"]),  # overlapping ones as well
        ("低保", [""], []),
        ("", ["低保"], []),
    ],
)
def test_terms_are_marked_in_clean_text(text: str, terms: list[str], marked: list[str]) -> None:
    assert [text[start:stop] for start, stop in highlight(text, terms)] == marked


@given(
    text=st.text(alphabet="低保标准，。 Ａa1１Ⅲ\t\n部門"),
    terms=st.lists(st.sampled_from(["低保", "保标", "a", "部门", "1", "iii"])),
)
def test_marks_never_leave_the_text_nor_meet(text: str, terms: list[str]) -> None:
    end = -1
    for start, stop in highlight(text, terms):
        assert end < start < stop <= len(text)
        end = stop
