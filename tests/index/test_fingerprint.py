from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.fingerprint import (
    FORM_PACKAGES,
    PACKAGE_FOLDER,
    QUERY_ONLY,
    RULES,
    fingerprint,
    fingerprint_of,
    same_form,
)
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

# What an update runs without deciding what the index holds of a text: the order of the steps, what
# is told about them, and how the operating system is asked.
STEPS = ("cli", "errors", "search.reports", "system", "version", "workflows")


def covered(package: Path) -> list[str]:
    """Files that decide."""
    found = []
    for room in (*FORM_PACKAGES, *RULES):
        root = package / room
        files = (path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
        names = [path.relative_to(package).as_posix() for path in files]
        found += [name for name in names if "__pycache__" not in name]
    return sorted(name for name in found if not name.startswith(tuple(QUERY_ONLY)))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the program."""
    copied = tmp_path / "gazette_search"
    shutil.copytree(PACKAGE_FOLDER, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "dict.txt"
    path.write_text("低保 3 n\n", encoding="utf-8")
    return path


def test_is_the_same_every_time_and_in_every_place(package: Path, dictionary: Path) -> None:
    assert fingerprint() == fingerprint()
    assert fingerprint_of(package, dictionary) == fingerprint_of(PACKAGE_FOLDER, dictionary)


def test_a_change_of_any_module_that_decides_is_seen(package: Path, dictionary: Path) -> None:
    before = fingerprint_of(package, dictionary)
    names = covered(package)
    assert len(names) > 60
    for name in names:
        path = package / name
        content = path.read_bytes()
        path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
        after = fingerprint_of(package, dictionary)
        assert after != before, name
        assert same_form(after, before) == (name.split("/")[0] in RULES), name
        path.write_bytes(content)
    assert fingerprint_of(package, dictionary) == before


def test_new_renamed_and_missing_modules_are_seen(package: Path, dictionary: Path) -> None:
    seen = [fingerprint_of(package, dictionary)]
    room = package / "ingestion" / "structure"
    (room / "seals.py").write_text("SEAL = '印'\n", encoding="utf-8")
    seen.append(fingerprint_of(package, dictionary))
    (room / "seals.py").rename(room / "stamps.py")
    seen.append(fingerprint_of(package, dictionary))
    (room / "toc.py").unlink()
    seen.append(fingerprint_of(package, dictionary))
    assert len(set(seen)) == 4


def test_a_module_larger_than_a_piece_is_read_to_its_end(package: Path, dictionary: Path) -> None:
    path = package / "ingestion" / "pipeline.py"
    seen = []
    for size in (1 << 16, 1 << 17, (1 << 17) + 1):
        for last in (b"#", b"!"):
            path.write_bytes(b"#" * (size - 1) + last)
            seen.append(fingerprint_of(package, dictionary))
    assert len(set(seen)) == 6


def test_another_dictionary_is_seen(package: Path, dictionary: Path) -> None:
    before = fingerprint_of(package, dictionary)
    with dictionary.open("a", encoding="utf-8") as stream:
        stream.write("公租房 3 n\n")
    after = fingerprint_of(package, dictionary)
    assert after != before
    assert not same_form(after, before)


@pytest.mark.parametrize(
    "name", ["analysis/thesaurus.py", "search/engine.py", "cli/main.py", "export/csv_export.py"]
)
def test_what_only_a_query_asks_needs_no_new_index(
    name: str, package: Path, dictionary: Path
) -> None:
    before = fingerprint_of(package, dictionary)
    (package / name).write_text("# changed\n", encoding="utf-8")
    assert fingerprint_of(package, dictionary) == before


def test_every_module_that_an_update_loads_is_covered(tmp_path: Path) -> None:
    """So that a new room is not forgotten."""
    home = small_home(tmp_path, notice(1, "冬季供热"))
    program = (
        "import sys; from pathlib import Path;"
        "from gazette_search.workflows.home import Home;"
        "from gazette_search.workflows.indexing import bring_up_to_date;"
        "bring_up_to_date(Home(Path(sys.argv[1])));"
        "print(*sorted(n for n in sys.modules if n.startswith('gazette_search.')))"
    )
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, str(home.path)], capture_output=True, check=True, text=True
    )
    known = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in covered(PACKAGE_FOLDER)
    }
    loaded = {name.removeprefix("gazette_search.") for name in ran.stdout.split()}
    assert "index.writing" in loaded
    steps = {name for name in loaded if name in ("search", *STEPS) or name.startswith(STEPS)}
    assert loaded - steps <= known
