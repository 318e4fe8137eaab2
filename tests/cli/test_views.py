from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import (
    ANSWER,
    FILE,
    TITLE,
    block,
    blocks,
    check_report,
    contents,
    document,
    hit,
    index_report,
    issue,
    listing,
    number,
    passage,
    result,
    shown,
)
from gazette_search.cli.marking import marker
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.accounts import draw_check
from gazette_search.cli.views.changes import draw_changes
from gazette_search.cli.views.contents import draw_contents
from gazette_search.cli.views.document import draw_document
from gazette_search.cli.views.hits import draw_hits
from gazette_search.cli.views.listing import draw_listing
from gazette_search.export.marked import mark
from gazette_search.search.reports import HeldDocument, NewDocument, NewIssue, SkippedFile
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from gazette_search.search.reports import ShownDocument
    from gazette_search.search.results import SearchResult

SCREENS = {
    "80": Screen(color=False, width=80),
    "80-colour": Screen(color=True, width=80),
    "120": Screen(color=False, width=120),
    "120-colour": Screen(color=True, width=120),
    "pipe": Screen(),
}
HOSTILE = "\x1b[2J[red]低\u202e保[/red]\x9b1m"


def answers() -> SearchResult:
    """Every remark, a whole hit, a partial one, and one with neighbours on the eleventh rank."""
    neighbours = passage(before=("（一）最低生活保障标准。",), after=("城乡低收入家庭标准",))
    return result(
        hit(),
        hit(2, partial=True, missing=("孤儿", "拆迁"), passages=(passage(path=()),)),
        hit(10, passages=(neighbours,), further=4, further_pages=(34, 36)),
        query="底保标准",
        suggestion="低保标准",
        relaxed=True,
        total=31,
        notes=("“低保”也按“最低生活保障”查找。",),
        facets={"year": (("2020", 20), ("2019", 11)), "genre": (("通知", 31),)},
    )


def with_table() -> ShownDocument:
    """The notice with an annex: a table with a long cell and ragged rows."""
    parts = (
        block("附件：", kind="attachment_label", part=1),
        block("葫芦岛市河流断面考核目标", kind="attachment_title", part=1),
        block(
            "断面名称\t所在河流\t考核目标\n"
            "元台子桥\t六股河\t[bold]Ⅲ类[/bold]，按照省下达的考核目标执行，低保标准不在其列，"
            "超标时由所在县（市）区补偿\n王宝桥\t王宝河",
            kind="table",
            part=1,
        ),
    )
    return shown(
        held=HeldDocument(document(blocks=(*blocks(), *parts)), issue()),
        held_numbers=frozenset({"辽政办发〔2016〕141号"}),
    )


@pytest.mark.parametrize("name", SCREENS)
def test_hits_golden(name: str) -> None:
    assert agrees_with_golden(f"hits-{name}.txt", draw_hits(answers(), SCREENS[name]))


@pytest.mark.parametrize(
    ("screen", "remembered", "told"),
    [(Screen(width=80), True, True), (Screen(width=80), False, False), (Screen(), True, False)],
)
def test_people_are_told_how_to_read_a_hit(screen: Screen, remembered: bool, told: bool) -> None:
    text = draw_hits(result(hit(11)), screen, remembered=remembered)
    assert ("读其中一件：gsearch show 11\n" in text) is told


@pytest.mark.parametrize("name", SCREENS)
def test_document_golden(name: str) -> None:
    text = draw_document(with_table(), SCREENS[name], marker("低保 标准")).text
    assert agrees_with_golden(f"document-{name}.txt", text)


@pytest.mark.parametrize("name", ["80", "pipe"])
def test_tables_golden(name: str) -> None:
    screen = SCREENS[name]
    assert agrees_with_golden(f"listing-{name}.txt", draw_listing(listing(total=9), screen))
    assert agrees_with_golden(f"contents-{name}.txt", draw_contents(contents(), screen))
    assert agrees_with_golden(f"check-{name}.txt", draw_check(check_report(), screen))


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    screen = Screen(color=False, width=width)
    texts = [draw_hits(answers(), screen)]
    if width >= 60:  # a table cannot be narrower than its columns
        texts += [
            draw_document(with_table(), screen, marker(None)).text,
            draw_listing(listing(), screen),
        ]
    for text in texts:
        assert max(map(display_width, text.split("\n"))) <= width


def test_a_pipe_gets_whole_lines() -> None:
    text = draw_hits(answers(), Screen())
    assert hit().passages[1].text in text
    assert "…" not in text.replace("……", "")


