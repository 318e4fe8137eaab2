"""An index made by somebody who can write all of it, checksums included, still runs nothing.

Whoosh keeps a list of its segments as a pickle, and a pickle may name any function to be called
while it is loaded. A search reads term files, which hold numbers and text; it neither reads that
list nor imports whoosh or pickle.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.index.sealed import SEAL, seal
from gazette_search.index.snapshot import SEGMENTS
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.workflows.home import Home

CARELESS_READER = """
import sys
from whoosh.index import open_dir
try:
    open_dir(sys.argv[1])
except Exception:
    pass
"""


class Payload:
    """Makes a directory when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._target),)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it ran"


@pytest.fixture
def planted(home: Home, marker: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose newest segment's pickles hold the payload; checksums vouch for them."""

    def seal_with_payload(directory: Path) -> None:
        for path in directory.glob("*.toc"):
            path.write_bytes(path.read_bytes() + pickle.dumps(Payload(marker)))
            content = path.read_bytes()
            start = content.find(b"\x80")  # where the first pickle begins
            path.write_bytes(content[:start] + pickle.dumps(Payload(marker)))
        seal(directory)

    write_corpus(home, version=2)
    with monkeypatch.context() as patch:
        patch.setattr("gazette_search.index.inverted.seal", seal_with_payload)
        bring_up_to_date(home)
    assert not marker.exists()
    return home


def test_nothing_runs(planted: Home, marker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["“次修订”", "--format", "json", "--home", str(planted.path)]) == 0
    assert not marker.exists()
    assert '"total": 6' in capsys.readouterr().out


def test_the_payload_would_run(planted: Home, marker: Path) -> None:
    """The control: whoosh alone runs it, so the test above proves something."""
    for segment in (max(planted.index.glob("g-*")) / SEGMENTS).iterdir():
        assert (segment / SEAL).exists()
        subprocess.run([sys.executable, "-c", CARELESS_READER, segment], check=True)  # noqa: S603
    assert marker.exists()


def test_a_search_knows_neither_whoosh_nor_pickle(home: Home) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from gazette_search.cli.main import main\n"
        "for query in ('低保标准', '“次修订”', '提高*', '底保标准', '农村低保一年多少钱'):\n"
        "    assert main([query, '-q', '--home', sys.argv[1]]) in (0, 1)\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('whoosh', 'pickle', '_pickle')])\n"
    )
    command = [sys.executable, "-c", script, str(home.path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout == "[]\n"
