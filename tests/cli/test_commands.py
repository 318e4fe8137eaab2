from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import (
    TITLE,
    check_report,
    document,
    hit,
    index_report,
    issue,
    listing,
    nothing,
    result,
    shown,
    state,
)
from gazette_search.cli import editing
from gazette_search.cli.main import main
from gazette_search.cli.options import STATUS_WORDS
from gazette_search.errors import NoNumberError, QuerySyntaxError
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.spots import Spot
from gazette_search.search.reports import FailedFile, HeldDocument
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.standing import Standing

if TYPE_CHECKING:
    from pathlib import Path

    from stand_ins import Operations


def test_options_reach_the_request(operations: Operations) -> None:
    flags = (
        "-n 5 --offset=10 -s newest -F --strict --words-only --passages 3 --context 1 --explain"
        " --as-of 2020-06"
    )
    filters = "--since 2019 --until 2020年2月 --issue 2020-02 --issue 63 --genre 通知"
    more = "--issuer 办公室 --title -低保"
    assert main([*flags.split(), "低保", *filters.split(), *more.split()]) == 0
    assert operations.request == SearchRequest(
        query="低保",
        limit=5,
        offset=10,
        sort="newest",
        fixed_strings=True,
        strict=True,
        passages=3,
        context=1,
        explain=True,
        as_of=date(2020, 6, 30),
        words_only=True,
        filters=Filters(
            since=date(2019, 1, 1),
            until=date(2020, 2, 29),
            issues=("2020-02", "63"),
            genres=("通知",),
            issuers=("办公室",),
            titles=("-低保",),
        ),
    )


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2019", "2019-01-01..2019-12-31"),
        ("2019年", "2019-01-01..2019-12-31"),
        ("2019-04", "2019-04-01..2019-04-30"),
        ("2020年2月", "2020-02-01..2020-02-29"),
        ("2019-04-01", "2019-04-01..2019-04-01"),
        ("２０１９年４月１日", "2019-04-01..2019-04-01"),
        ("9999", "9999-01-01..9999-12-31"),
    ],
)
def test_days(since: str, until: str, operations: Operations) -> None:
    assert main(["低保", "--since", since, "--until", since]) == 0
    filters = operations.request.filters
    assert f"{filters.since}..{filters.until}" == until


