from __future__ import annotations

from pathlib import Path

import pytest

from gazette_search.errors import EXIT_USAGE, HomeNotFoundError, OutputFileError
from gazette_search.workflows.home import (
    Home,
    find_home,
    make_home,
    remember_home,
    remembered_home,
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "gazette" / "corpus").mkdir(parents=True)
    monkeypatch.delenv("GSEARCH_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "gazette"


def test_named_directory_comes_before_the_variable(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GSEARCH_HOME", str(tmp_path))
    assert find_home(home) == Home(home)


def test_variable_comes_before_the_working_directory(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("GSEARCH_HOME", str(other))
    monkeypatch.chdir(home)
    assert find_home() == Home(other)


def test_empty_variable_counts_as_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GSEARCH_HOME", "")
    monkeypatch.chdir(home)
    assert find_home() == Home(home)


@pytest.mark.parametrize("below", [".", "corpus", "a/b"])
def test_nearest_parent_with_a_corpus(
    home: Path, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(home / below)
    assert find_home() == Home(home)


def test_corpus_must_be_a_directory(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = home / "inner"
    inner.mkdir()
    (inner / "corpus").write_text("不是目录", encoding="utf-8")
    monkeypatch.chdir(inner)
    assert find_home() == Home(home)


def test_relative_name_becomes_absolute(home: Path) -> None:
    assert find_home(Path("gazette")) == Home(home)


def test_nothing_found_says_what_to_do(home: Path) -> None:
    with pytest.raises(HomeNotFoundError) as caught:
        find_home()
    assert str(caught.value) == (
        f"从 {home.parent} 往上都没有 corpus 目录，也没有记住的。"
        "请运行 gsearch init 目录 新建一个，或用 gsearch home 目录 指明已有的"
    )
    assert caught.value.exit_code == EXIT_USAGE


def test_missing_directory_names_where_it_was_asked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = home / "gone"
    with pytest.raises(HomeNotFoundError, match="^--home 指的目录不存在：.*gone$"):
        find_home(gone)
    monkeypatch.setenv("GSEARCH_HOME", str(gone))
    with pytest.raises(HomeNotFoundError, match="^GSEARCH_HOME 指的目录不存在：.*gone$"):
        find_home()


def test_files_are_named_below_the_home(home: Path) -> None:
    assert Home(home).name_of(home / "corpus" / "2020-02.txt") == "corpus/2020-02.txt"


def test_synonyms_of_the_users(home: Path) -> None:
    assert Home(home).thesauri == ()
    own = home / "thesaurus.txt"
    own.write_text("", encoding="utf-8")
    assert Home(home).thesauri == (own,)


def test_what_is_remembered_counts_last(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember_home(home)
    assert find_home() == Home(home, remembered=True)
    other = home.parent / "other"
    (other / "corpus").mkdir(parents=True)
    monkeypatch.chdir(other)
    assert find_home() == Home(other)
    monkeypatch.setenv("GSEARCH_HOME", str(home))
    assert find_home() == Home(home)
    assert find_home(other) == Home(other)


def test_what_is_forgotten_is_not_found(home: Path) -> None:
    remember_home(home)
    remember_home(None)
    assert remembered_home() is None
    remember_home(None)  # twice is no fault
    with pytest.raises(HomeNotFoundError, match="gsearch init"):
        find_home()


def test_a_remembered_home_that_is_gone_is_named(home: Path) -> None:
    remember_home(home / "gone")
    with pytest.raises(HomeNotFoundError, match="^gsearch home 记住的 指的目录不存在：.*gone$"):
        find_home()


@pytest.mark.parametrize("name", ["公报", "有 空格", "-n", "a\tb"])
def test_any_name_is_remembered(name: str, home: Path) -> None:
    (home / name).mkdir()
    remember_home(home / name)
    assert find_home() == Home(home / name, remembered=True)


def test_memory_that_cannot_be_written(home: Path) -> None:
    (home.parent / "config").write_text("一个文件")
    with pytest.raises(OutputFileError, match="写不进去"):
        remember_home(home)


@pytest.mark.parametrize("name", ["new", "a/b/c", "."])
def test_a_home_is_made_and_remembered(name: str, home: Path) -> None:
    fresh = make_home(Path(name))
    path = (home.parent / name).absolute()
    assert (fresh.home, fresh.made, fresh.files) == (Home(path), True, 0)
    assert (fresh.remembered, fresh.other) == (True, None)
    assert path.joinpath("corpus").is_dir()
    again = make_home(Path(name))
    assert (again.made, again.remembered, again.other) == (False, False, None)


def test_making_a_home_touches_nothing_that_is_there(home: Path) -> None:
    (home / "corpus" / "sub").mkdir()
    for name in ("2020-01.txt", "sub/2020-02.txt"):
        (home / "corpus" / name).write_text(name)
    remember_home(home.parent)
    fresh = make_home(home)
    assert (fresh.made, fresh.files, fresh.remembered) == (False, 2, False)
    assert fresh.other == home.parent
    assert remembered_home() == home.parent
    assert (home / "corpus" / "2020-01.txt").read_text() == "2020-01.txt"


@pytest.mark.parametrize(
    ("name", "message"),
    [("file", "不能新建"), ("taken", "已经有这个名字的文件"), ("~nobody-here/x", "没有这个用户")],
)
def test_where_no_home_can_be_made(name: str, message: str, home: Path) -> None:
    (home.parent / "file").write_text("")
    (home.parent / "taken").mkdir()
    (home.parent / "taken" / "corpus").write_text("")
    with pytest.raises(OutputFileError, match=message):
        make_home(Path(name))
