"""An index made by somebody who can write all of it, checksums included, still runs nothing."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazette_search.cli.main import main
from gazette_search.index.unpickling import ALLOWED, loads
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import find_all, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.workflows.home import Home

# Whoosh leaves its files open when reading fails.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

# Reads as whoosh alone would: every term, every posting, the schema from the disk.
CARELESS_READER = """
import sys
from whoosh.index import open_dir
try:
    reader = open_dir(sys.argv[1]).reader()
    for field, term in reader.all_terms():
        list(reader.postings(field, term).all_ids())
except Exception:
    pass
"""


class Payload:
    """Makes a directory when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._target),)


# Where whoosh writes a pickle, told by what it writes there.
PLACES: dict[str, Callable[[Any], bool]] = {
    "schema": lambda value: type(value).__name__ == "Schema",
    "segments": lambda value: isinstance(value, list) and bool(value),
    "end of the term file": lambda value: isinstance(value, dict),
    "head of a block": lambda value: isinstance(value, tuple) and len(value) == 6,
    "block": lambda value: isinstance(value, tuple) and len(value) == 3,
}


def plant(patch: pytest.MonkeyPatch, place: str, payload: Payload) -> None:
    """Let whoosh write the payload instead of what belongs there."""

    def dumps(value: Any, protocol: int = -1) -> bytes:
        return pickle.dumps(payload if PLACES[place](value) else value, protocol)

    def write_pickle(stream: Any, value: Any, protocol: int = -1) -> None:
        stream.file.write(dumps(value, protocol))

    patch.setattr("whoosh.index.pickle", SimpleNamespace(**{**vars(pickle), "dumps": dumps}))
    patch.setattr("whoosh.codec.whoosh3.dumps", dumps)
    patch.setattr("whoosh.filedb.structfile.StructFile.write_pickle", write_pickle)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it ran"


@pytest.fixture(params=PLACES)
def planted(
    request: pytest.FixtureRequest, home: Home, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> Home:
    """A home whose newest segment holds the payload; manifest and pointer vouch for it."""
    write_corpus(home, version=2)
    with monkeypatch.context() as patch:
        plant(patch, request.param, Payload(marker))
        bring_up_to_date(home)
    assert not marker.exists()
    return home


def test_nothing_runs(planted: Home, marker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["“次修订”", "--format", "json", "--home", str(planted.path)])
    told = capsys.readouterr()
    assert not marker.exists()
    assert "Traceback" not in told.err
    if code == 0:  # the schema of the index is never read
        assert '"total": 6' in told.out
    else:
        assert (code, told.out) == (3, "")
        assert told.err.startswith("gsearch：索引损坏：")
        assert told.err.count("\n") == 1


def test_the_payload_would_run(planted: Home, marker: Path) -> None:
    """The control: whoosh alone runs it, so the test above proves something."""
    segments = max(planted.index.glob("g-*")) / "segments"
    for segment in segments.iterdir():
        subprocess.run([sys.executable, "-c", CARELESS_READER, segment], check=True)  # noqa: S603
    assert marker.exists()


def test_nothing_of_pickle_is_left_in_whoosh(home: Home) -> None:
    assert find_all(home).total == 6
    modules = {name: sys.modules[name] for name in sys.modules if name.startswith("whoosh")}
    dangerous = [pickle, pickle.load, pickle.loads, pickle.Unpickler]
    left = [
        f"{module}.{name}"
        for module in modules
        for name, value in vars(modules[module]).items()
        if any(value is one for one in dangerous)
    ]
    assert left == []
    from whoosh.legacy import toc_loaders

    assert not toc_loaders, "old formats bring an unpickler of their own"


def test_reading_imports_no_further_module_of_whoosh(home: Home) -> None:
    """A module imported later would keep its own loading functions."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from gazette_search.index import unpickling\n"
        "from gazette_search.search.results import SearchRequest\n"
        "from gazette_search.workflows.home import Home\n"
        "from gazette_search.workflows.searching import search\n"
        "restrict, known = unpickling.restrict_whoosh, []\n"
        "def noting():\n"
        "    restrict()\n"
        "    known.extend(sys.modules)\n"
        "unpickling.restrict_whoosh = noting\n"
        "for query in ('低保标准', '“次修订”', '提高*', '底保标准', '农村低保一年多少钱'):\n"
        "    search(Home(Path(sys.argv[1])), SearchRequest(query))\n"
        "assert known\n"
        "print([n for n in sys.modules if n.startswith('whoosh') and n not in known])\n"
    )
    command = [sys.executable, "-c", script, str(home.path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "harmful",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"cwhoosh.codec.whoosh3\nW3Segment.codec\n.",
        b"\x80\x04\x8c\x13whoosh.codec.whoosh3\x8c\x05loads\x93.",
        b"ccollections\nnamedtuple\n.",
        b"\x80\x02\x82\x01.",  # a number of the extension registry
        b"Pname\n.",  # a persistent name
        b"",
        b"\xff",
    ],
)
def test_names_that_have_no_place_in_an_index(harmful: bytes) -> None:
    with pytest.raises((pickle.UnpicklingError, EOFError, ValueError)):
        loads(harmful)


def as_text(text: str) -> bytes:
    """The opcode that puts a text on the stack."""
    content = text.encode("utf-8", "surrogatepass")
    return b"X" + len(content).to_bytes(4, "little") + content


@given(st.text(), st.text())
def test_no_other_name_is_resolved(module: str, name: str) -> None:
    assume((module, name) not in ALLOWED)
    with pytest.raises(pickle.UnpicklingError, match="has no place in an index"):
        loads(b"\x80\x04" + as_text(module) + as_text(name) + b"\x93.")
