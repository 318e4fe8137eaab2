from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import document, hit, issue, passage, result, state
from gazette_search.workflows import history
from gazette_search.workflows.history import (
    anchor_of,
    forget_searches,
    last_search,
    past_searches,
    remember,
    remembers,
)
from gazette_search.workflows.home import Home
from gazette_search.workflows.keeping import kept_folder

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.results import Hit


@pytest.fixture
def desk(tmp_path: Path) -> Home:
    return Home(tmp_path)


def hits(first: int, last: int) -> list[Hit]:
    return [replace(hit(), rank=rank) for rank in range(first, last + 1)]


def test_what_was_shown_is_remembered(desk: Home) -> None:
    shown = replace(result(hit()), query="低保标准", terms=("低保标准", "最低生活保障标准"))
    remember(desk, shown, ["低保标准", "-n", "3"])
    past = last_search(desk)
    assert past
    assert (past.query, past.typed, past.total) == ("低保标准", ("低保标准", "-n", "3"), 1)
    assert past.terms == shown.terms
    (one,) = past.hits
    first = shown.hits[0].passages[0]
    assert (one.rank, one.id, one.file) == (1, "葫政办发〔2020〕23号", "corpus/2020-02.txt")
    assert (one.line, one.anchor) == (first.lines[0], anchor_of(first))


def test_a_hit_without_a_passage_has_no_place(desk: Home) -> None:
    remember(desk, result(hit(passages=())), ["低保"])
    past = last_search(desk)
    assert past
    assert (past.hits[0].line, past.hits[0].anchor) == (None, "")


@pytest.mark.parametrize(
    ("text", "highlights", "kind", "anchor"),
    [
        ("全市农村低保标准提高到4425元。", ((4, 8),), "paragraph", "低保标准提高到4425元。"),
        ("全市农村低保标准", (), "paragraph", "全市农村低保标准"),
        ("地区 | 标准\n连山区 | 4425元", ((0, 2), (14, 19)), "table", "4425元"),
        ("地区 | 标准\n连山区 | 4425元", ((5, 7),), "table", "连山区 | 4425元"),
        ("各地区要切实加强领导，精心组织，周密部署，全力落实。", (), "item",
         "各地区要切实加强领导，精心组织，周密部署，全力落"),
        ("一、总则\n责任单位：市民政局", (), "item", "一、总则"),
        ("", (), "paragraph", ""),
    ],
)  # fmt: skip
def test_the_anchor_is_where_the_eye_falls(
    text: str, highlights: tuple[tuple[int, int], ...], kind: str, anchor: str
) -> None:
    assert anchor_of(passage(text=text, highlights=highlights, kind=kind)) == anchor


def test_the_pages_of_one_search_are_one(desk: Home) -> None:
    remember(desk, result(*hits(1, 2)), ["供热"])
    remember(desk, result(*hits(1, 2)), ["低保"])
    remember(desk, result(*hits(3, 4)), ["低保"])
    remember(desk, result(*hits(2, 3)), ["低保"])
    past = last_search(desk)
    assert past
    assert [one.rank for one in past.hits] == [1, 2, 3, 4]
    assert [past.typed for past in past_searches(desk)] == [("低保",)] * 3 + [("供热",)]


def test_a_page_of_another_index_is_another_result(desk: Home) -> None:
    remember(desk, result(*hits(1, 2)), ["低保"])
    remember(desk, result(*hits(3, 4), index=state(generation="g-000009-0")), ["低保"])
    past = last_search(desk)
    assert past
    assert [one.rank for one in past.hits] == [3, 4]


def test_homes_do_not_share_their_searches(tmp_path: Path) -> None:
    remember(Home(tmp_path), result(hit()), ["低保"])
    assert last_search(Home(tmp_path.parent)) is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "}",
        "null",
        "[]",
        "{}",
        '"低保"',
        '{"query":"低保"}',
        '{"query":"低保","typed":3,"when":0,"total":1,"generation":"g","terms":[],"hits":[]}',
        '{"query":"低保","typed":[],"when":0,"total":1,"generation":"g","terms":[],"hits":[[1]]}',
        '{"query":"低保","typed":[],"when":"昨天","total":1,"generation":"g","terms":[],"hits":[]}',
        '{"query":"低保","typed":["低',
    ],
)
def test_a_line_that_is_no_search_is_passed_over(line: str, desk: Home) -> None:
    remember(desk, result(hit()), ["低保"])
    with (kept_folder(desk) / "searches.jsonl").open("a", encoding="utf-8") as kept:
        kept.write(f"{line}\n")
    remember(desk, result(hit()), ["供热"])
    assert [past.typed for past in past_searches(desk)] == [("供热",), ("低保",)]


def test_the_history_has_an_end(desk: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 4000)
    for n in range(100):
        remember(desk, result(hit()), [str(n)])
    kept = [past.typed[0] for past in past_searches(desk)]
    assert kept == [str(99 - n) for n in range(len(kept))]
    assert 5 < len(kept) < 100
    remember(desk, result(*hits(1, 900)), ["全部"])
    newest = last_search(desk)
    assert newest is None or len(newest.hits) == history.MOST_HITS


def test_forgotten_is_forgotten(desk: Home) -> None:
    remember(desk, result(hit()), ["低保"])
    for _ in range(2):
        forget_searches(desk)
        assert last_search(desk) is None


def test_a_folder_that_cannot_be_written_changes_no_answer(
    desk: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    remember(desk, result(hit()), ["低保"])


@pytest.mark.parametrize(("value", "kept"), [("", True), ("0", True), ("1", False), ("是", False)])
def test_the_user_may_say_no(value: str, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GSEARCH_NO_HISTORY", value)
    assert remembers() is kept


def test_text_of_any_kind_comes_back_as_it_was(desk: Home) -> None:
    odd = "低保\n\x1b[31m\u2028\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")
    at = hit(document=document(title=odd), issue=issue(file=f"corpus/{odd}.txt"))
    remember(desk, result(at), [odd])
    past = last_search(desk)
    assert past
    assert (past.typed, past.hits[0].file) == ((odd,), f"corpus/{odd}.txt")
