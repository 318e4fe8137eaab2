"""The browser in a real tmux: what a person sees, keys as a terminal sends them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from real_terminals import NEEDS_TMUX, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazette_search.workflows.home import Home

pytestmark = NEEDS_TMUX


@pytest.fixture
def browse(home: Home, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(query: str = "", size: tuple[int, int] = (80, 24)) -> Terminal:
        command = (
            f"cd {tmp_path}; {sys.executable} -m gazette_search browse {query} --home {home.path};"
            f" echo ended; sleep 60"
        )
        opened.append(Terminal(tmp_path, size, command))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.call("kill-server")


def test_a_clerk_finds_reads_collects_and_takes_it_away(
    browse: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = browse()
    terminal.until(lambda seen: "最新的公文，共 44 件" in seen)
    terminal.type("农村低保一年多少钱？")  # a full-width mark in the query is no key
    terminal.until(lambda seen: "每人每年4425" in seen)
    terminal.press("Enter")
    terminal.type("　")  # a full-width blank collects
    terminal.until(lambda seen: "已收集 1" in seen)
    terminal.press("Enter")
    lines = terminal.until(lambda seen: "Esc 回到列表" in seen and "4425" in seen)
    assert not any(line.strip().startswith(("。", "，", "、", "》")) for line in lines)
    terminal.type("ｅ")
    terminal.until(lambda seen: "文件名" in seen)
    terminal.press("Enter")
    terminal.until(lambda seen: "写好了" in seen)
    terminal.press("Escape")
    terminal.until(lambda seen: "Esc 回到列表" not in seen)
    terminal.press("q")
    terminal.until(lambda seen: "ended" in seen)
    (memo,) = tmp_path.glob("摘录-*.md")
    assert "葫政办发〔2020〕23号" in memo.read_text("utf-8")


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
def test_every_line_fits(size: tuple[int, int], browse: Callable[..., Terminal]) -> None:
    terminal = browse("低保标准", size)
    lines = terminal.until(lambda seen: "9 件" in seen and "关于提高" in seen)
    assert lines[0].startswith("检索 低保标准")
    assert "Enter 读" in "\n".join(lines)


def test_a_click_chooses(browse: Callable[..., Terminal]) -> None:
    terminal = browse("低保标准", (100, 40))
    lines = terminal.until(lambda seen: "每人每月600" in seen)
    row = next(n for n, line in enumerate(lines) if "   2 关于" in line)
    for kind in ("M", "m"):  # SGR mouse: pressed, let go
        terminal.type(f"\x1b[<0;40;{row + 1}{kind}")
    terminal.until(lambda seen: "575 元" in seen)


def test_where_nothing_is_seen_nothing_is_drawn(home: Home) -> None:
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "gazette_search", "browse", "--home", str(home.path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "browse 要在终端里用" in done.stderr
    assert "\x1b" not in done.stderr
