"""A lost pointer, a lost manifest, a corpus that is away: what is good is never thrown away."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.index.generations import CURRENT
from gazette_search.index.manifest import MANIFEST, MANIFEST_SUM
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import current_is_whole, version_seen, write_corpus
from reliability.test_damage import files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.workflows.home import Home


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def manifest_of(home: Home) -> Path:
    return files_of(home)[1].parent / MANIFEST


def name_another(home: Home) -> None:
    """As after a restored backup: the generation that it names was swept long ago."""
    (home.index / CURRENT).write_text(f"g-000000-00000000 {'0' * 64}\n", encoding="ascii")


def empty_the_corpus(home: Home) -> None:
    for path in home.corpus.iterdir():
        path.unlink()


LOSSES: dict[str, Callable[[Home], object]] = {
    "the pointer is gone": lambda home: (home.index / CURRENT).unlink(),
    "the pointer is garbage": lambda home: (home.index / CURRENT).write_bytes(b"x"),
    "the pointer is empty": lambda home: (home.index / CURRENT).write_bytes(b""),
    "the pointer is longer": lambda home: lengthen(home.index / CURRENT),
    "the pointer has another hash": lambda home: (home.index / CURRENT).write_text(
        f"{manifest_of(home).parent.name} {'0' * 64}\n", encoding="ascii"
    ),
    "the pointer names a swept generation": name_another,
    "the manifest is longer": lambda home: lengthen(manifest_of(home)),
    "the manifest is gone": lambda home: manifest_of(home).unlink(),
}
ABSENCES: dict[str, Callable[[Home], object]] = {
    "no corpus": lambda home: shutil.rmtree(home.corpus),
    "an empty corpus": empty_the_corpus,
    "a corpus of empty files, not yet synchronised": lambda home: [
        path.write_bytes(b"") for path in home.corpus.iterdir()
    ],
}
COMMANDS = (["index"], ["index", "--rebuild"], ["低保标准"])


def generations(home: Home) -> set[str]:
    return {path.name for path in home.index.glob("g-*")}


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("absence", ABSENCES)
@pytest.mark.parametrize("loss", LOSSES)
def test_without_a_corpus_no_generation_is_lost(
    loss: str, absence: str, arguments: list[str], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpus(home, version=2)
    bring_up_to_date(home)
    before = generations(home)
    LOSSES[loss](home)
    ABSENCES[absence](home)
    code = main([*arguments, "--home", str(home.path)])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert generations(home) >= before
    if arguments == ["低保标准"]:
        assert code in (0, 3), told.err
        assert ("已找回索引" in told.err) == (loss == "the pointer is gone")
    else:
        assert code == 2, told.err
        assert "--force" in told.err
    main(["index", "--home", str(home.path)])  # which finds the index again, if nothing did
    assert version_seen(home) == (1 if "manifest" in loss else 2)
    assert current_is_whole(home)


@pytest.mark.parametrize("loss", LOSSES)
def test_with_the_corpus_the_index_is_as_before(
    loss: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    LOSSES[loss](home)
    assert main(["index", "--home", str(home.path)]) == 0
    capsys.readouterr()
    assert version_seen(home) == 1
    assert current_is_whole(home)


def test_what_cannot_vouch_for_itself_is_not_found_again(home: Home) -> None:
    """The only generation is damaged: better none than one that is not what was written."""
    lengthen(files_of(home)[-1])
    (home.index / CURRENT).unlink()
    report = bring_up_to_date(home)
    assert report.reason == "旧索引损坏（CURRENT 不见了）"
    assert version_seen(home) == 1


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00", "目录".encode(), b"0" * 64])
def test_a_sum_that_says_nothing_vouches_for_nothing(content: bytes, home: Home) -> None:
    (manifest_of(home).parent / MANIFEST_SUM).write_bytes(content)
    (home.index / CURRENT).unlink()
    assert bring_up_to_date(home).recovered == ""
    assert version_seen(home) == 1


def test_damage_everywhere_and_no_corpus_is_told_and_kept(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for manifest in home.index.glob(f"g-*/{MANIFEST}"):
        manifest.write_bytes(b"")
    empty_the_corpus(home)
    before = generations(home)
    assert main(["index", "--rebuild", "--home", str(home.path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert generations(home) == before
    assert main(["index", "--rebuild", "--force", "--home", str(home.path)]) == 0


def test_the_loss_of_most_issues_is_seen_by_a_manifest_that_cannot_be_trusted(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    lengthen(manifest_of(home))
    for name in ("2020-01", "2020-02"):
        (home.corpus / f"{name}.txt").unlink()
    assert main(["index", "--home", str(home.path)]) == 2
    assert "库中 2 期" in capsys.readouterr().err


def test_a_directory_without_corpus_and_index_is_no_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", "--home", str(tmp_path)]) == 2
    assert "没有 corpus 目录" in capsys.readouterr().err
    assert not (tmp_path / "index").exists()


def test_issues_that_most_of_a_rebuild_cannot_read_do_not_empty_it(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in home.corpus.iterdir():
        path.write_bytes("目录的".encode() + b"\xff\xff")
    assert main(["index", "--rebuild", "--home", str(home.path)]) == 2
    assert "读不出来，超过一半" in capsys.readouterr().err
    assert version_seen(home) == 1