@pytest.mark.parametrize("color", [False, True])
def test_text_cannot_steer_the_terminal(color: bool) -> None:
    screen = Screen(color=color, width=80)
    hostile = document(
        title=HOSTILE,
        issuer=HOSTILE,
        blocks=(block(HOSTILE), block(f"{HOSTILE}\t甲", kind="table")),
    )
    bad = hit(document=hostile, passages=(passage(HOSTILE, path=(HOSTILE,), highlights=()),))
    texts = [
        draw_hits(result(bad, query=HOSTILE, suggestion=HOSTILE, notes=(HOSTILE,)), screen),
        draw_document(shown(held=HeldDocument(hostile, issue())), screen, marker(None)).text,
        draw_listing(listing(HeldDocument(hostile, issue(file=HOSTILE))), screen),
    ]
    for text in texts:
        assert not {"\u202e", "\x9b"} & {*text}
        assert "\x1b[2J" not in text
        assert "[2J[red]低保[/red]" in text.replace("\x1b[0m", "")
        assert color or "\x1b" not in text


def test_explanation_comes_first() -> None:
    text = draw_hits(result(explanation=("切分：农村 低保 标准",)), Screen())
    assert text.startswith("切分：农村 低保 标准\n索引：g0001，更新于 2020-03-16 ")


def test_a_document_that_the_contents_leave_out_is_named() -> None:
    text = draw_contents(contents(unlisted=(number(99),)), Screen())
    assert "目录里没有：葫政办发〔2020〕99号" in text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {},
            "新增  corpus/2020-02.txt\n" "1 期有变化，1 期未变，共 20 件公文。用时 1.2 秒。\n",
        ),
        (
            {
                "issues": (
                    NewIssue(
                        issue(),
                        (NewDocument("葫政办发〔2020〕23号", "葫政办发〔2020〕23号", TITLE, FILE),),
                        ("目录有葫政办发〔2020〕40号，正文没有",),
                    ),
                ),
                "skipped": (
                    SkippedFile("corpus/2020-02 副本.txt", "与 corpus/2020-02.txt 是同一期"),
                    SkippedFile("corpus/坏.txt", "不是文字", known=True),
                ),
            },
            "新增  2020年第2期（总第63期）  corpus/2020-02.txt：1 件\n"
            f"      葫政办发〔2020〕23号  {TITLE}\n"
            "      目录有葫政办发〔2020〕40号，正文没有\n"
            "跳过  corpus/2020-02 副本.txt：与 corpus/2020-02.txt 是同一期\n"
            "1 期有变化，1 期未变，1 个文件早先没有编进、内容没有变（见 gsearch check），"
            "共 20 件公文。用时 1.2 秒。\n",
        ),
        ({"added": ()}, "索引已是最新：1 期未变，共 20 件公文。\n"),
        (
            {"dry_run": True},
            "新增  corpus/2020-02.txt\n若更新：1 期有变化，1 期未变。什么也没有写。\n",
        ),
        (
            {"added": (), "reason": "切分规则变了"},
            "整个重建：切分规则变了\n" "0 期有变化，1 期未变，共 20 件公文。用时 1.2 秒。\n",
        ),
    ],
)
def test_changes(fields: dict[str, object], text: str) -> None:
    assert draw_changes(index_report(**fields), Screen()) == text


@pytest.mark.parametrize(
    ("entries", "last"),
    [
        (10, "10号，正文没有"),
        (11, "另有 1 件，见 gsearch toc"),
        (5590, "另有 5580 件，见 gsearch toc"),
    ],
)
def test_contents_of_a_whole_year_over_one_document_do_not_fill_the_screen(
    entries: int, last: str
) -> None:
    lacking = tuple(f"目录有 葫政办发〔2020〕{n}号，正文没有" for n in range(1, entries + 1))
    new = NewIssue(issue(), (), lacking)
    drawn = draw_changes(index_report(issues=(new,)), Screen()).splitlines()
    assert len(drawn) == 1 + min(entries, 11) + 1
    assert drawn[-2].endswith(last)


def test_a_hit_by_meaning_alone_says_so() -> None:
    near = hit(matched="meaning", partial=True, missing=("遛狗",))
    drawn = draw_hits(result(near), Screen())
    assert "意思相近\n" in drawn
    assert "遛狗" not in drawn


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("农村低保", ["农村低保"]),
        ("低保 标准", ["低保标准"]),
        ("“全市，统一”", ["全市统一"]),
        ("４４２５元", ["4425元"]),
        ("農村", ["农村"]),
        ("每人每年４，４２５元", ["每人每年4425元"]),
        ("“”", []),
        (None, []),
    ],
)
def test_words_of_a_query_are_marked(query: str | None, found: list[str]) -> None:
    runs = mark(ANSWER, marker(query)(ANSWER)).runs()
    assert [text for text, matched in runs if matched] == found
