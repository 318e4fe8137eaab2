"""Files that are not what was written: said in one sentence, never searched, repaired."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.cli.main import main
from gazette_search.errors import IndexDamagedError
from gazette_search.index.catalog import CATALOG
from gazette_search.index.files import digest
from gazette_search.index.generations import CURRENT
from gazette_search.index.manifest import MANIFEST
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import current_is_whole, find_all, version_seen, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.workflows.home import Home

# Whoosh leaves its files open when reading fails.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def flip(path: Path, place: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] ^= 0x10
    path.write_bytes(content)


def cut(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])


def replace_by_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


def swap(path: Path) -> None:
    """Another file of the generation takes its place."""
    others = sorted(other for other in path.parents[2].rglob("*") if other.is_file())
    path.write_bytes(others[(others.index(path) + 1) % len(others)].read_bytes())


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a bit at the start": lambda path: flip(path, 0),
    "a bit in the middle": lambda path: flip(path, 0.5),
    "a bit at the end": lambda path: flip(path, 1),
    "empty": lambda path: cut(path, 0),
    "half": lambda path: cut(path, 0.5),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "gone": lambda path: path.unlink(),
    "swapped": swap,
    "a directory": replace_by_directory,
    "a link to nothing": replace_by_link,
}


def files_of(home: Home) -> list[Path]:
    """The pointer and all files of the current generation."""
    generation = home.index / (home.index / CURRENT).read_text().split()[0]
    return [home.index / CURRENT, *sorted(p for p in generation.rglob("*") if p.is_file())]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_file(damage: str, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    whole = find_all(home).hits
    for number in range(len(files_of(home))):
        path = files_of(home)[number]
        if path.name == CURRENT and damage == "a directory":
            continue  # nothing makes one there, and only a person should remove it
        DAMAGES[damage](path)
        code = main(["“次修订”", "-n", "0", "--format", "json", "--home", str(home.path)])
        told = capsys.readouterr()
        if code == 0:  # it was not read, or there was no pointer and the index was built anew
            assert json.loads(told.out)["total"] == len(whole)
            assert find_all(home).hits == whole
        else:
            assert (code, told.out) == (3, "")
            assert told.err.startswith("gsearch：索引损坏：")
            assert told.err.endswith("请运行 gsearch index --rebuild 重建\n")
            assert told.err.count("\n") == 1
        report = bring_up_to_date(home)
        assert code == 0 or report.recovered or "旧索引损坏" in report.reason
        assert find_all(home).hits == whole
        assert current_is_whole(home)


def test_an_old_pointer_shows_an_old_generation_whole(home: Home) -> None:
    pointer = (home.index / CURRENT).read_bytes()
    write_corpus(home, version=2)
    bring_up_to_date(home)
    (home.index / CURRENT).write_bytes(pointer)
    assert version_seen(home) == 1
    bring_up_to_date(home)
    assert version_seen(home) == 2


def forge(home: Home, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest, its checksums and the pointer, as somebody can who writes them all."""
    manifest = files_of(home)[1].parent / MANIFEST
    record = json.loads(manifest.read_bytes())
    record["files"] = [[file, digest(manifest.parent / file)] for file, _ in record["files"]]
    change(record)
    manifest.write_text(json.dumps(record), encoding="utf-8")
    (home.index / CURRENT).write_text(f"{manifest.parent.name} {digest(manifest)}\n")


def forge_catalog(home: Home, change: Callable[[dict[str, Any]], object]) -> None:
    """The same with the catalog."""
    catalog = next(path for path in files_of(home) if path.name == CATALOG)
    record = json.loads(catalog.read_bytes())
    change(record)
    catalog.write_text(json.dumps(record), encoding="utf-8")
    forge(home, lambda _: None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda r: r.update(files=[["../../outside", "0" * 64]]), "指向索引目录之外"),
        (lambda r: r.update(files=[["/etc/passwd", "0" * 64]]), "指向索引目录之外"),
        (lambda r: r.update(segments=[["..", []]]), "指向索引目录之外"),
        (lambda r: r.update(generation="g-000009-00000000"), "是另一代索引的清单"),
        (lambda r: r.update(files=[[["x"], "y"]]), "不是有效的清单"),
        (lambda r: r.update(segments=[[5, []]]), "不是有效的清单"),
        (lambda r: r.update(sources=7), "不是有效的清单"),
        (lambda r: r.clear(), "不是有效的清单"),
    ],
)
def test_a_forged_manifest(
    change: Callable[[dict[str, Any]], object], reason: str, home: Home
) -> None:
    forge(home, change)
    with pytest.raises(IndexDamagedError, match=reason):
        find_all(home)
    bring_up_to_date(home)
    assert version_seen(home) == 1


def test_a_forged_catalog_reads_no_file_that_the_manifest_does_not_name(
    home: Home, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"{}")

    def point_to_secret(record: dict[str, Any]) -> None:
        record["issues"] = [
            [str(secret) if str(cell).startswith("store/") else cell for cell in row]
            for row in record["issues"]
        ]
        slots = [[0, 2, zlib.crc32(b"{}")]] * len(record["numbers"])
        record.update(scans=slots, records=slots)

    forge_catalog(home, point_to_secret)
    with pytest.raises(IndexDamagedError, match="secret 不在清单里"):
        find_all(home)


@pytest.mark.parametrize("forged", [b"[]", b"{}", b'{"number":1}', b"\xff", b"[" * 5000])
def test_a_forged_record_is_no_traceback(forged: bytes, home: Home) -> None:
    def replace_records(record: dict[str, Any]) -> None:
        for row in record["issues"]:
            store = next(cell for cell in row if str(cell).startswith("store/"))
            path = files_of(home)[1].parent / store
            offset = path.stat().st_size
            path.write_bytes(path.read_bytes() + forged)
        slots = [[offset, len(forged), zlib.crc32(forged)]] * len(record["numbers"])
        record["records"] = slots

    forge_catalog(home, replace_records)
    with pytest.raises(IndexDamagedError, match="里的记录读不懂"):
        find_all(home)


@pytest.mark.parametrize("column", ["numbers", "titles", "dates", "lengths", "scans", "issue"])
@pytest.mark.parametrize("forged", [[], 7, None, [None], ["x"] * 5])
def test_columns_of_different_lengths(column: str, forged: object, home: Home) -> None:
    forge_catalog(home, lambda record: record.update({column: forged}))
    with pytest.raises(IndexDamagedError, match="不是有效的文献目录"):
        find_all(home)
