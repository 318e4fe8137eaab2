from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from gazette_search.workflows.home import Home
from gazette_search.workflows.keeping import append_kept, kept_folder, read_kept, replace_kept

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1 << 20


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_kept_is_private(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "gsearch" / "homes" / "a" / "searches.jsonl"
    append_kept(kept, "低保", MOST)
    assert mode(kept) == 0o600
    assert {mode(folder) for folder in kept.parents[:4]} == {0o700}


def test_lines_are_added_and_read(tmp_path: Path) -> None:
    kept = tmp_path / "searches.jsonl"
    assert read_kept(kept) == ""
    for line in ("低保标准", "供暖费退费"):
        append_kept(kept, line, MOST)
    assert read_kept(kept) == "低保标准\n供暖费退费\n"


def test_a_file_stays_within_its_bound_and_keeps_whole_new_lines(tmp_path: Path) -> None:
    kept, most = tmp_path / "searches.jsonl", 1000
    for n in range(500):
        append_kept(kept, f"第{n}次查找", most)
        assert kept.stat().st_size <= most
    lines = read_kept(kept).splitlines()
    assert lines == [f"第{n}次查找" for n in range(500 - len(lines), 500)]
    assert len(lines) > 20
    assert mode(kept) == 0o600
    assert [*tmp_path.iterdir()] == [kept]


def test_content_is_replaced_in_one_step(tmp_path: Path) -> None:
    kept = tmp_path / "new" / "topics.json"
    for content in (b"{}", b"[]"):
        replace_kept(kept, content)
        assert kept.read_bytes() == content
    assert mode(kept) == 0o600
    assert [*kept.parent.iterdir()] == [kept]


def test_what_cannot_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    kept = tmp_path / "topics.json"
    (kept / "taken").mkdir(parents=True)
    with pytest.raises(OSError, match="topics"):
        replace_kept(kept, b"{}")
    assert [*tmp_path.iterdir()] == [kept]


def test_every_home_has_a_folder_however_it_is_named(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.mkdir()
    (tmp_path / "link").symlink_to(one)
    folders = {kept_folder(Home(path)) for path in (one, other)}
    assert len(folders) == 2
    for same in (tmp_path / "link", other / ".." / "one"):
        assert kept_folder(Home(same)) == kept_folder(Home(one))
