"""The first minutes: making a home, remembering it, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from stand_ins import Operations


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where nothing is, nothing is set and nothing remembered."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("GSEARCH_HOME", "NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def settle(desk: Path, text: str) -> Path:
    file = desk.parent / "config" / "gsearch" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_first_minute(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["低保"]) == 2
    assert "请运行 gsearch init 目录" in capsys.readouterr().err
    assert main(["init", "公报"]) == 0
    told = capsys.readouterr().err
    assert f"新建了 {desk}/公报/corpus" in told
    assert "记住了这个目录" in told
    assert "gsearch add 文件…" in told
    small_home(desk / "公报", notice(3, "提高低保标准"))
    assert main(["低保", "-l"]) == 0
    out, err = capsys.readouterr()
    assert out == "葫政办发〔2020〕3号\n"
    assert f"公报目录：{desk}/公报（记住的；gsearch home 可以更换）" in err
    assert main(["低保", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_home_that_is_named_is_not_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_home(desk / "one", notice(3, "提高低保标准"))
    assert main(["home", "one"]) == 0
    capsys.readouterr()
    main(["低保", "-c", "--home", "one"])
    assert "公报目录" not in capsys.readouterr().err


def test_which_home_and_why(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["home"]) == 2
    for name in ("one", "two", "three"):
        assert main(["init", name]) == 0
    capsys.readouterr()
    assert main(["home"]) == 0
    assert capsys.readouterr() == (f"{desk}/one\n", "（记住的）\n")
    assert main(["home", "two"]) == 0
    out, err = capsys.readouterr()
    assert (out, "记住了" in err) == (f"{desk}/two\n", True)
    monkeypatch.chdir(desk / "three")
    assert main(["home"]) == 0
    assert capsys.readouterr() == (f"{desk}/three\n", "（当前目录往上最近的、有 corpus 的目录）\n")
    monkeypatch.setenv("GSEARCH_HOME", str(desk / "one"))
    assert main(["home"]) == 0
    assert capsys.readouterr() == (f"{desk}/one\n", "（环境变量 GSEARCH_HOME 指明的）\n")
    assert main(["home", "--forget"]) == 0
    assert main(["home", "--forget", "two"]) == 2


def test_a_directory_without_a_corpus_is_not_remembered(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "empty").mkdir()
    assert main(["home", "empty"]) == 2
    assert "gsearch init empty" in capsys.readouterr().err
    assert main(["home"]) == 2


def test_init_says_what_is_there(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_home(desk / "one", notice(3, "提高低保标准"))
    main(["init", "two"])
    capsys.readouterr()
    assert main(["init", "one"]) == 0
    told = capsys.readouterr().err
    assert "已经有了（1 个文件），没有改动" in told
    assert f"记住的仍是 {desk}/two；要换成这个：gsearch home {desk}/one" in told
    assert "gsearch add" not in told


@pytest.mark.parametrize(
    ("text", "args", "limit"),
    [
        ("", ["低保"], 10),
        ("limit = 3", ["低保"], 3),
        ("limit = 0", ["低保"], 0),
        ("limit = 3", ["低保", "-n", "5"], 5),
        ("\ufefflimit = 4  # 多看几件\n", ["低保"], 4),
        ("limit = 3", ["低保", "-o", "x.csv"], 0),
    ],
)
def test_how_many_is_set_once_for_all(
    text: str, args: list[str], limit: int, operations: Operations, desk: Path
) -> None:
    settle(desk, text)
    (desk / "corpus").mkdir()
    assert main(args) == 0
    assert operations.request.limit == limit


@pytest.mark.parametrize(
    ("text", "args", "colored"),
    [
        ("", [], False),
        ('color = "always"', [], True),
        ('color = "always"', ["--color", "never"], False),
        ('color = "never"', ["--color", "always"], True),
    ],
)
def test_a_color_is_set_once_for_all(
    text: str,
    args: list[str],
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    colored: bool,
) -> None:
    settle(desk, text)
    small_home(desk, notice(3, "提高低保标准"))
    assert main(["低保", *args]) == 0
    assert ("\x1b[" in capsys.readouterr().out) == colored


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "colour = 'always'",
            "没有“colour”这一项，可以写 color、limit、pager、" "ambiguous_width、history",
        ),
        ("color = 'red'", "color 不能是 'red'，应为颜色，auto、always、never 之一"),
        ("limit = -1", "limit 不能是 -1"),
        ("limit = true", "limit 不能是 True"),
        ("limit = '三'", "limit 不能是 '三'"),
        ("pager = 3", "pager 不能是 3"),
        ("pager = ' '", "pager 不能是 ' '"),
        ("ambiguous_width = 3", "ambiguous_width 不能是 3，应为“”…—·① 这类字符占几列，1 或 2"),
        ("history = 1", "history 不能是 1，应为是否记住近来的查找"),
        ("pager_command = 'less'", "没有“pager_command”这一项"),
        ("limit = ", "不合 TOML 的写法"),
        ("limit: 3", "不合 TOML 的写法"),
    ],
)
def test_a_setting_that_means_nothing_is_refused_where_it_stands(
    text: str, message: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settle(desk, text)
    assert main(["低保"]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert str(file) in told


@pytest.mark.parametrize(("text", "code"), [("", 0), ("history = true", 0), ("history = false", 1)])
def test_searches_are_remembered_unless_the_user_says_no(text: str, code: int, desk: Path) -> None:
    settle(desk, text)
    small_home(desk, notice(3, "提高低保标准"))
    assert main(["低保"]) == 0
    assert main(["history"]) == code
    assert main(["show", "1"]) == code


def test_settings_that_are_no_text(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settle(desk, "").write_bytes("limit = 3 # 件".encode("gbk"))
    assert main(["低保"]) == 2
    assert "不是 UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "variable", "width"),
    [("", "", 1), ("ambiguous_width = 2", "", 2), ("", "2", 2), ("ambiguous_width = 2", "1", 1)],
)
def test_the_width_of_ambiguous_characters(
    text: str, variable: str, width: int, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gazette_search.cli.terminal import display_width, set_ambiguous_width

    settle(desk, text)
    if variable:
        monkeypatch.setenv("GSEARCH_AMBIGUOUS_WIDTH", variable)
    try:
        assert main(["-V"]) == 0
        assert display_width("“低保”…—") == 4 + 4 * width
    finally:
        set_ambiguous_width(1)


def test_a_width_that_is_none(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del desk
    monkeypatch.setenv("GSEARCH_AMBIGUOUS_WIDTH", "wide")
    assert main(["低保"]) == 2


@pytest.mark.parametrize(
    ("text", "program"),
    [("", "mine"), ('pager = "theirs --raw"', "theirs"), ("pager = false", "")],
)
def test_the_pager_is_set_once_for_all(
    text: str, program: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    def start(command: list[str], **_: object) -> None:
        started.append(command[0])
        raise FileNotFoundError(command[0])

    settle(desk, text)
    small_home(desk, notice(3, "提高低保标准", *(f"第{n}条低保。" for n in range(99))))
    for name, value in {"PAGER": "mine", "LINES": "10", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("subprocess.Popen", start)
    monkeypatch.setattr("gazette_search.cli.output.is_terminal", lambda _: True)
    assert main(["show", "2020-3"]) == 0
    assert started == ([program] if program else [])


def test_init_says_where_another_home_is_in_the_way(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["init", "one"])
    capsys.readouterr()
    monkeypatch.chdir(desk / "one")
    assert main(["init", str(desk / "two")]) == 0
    told = capsys.readouterr().err
    assert f"在当前目录里用的是 {desk}/one" in told
    assert f"先 cd {desk}/two" in told
    monkeypatch.chdir(desk / "two")
    assert main(["init", "."]) == 0
    assert "注意" not in capsys.readouterr().err
