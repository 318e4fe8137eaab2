from __future__ import annotations

from pathlib import Path

import pytest

from gazette_search.errors import EXIT_USAGE, HomeNotFoundError
from gazette_search.workflows.home import Home, find_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "gazette" / "corpus").mkdir(parents=True)
    monkeypatch.delenv("GSEARCH_HOME", raising=False)
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
        f"从 {home.parent} 往上都没有 corpus 目录。"
        "请进入放公报的目录，或用 --home 目录、环境变量 GSEARCH_HOME 指明"
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