def test_nothing_found(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    operations.search = nothing()
    assert main(["火星移民"]) == 1
    assert capsys.readouterr() == ("", "没有找到“火星移民”。\n")


def test_a_command_after_an_option_is_pointed_out(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = nothing("index")
    assert main(["-F", "index"]) == 1
    assert "要用命令 index，请把它写在最前面：gsearch index …" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "out"),
    [
        (["-l"], "葫政办发〔2020〕23号\n"),
        (["-c"], "1\n"),
        (["-q"], ""),
        (["--format", "plain", "--passages", "1"], None),
    ],
)
def test_brief_outputs(
    args: list[str], out: str | None, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = result(hit(), index=state(new_issues=2))
    assert main(["低保", *args]) == 0
    printed = capsys.readouterr()
    assert out is None or printed.out == out
    stale = "有 2 期公报的变化还没有编进索引，请运行 gsearch index\n"
    assert printed.err == ("" if args == ["-q"] else stale)


@pytest.mark.parametrize("flag", ["-l", "-c", "-q"])
def test_a_script_is_not_told_that_partial_matches_are_found(
    flag: str, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = nothing()
    assert main(["低保", "火星", flag]) == 1
    assert operations.request.strict
    assert capsys.readouterr().out == ("0\n" if flag == "-c" else "")


@pytest.mark.parametrize(
    ("args", "limit"),
    [
        ([], 10),
        (["--format", "csv"], 10),
        (["-o", "a.csv"], 0),
        (["-o", "a.json"], 0),
        (["-o", "a.jsonl"], 0),
        (["-o", "a.txt", "--format", "plain"], 0),
        (["-o", "a.txt", "-l"], 0),
        (["-o", "a.csv", "-n", "3"], 3),
        (["-o", "a.md"], 10),
        (["-o", "a.txt"], 10),
        (["-o", "-", "--format", "csv"], 10),
    ],
)
def test_a_file_for_programs_holds_all(args: list[str], limit: int, operations: Operations) -> None:
    assert main(["低保", *args]) == 0
    assert operations.request.limit == limit


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--format", "csv"], True),
        (["--format", "jsonl"], True),
        (["--format", "plain"], True),
        (["-l"], True),
        (["--format", "csv", "-n", "1"], False),  # it is what was asked for
        (["--format", "json"], False),  # stands in its fields
        ([], False),  # stands below the hits
        (["-c"], False),
        (["-n", "1", "-o", "a.csv"], True),
        (["-n", "1", "-o", "a.jsonl"], True),
        (["-o", "a.md"], True),
    ],
)
def test_what_is_cut_is_said(
    args: list[str], told: bool, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = result(hit(), total=24)
    assert main(["低保", *args]) == 0
    assert ("共 24 件，列出第 1 件" in capsys.readouterr().err) == told


def test_the_next_page_can_be_typed_as_it_stands(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = result(hit(), total=24)
    assert main(["低保 | 孤儿", "--since", "2019", "--offset", "0", "--", "-拆迁"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "下一页：gsearch '低保 | 孤儿' --since 2019 --offset 1 -- -拆迁"


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["indx"], "是不是 gsearch index？"),
        (["shwo", "23号"], "是不是 gsearch show？"),
        (["VR"], None),
        (["火星"], None),
    ],
)
def test_a_slip_in_a_command_is_seen(
    args: list[str],
    hint: str | None,
    operations: Operations,
    capsys: pytest.CaptureFixture[str],
) -> None:
    operations.search = nothing(" ".join(args))
    assert main(args) == 1
    err = capsys.readouterr().err
    assert (hint in err) if hint else ("是不是" not in err)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("human", False),
        ("md", False),
        ("json", False),
        ("plain", True),
        ("csv", True),
        ("jsonl", True),
    ],
)
def test_remarks_go_where_the_format_has_a_place_for_them(
    chosen: str, told: bool, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = result(query="底保标准", suggestion="低保标准")
    assert main(["底保标准", "--format", chosen]) == 0
    out, err = capsys.readouterr()
    assert ("改为查找“低保标准”" in err) == told
    assert told or "低保标准" in out


def test_json_goes_to_a_file(
    operations: Operations, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["低保", "-o", "低保.json"]) == 0
    assert capsys.readouterr() == ("", "")
    assert json.loads((tmp_path / "低保.json").read_text(encoding="utf-8"))["total"] == 1
    assert main(["低保", "-o", "低保.json"]) == 2
    assert len(operations.calls) == 1


def test_color_always(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    assert operations.search
    assert main(["低保", "--color", "always"]) == 0
    assert "\x1b[1;31m农村低保标准\x1b[0m" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "name", "given"),
    [
        (["show", "葫政办发2020", "23号"], "stand_at", ["葫政办发2020", "23号"]),
        (["toc", "2020年", "第2期"], "contents", "2020年 第2期"),
    ],
)
def test_words_of_a_number_reach_the_workflow(
    args: list[str], name: str, given: object, operations: Operations
) -> None:
    assert main(args) == 0
    called, (argument, _), _ = operations.calls[0]
    assert (called, argument) == (name, given)


@pytest.mark.parametrize(
    ("command", "chosen"),
    [
        *((("show", "23号"), chosen) for chosen in ("human", "plain", "json", "md")),
        *((("toc", "63"), chosen) for chosen in ("human", "plain", "json", "md", "csv")),
        *((("list",), chosen) for chosen in ("human", "plain", "json", "jsonl", "md", "csv")),
        *((("check",), chosen) for chosen in ("human", "plain", "json", "csv")),
        *((("index",), chosen) for chosen in ("human", "plain", "json")),
        *((("低保",), chosen) for chosen in ("human", "plain", "json", "jsonl", "md", "csv")),
    ],
)
def test_every_format_of_every_command(
    command: tuple[str, ...],
    chosen: str,
    operations: Operations,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*command, "--format", chosen]) == 0
    out, err = capsys.readouterr()
    assert len(operations.calls) == 1
    assert out.endswith("\n")
    assert err == ""
    if chosen == "json":
        json.loads(out)


def test_list_marks_and_counts(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "-n", "2", "--offset", "1", "-s", "oldest", "-c"]) == 0
    assert capsys.readouterr().out == "2\n"
    assert operations.calls[0][1][:4] == (Filters(), "oldest", 2, 1)
    operations.list_documents = listing(documents=(), total=0)
    assert main(["list", "--genre", "命令"]) == 1
    assert capsys.readouterr() == ("", "没有符合条件的公文。\n")


@pytest.mark.parametrize(
    ("args", "statuses"),
    [
        ((), ()),
        (("--valid",), ("none", "amended", "partly_repealed")),
        (("--status", "现行"), ("none", "amended", "partly_repealed")),
        (("--status", "废止", "--status", "过期"), ("repealed", "expired")),
        (
            ("--status", "失效", "--valid"),
            ("repealed", "expired", "none", "amended", "partly_repealed"),
        ),
    ],
)
def test_statuses_reach_the_workflows(
    args: tuple[str, ...], statuses: tuple[str, ...], operations: Operations
) -> None:
    assert main(["低保", *args]) == 0
    assert operations.request.statuses == statuses
    assert main(["list", *args]) == 0
    assert operations.calls[-1][2]["statuses"] == statuses


