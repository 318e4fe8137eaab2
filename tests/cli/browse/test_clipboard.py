from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.browse.clipboard import clipboard_command, copy_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs can be put, and nothing else is found."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_without_a_desktop_there_is_none(desktop: Path) -> None:
    put(desktop, "wl-copy", "cat")
    assert clipboard_command() == ()
    assert not copy_text("《通知》")


@pytest.mark.parametrize(
    ("variable", "program"),
    [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel")],
)
def test_the_program_of_the_desktop_gets_the_text(
    variable: str, program: str, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, ":0")
    put(desktop, program, f"cat > {desktop}/copied")
    assert copy_text("《关于提高…的通知》（葫政办发〔2020〕23号）")
    copied = (desktop / "copied").read_text("utf-8")
    assert copied == "《关于提高…的通知》（葫政办发〔2020〕23号）"


def test_a_program_that_fails_copies_nothing(
    desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    put(desktop, "xclip", "exit 1")
    assert not copy_text("《通知》")


@pytest.mark.parametrize(("platform", "program"), [("darwin", "pbcopy"), ("win32", "clip.exe")])
def test_other_systems_have_one(
    platform: str, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert clipboard_command() == (program,)
