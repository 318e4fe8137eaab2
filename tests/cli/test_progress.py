from __future__ import annotations

import sys

import pytest

from gazette_search.cli.progress import duration, progress


def test_one_quiet_line_for_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as on_progress:
        for done in range(3):
            on_progress("建立索引", done, 2)
    assert capsys.readouterr() == ("", "正在建立索引……\n")


def test_of_long_work_the_time_left_is_said_once_a_minute(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(0, 600, 20))
    monkeypatch.setattr("gazette_search.cli.progress.time.monotonic", lambda: next(moments))
    with progress() as on_progress:
        for done in range(8):
            on_progress("计算向量", 10 + done, 100)
    assert capsys.readouterr().err.splitlines() == [
        "正在计算向量……",
        "正在计算向量：13/100，约剩 29 分",
        "正在计算向量：16/100，约剩 28 分",
    ]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 秒"), (59.4, "59 秒"), (60, "1 分"), (3599, "1 小时 0 分"), (12000, "3 小时 20 分")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


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
