from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.manual import _text, manual
from gazette_search.cli.overview import COMMANDS

ROOT = Path(__file__).parents[2]
REQUESTS = {".TH", ".SH", ".SS", ".TP", ".PP", ".br", ".nh", ".ad"}


def test_the_page_tells_every_command_and_option() -> None:
    page = manual()
    assert page.startswith('.TH GSEARCH 1 "" "gsearch ')
    for name in COMMANDS:
        assert re.search(rf'^\.SS "gsearch \[?{name}\b', page, re.MULTILINE), name
    for option in ("\\-\\-since", "\\-\\-format", "\\-\\-as\\-of", "GSEARCH_HOME"):
        assert option in page


def test_the_page_that_is_installed_is_this_one() -> None:
    """Made anew by `gsearch man > docs/gsearch.1` whenever help changes."""
    assert (ROOT / "docs/gsearch.1").read_text(encoding="utf-8") == manual()


def test_nothing_but_our_requests_stands_at_the_beginning_of_a_line() -> None:
    found = {line.split()[0] for line in manual().split("\n") if line[:1] in (".", "'")}
    assert found <= REQUESTS


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("--since 日期", "\\-\\-since 日\\:期"),
        (".so /etc/passwd", "\\&.so /etc/passwd"),
        ("'tis\n.x", "\\&'tis\n\\&.x"),
        ("a\\fBb", "a\\efBb"),
        ("标准。农村", "标\\:准。\\:农\\:村"),
        ('"…"', "\\(dq…\\:\\(dq"),
    ],
)
def test_text_stays_text(text: str, escaped: str) -> None:
    assert _text(text) == escaped


def test_it_is_written_where_nobody_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["man"]) == 0
    assert capsys.readouterr().out == manual()


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff")
def test_groff_sets_it_without_complaint() -> None:
    done = subprocess.run(  # noqa: S603 -- a program of the system
        ["groff", "-Kutf8", "-Tutf8", "-man", "-ww", "-z"],  # noqa: S607 -- of the system
        input=manual().encode(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
