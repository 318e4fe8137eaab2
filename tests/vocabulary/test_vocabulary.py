from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gazette_search import vocabulary
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    vocabulary.extend(None)


def test_the_fifteen_official_kinds_are_there() -> None:
    """党政机关公文处理工作条例, article 8."""
    fifteen = "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()
    assert sorted(vocabulary.words("genres", "official")) == sorted(fifteen)


@pytest.mark.parametrize("name", vocabulary.LISTS)
def test_every_word_stands_once_and_has_a_kind(name: str) -> None:
    lines = [
        line.partition("#")[0].split()
        for line in (vocabulary.HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    ]
    entries = [line for line in lines if line]
    assert all(len(entry) >= 2 for entry in entries)
    assert len({entry[0] for entry in entries}) == len(entries)


def test_kinds_add_up_and_longer_words_come_first() -> None:
    both = vocabulary.words("genres", "official", "title")
    assert set(both) >= {"通知", "办法", "令", "命令"}
    assert "目录" not in both
    assert both.index("命令") < both.index("令")
    assert re.fullmatch(vocabulary.either("organs"), "管委会")


def test_a_user_adds_a_word_and_patterns_see_it(tmp_path: Path) -> None:
    pattern = Lazy(lambda: f"{vocabulary.either('genres', 'title')}$")
    assert not pattern.search("关于节约用水的告知书")
    own = tmp_path / "vocabulary.txt"
    own.write_text("# ours\ngenres 告知书 title  # 我市常用\n", encoding="utf-8")
    vocabulary.extend(own)
    assert pattern.search("关于节约用水的告知书")
    vocabulary.extend(None)
    assert not pattern.search("关于节约用水的告知书")


@pytest.mark.parametrize("line", ["告知书 title", "genres 告知书", "genre 告知书 title", "genres"])
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: str) -> None:
    own = tmp_path / "vocabulary.txt"
    own.write_text(f"genres 公示语 title\n{line}\n", encoding="utf-8")
    with pytest.raises(vocabulary.VocabularyError, match="第 2 行不是一条词汇") as caught:
        vocabulary.extend(own)
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    vocabulary.extend(tmp_path / "vocabulary.txt")
    assert vocabulary.added_words(tmp_path / "vocabulary.txt") == b""
