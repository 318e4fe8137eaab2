from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from builders import nothing, result
from gazette_search.cli.main import main
from gazette_search.errors import (
    EXIT_FAULT,
    DocumentNotFoundError,
    IndexDamagedError,
    IndexLockedError,
    QuerySyntaxError,
    UpdateStoppedError,
)

if TYPE_CHECKING:
    from stand_ins import Operations


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["低保", "--limti", "3"], "没有选项 --limti，是不是 --limit？\n用法见 gsearch --help"),
        (
            ["低保", "-z"],
            "没有选项 -z；要查不含某个词的公文，请把 -词 写在 -- 之后。\n用法见 gsearch --help",
        ),
        (["-n", "3"], "缺少检索词。\n用法见 gsearch --help"),
        ([""], "检索词是空的。\n用法见 gsearch --help"),
        (["  "], "检索词是空的。\n用法见 gsearch --help"),
        (["低保", "-n"], "选项 -n 后面要有值。\n用法见 gsearch --help"),
        (["低保", "-n", "三"], "选项 --limit：“三”不是 0 或正整数。\n用法见 gsearch --help"),
        (["低保", "-n", "-1"], "选项 --limit：“-1”不是 0 或正整数。\n用法见 gsearch --help"),
        (["低保", "-n", "9" * 5000], None),
        (["低保", "-l=3"], None),
        (["低保", "--strict=yes"], "选项 --strict 后面不带值。\n用法见 gsearch --help"),
        (
            ["低保", "--format", "xml"],
            "选项 --format：没有“xml”，"
            "可以选 human、csv、docx、html、json、jsonl、md、plain、png、svg、xlsx。\n"
            "用法见 gsearch --help",
        ),
        (
            ["低保", "--since", "2019-13"],
            "选项 --since：没有 2019-13 这个日期，请写成 2019、2019-04、"
            "2019-04-01、2019年4月，或 去年、上个月、近三年。\n"
            "用法见 gsearch --help",
        ),
        (
            ["低保", "--until", "2019.."],
            "选项 --until：“2019..”是一段时间，请写成 2019、2019-04、"
            "2019-04-01、2019年4月，或 去年、上个月、近三年。\n"
            "用法见 gsearch --help",
        ),
        (
            ["低保", "--since", "2020", "--until", "2019"],
            "--since 2020-01-01 比 --until 2019-12-31 还晚。\n用法见 gsearch --help",
        ),
        (
            ["低保\udcff"],
            "检索词：含有不是 UTF-8 的字节，请检查终端的编码。\n用法见 gsearch --help",
        ),
        (["低保", "-l", "-c"], "-l 和 -c 只能选一个"),
        (["低保", "-c", "--json"], "-c 有自己的格式，不能和 --format 同用"),
        (["show"], "缺少文号。\n用法见 gsearch show --help"),
        (
            ["show", "23号", "--format", "csv"],
            "这个命令没有 csv 格式，可以用 human、docx、html、json、md、plain",
        ),
        (["低保", "--sicne", "2"], "没有选项 --sicne，是不是 --since？\n用法见 gsearch --help"),
        (["show", "-n", "3"], "没有选项 -n。\n用法见 gsearch show --help"),
        (["低保", "--home", "~nobody-of-that-name"], None),
        (["低保", "--home", "corpus/../没有\0"], None),
        (["toc"], "缺少期。\n用法见 gsearch toc --help"),
        (["list", "低保"], "多出了参数：低保。\n用法见 gsearch list --help"),
        (["check", "a", "b"], "多出了参数：a b。\n用法见 gsearch check --help"),
        (
            ["completion", "tcsh"],
            "bash|zsh|fish：没有“tcsh”，可以选 bash、zsh、fish。\n用法见 gsearch completion --help",
        ),
        (["低保", "--home", "没有的目录"], "--home 指的目录不存在：没有的目录"),
        (["低保", "-o", "没有/低保.md"], "没有/低保.md：所在目录不存在"),
    ],
)
def test_bad_command_lines(
    args: list[str],
    message: str | None,
    operations: Operations,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("gsearch：")
    assert "Error" not in err
    assert message is None or err == f"gsearch：{message}\n"
    assert operations.calls == []


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (
            QuerySyntaxError("低保 “孤儿", 3, "引号没有配对", "请补上 ”"),
            2,
            "引号没有配对\n  低保 “孤儿\n       ^\n请补上 ”",
        ),
        (
            QuerySyntaxError("供" * 30 + "(" + "热" * 30, 30, "括号没有配对", "请补上 )"),
            2,
            f"括号没有配对\n  …{'供' * 24}({'热' * 23}…\n  {' ' * 49}^\n请补上 )",
        ),
        (
            IndexDamagedError("g0001", "缺文件"),
            3,
            "索引损坏：g0001 缺文件。请运行 gsearch index --rebuild 重建",
        ),
        (
            IndexLockedError(4321),
            75,
            "索引正被进程 4321 写入。请稍后再试，或用 --wait 秒数 等待",
        ),
        (DocumentNotFoundError("没有这份公文\x1b[2J"), 1, "没有这份公文[2J"),
        (PermissionError(13, "Denied", "corpus/2020-02.txt"), 2, "corpus/2020-02.txt：没有权限"),
        (OSError(24, "Too many open files"), 2, "打开的文件太多"),
        (OSError(9999, "odd"), 2, "odd"),
        (MemoryError(), 70, "内存不够"),
        (UpdateStoppedError(), 130, "已中断，索引没有变化"),
    ],
)
def test_failures_become_sentences_and_exit_codes(
    error: Exception,
    code: int,
    message: str,
    operations: Operations,
    capsys: pytest.CaptureFixture[str],
) -> None:
    operations.search = error
    assert main(["低保"]) == code
    assert capsys.readouterr().err == f"gsearch：{message}\n"


def test_interruption_is_quiet(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    operations.search = KeyboardInterrupt()
    assert main(["低保"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_fault_of_ours_is_no_answer(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = ZeroDivisionError("零")
    assert main(["低保"]) == EXIT_FAULT
    assert "ZeroDivisionError: 零" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_failure(
    operations: Operations, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert operations.search
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        assert main(["低保"]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("found", "code"), [(nothing(), 1), (result(), 0), (IndexDamagedError("g", "x"), 3)]
)
def test_nobody_at_stderr_changes_no_exit_code(
    found: object, code: int, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations.search = found
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8", buffering=1) as stream:
        monkeypatch.setattr("sys.stderr", stream)
        assert main(["低保"]) == code
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