def test_every_status_that_is_offered_is_known(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    for word in STATUS_WORDS:
        assert main(["低保", "--status", word]) == 0
    assert main(["低保", "--status", "作废"]) == 2
    assert "没有“作废”，可以选 现行、废止" in capsys.readouterr().err
    assert len(operations.calls) == len(STATUS_WORDS)


def test_a_list_tells_what_its_filter_left_out(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.list_documents = listing(notes=("按效力筛去 1 件：已过期 1 件。",))
    assert main(["list", "--valid", "-c"]) == 0
    assert capsys.readouterr().err == "按效力筛去 1 件：已过期 1 件。\n"


def test_show_marks_the_query(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    assert operations.stand_at
    assert main(["show", "23号", "--query", "最低生活", "--color", "always"]) == 0
    assert "\x1b[1;31m最低生活\x1b[0m" in capsys.readouterr().out


def test_show_tells_what_led_to_a_document_and_marks_it(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    standing = Standing(shown(), terms=("最低生活",), notes=("上次查找“低保”的第 3 件。",))
    operations.stand_at = [standing]
    assert main(["show", "3", "--color", "always"]) == 0
    out, err = capsys.readouterr()
    assert "\x1b[1;31m最低生活\x1b[0m" in out
    assert err == "上次查找“低保”的第 3 件。\n"


@pytest.mark.parametrize("chosen", ["human", "plain", "json", "md"])
def test_several_documents_are_shown_together(
    chosen: str, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.stand_at = [Standing(shown())] * 2
    assert main(["show", "1", "2", "--format", chosen]) == 0
    out = capsys.readouterr().out
    assert out.count("农村低保标准，全市统一提高到") == 2
    if chosen == "json":
        assert [one["id"] for one in json.loads(out)["documents"]] == ["葫政办发〔2020〕23号"] * 2
    if chosen == "md":
        assert out.count("\n---\n\n# ") == 1


@pytest.mark.parametrize(
    ("standing", "line"),
    [
        (Standing(shown()), 1097),
        (Standing(shown(), Spot(6, 0)), shown().held.document.blocks[6].lines[0]),
    ],
)
def test_the_editor_is_opened_at_the_line(
    standing: Standing, line: int, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, int]] = []
    monkeypatch.setattr(editing, "edit", lambda path, at: opened.append((path.name, at)))
    operations.stand_at = [standing]
    assert main(["show", "3", "-e"]) == 0
    assert opened == [("2020-02.txt", line)]


def test_what_is_no_text_is_not_edited(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    held_as_pdf = HeldDocument(document(), issue(file="corpus/2020-02.pdf", format="pdf"))
    operations.stand_at = [Standing(shown(held=held_as_pdf))]
    assert main(["show", "3", "-e"]) == 2
    assert "不是文本文件，请用 gsearch open" in capsys.readouterr().err


def test_show_offers_what_words_mean(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.stand_at = NoNumberError("低保标准")
    assert main(["show", "低保标准"]) == 1
    assert operations.calls[-1][1][0].query == "低保标准"
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "“低保标准”不是文号，也不是库内公文的标题。请写 葫政办发〔2020〕23号、葫政办发2020 23号、"
        "标题或“期:行”（2020-02:1097）",
        "最相关的公文：",
        f"  gsearch show 葫政办发〔2020〕23号  {TITLE}",
    ]


@pytest.mark.parametrize("found", [nothing(), QuerySyntaxError("(", 0, "括号没有配对", "请补上 )")])
def test_show_offers_nothing_where_nothing_is_meant(
    found: object, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.stand_at, operations.search = NoNumberError("("), found
    assert main(["show", "("]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_index_passes_its_options_on(operations: Operations) -> None:
    assert main(["index", "--rebuild", "--dry-run", "--wait", "3", "--force"]) == 0
    _, _, given = operations.calls[0]
    del given["on_progress"]
    assert given == {
        "rebuild": True,
        "dry_run": True,
        "wait": 3.0,
        "force": True,
        "recogniser": None,
    }


def test_files_that_could_not_be_read(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = (FailedFile("corpus/坏.txt", "第 3 个字节起不是 UTF-8 也不是 GB18030"),)
    operations.bring_up_to_date = index_report(failed=bad)
    assert main(["index"]) == 2
    assert capsys.readouterr().err == (
        "没有编进索引：corpus/坏.txt：第 3 个字节起不是 UTF-8 也不是 GB18030\n"
    )
    operations.check = check_report(unreadable=bad)
    assert main(["check"]) == 2
    assert "读不出来：corpus/坏.txt" in capsys.readouterr().err


def test_title_is_whole_when_piped(
    operations: Operations, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert operations.search
    assert main(["低保"]) == 0
    assert TITLE in capsys.readouterr().out
