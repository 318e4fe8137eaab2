from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.errors import IndexMissingError
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.verifying import verify_index
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def small(tmp_path: Path) -> Home:
    home = small_home(tmp_path / "home", notice(1, "冬季供热"))
    bring_up_to_date(home)
    return home


def files_of(home: Home) -> list[Path]:
    return sorted(path for path in home.index.glob("g-*/**/*") if path.is_file())


def test_a_whole_index(small: Home) -> None:
    told: list[tuple[str, int, int]] = []
    found = verify_index(small, lambda *step: told.append(step))
    assert found.damages == ()
    assert found.files == len(files_of(small))
    assert found.size == sum(path.stat().st_size for path in files_of(small))
    assert {stage for stage, _, _ in told} == {"核对"}


def test_every_byte_that_rots_without_a_trace_is_found(small: Home) -> None:
    """Size and time stay, so that neither an update nor most searches would see it."""
    for path in files_of(small):
        if path.name in ("manifest.json", "stamps.json"):
            continue  # which every update reads
        status, content = path.stat(), path.read_bytes()
        if not content:
            continue
        rotten = bytearray(content)
        rotten[len(content) // 2] ^= 1
        path.write_bytes(rotten)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert bring_up_to_date(small).reason == ""
        (damage,) = verify_index(small).damages
        assert path.as_posix().endswith(damage.file)
        path.write_bytes(content)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert verify_index(small).damages == ()


def test_all_damages_are_named(small: Home, capsys: pytest.CaptureFixture[str]) -> None:
    generation = files_of(small)[0].parent
    (generation / "dictionary.txt").unlink()
    (generation / "catalog.json").write_bytes(b"{}")
    arguments = ["check", "--index", "--home", str(small.path)]
    assert main(arguments) == 3
    told = capsys.readouterr()
    assert "catalog.json 的内容与校验和不符" in told.out
    assert "dictionary.txt 读不出来" in told.out
    assert "2 个损坏。请运行 gsearch index --rebuild" in told.out
    assert "Traceback" not in told.err
    assert main([*arguments, "--json"]) == 3
    damaged = json.loads(capsys.readouterr().out)["damaged"]
    assert [one["file"] for one in damaged] == ["catalog.json", "dictionary.txt"]
    assert main([*arguments, "--format", "plain"]) == 3
    assert capsys.readouterr().out.splitlines()[0] == "catalog.json\t的内容与校验和不符"
    assert main(["index", "--rebuild", "--home", str(small.path)]) == 0
    assert main(arguments) == 0
    assert "与写入时逐字节相同" in capsys.readouterr().out


def test_without_an_index_there_is_nothing_to_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    with pytest.raises(IndexMissingError):
        verify_index(home)
    assert main(["check", "--index", "--home", str(home.path)]) == 3
    assert "没有索引" in capsys.readouterr().err


def test_a_damaged_pointer_is_told(small: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (small.index / "CURRENT").write_bytes(b"x")
    assert main(["check", "--index", "--home", str(small.path)]) == 3
    assert "CURRENT 不是有效的指针" in capsys.readouterr().err
