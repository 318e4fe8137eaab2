from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gazette_search.cli.progress import progress

if TYPE_CHECKING:
    import pytest


def test_one_quiet_line_for_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as on_progress:
        for done in range(3):
            on_progress("建立索引", done, 2)
    assert capsys.readouterr() == ("", "正在建立索引……\n")


def test_nothing_is_said_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=True) as on_progress:
        on_progress("建立索引", 0, 2)
    assert capsys.readouterr() == ("", "")


def test_a_bar_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as on_progress:
        on_progress("建立索引", 0, 2)
        on_progress("建立索引", 2, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert "建立索引" in err
    assert "2/2" in err


def test_work_that_reports_nothing_draws_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress():
        pass
    assert capsys.readouterr() == ("", "")
