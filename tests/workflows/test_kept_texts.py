from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from gazette_search.ingestion.formats import reading
from gazette_search.workflows import kept_texts
from gazette_search.workflows.kept_texts import KeptTexts
from typesetting import pdf, set_columns
from word_files import docx, p

if TYPE_CHECKING:
    from pathlib import Path

RAW = docx(p("公告"))
HASH = sha256(RAW).hexdigest()


@pytest.fixture
def kept(tmp_path: Path) -> KeptTexts:
    return KeptTexts(tmp_path)


def refuse(*_: object) -> None:
    raise AssertionError("read again")


def test_a_file_is_read_once(kept: KeptTexts, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.read(RAW, HASH, "x.docx")
    monkeypatch.setattr(reading, "read_source_text", refuse)
    assert kept.read(RAW, HASH, "y.docx") == first


def test_text_is_not_kept(kept: KeptTexts, tmp_path: Path) -> None:
    kept.read("公告".encode(), "0" * 64, "x.txt")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("damage", [b"", b"zz\n{}", b"00000000\n{}", None])
def test_what_is_damaged_is_read_anew(
    damage: bytes | None, kept: KeptTexts, tmp_path: Path
) -> None:
    first = kept.read(RAW, HASH, "x.docx")
    (entry,) = (tmp_path / kept_texts.FOLDER).iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b" " if damage is None else damage)
    assert kept.find(HASH) is None
    assert kept.read(RAW, HASH, "x.docx") == first
    assert kept.find(HASH) == first


def test_texts_of_files_that_are_gone_go_and_those_of_older_readers(
    kept: KeptTexts, tmp_path: Path
) -> None:
    kept.read(RAW, HASH, "x.docx")
    old = tmp_path / kept_texts.FOLDER / f"{HASH}-00000000.json"
    old.write_bytes(b"")
    kept.forget_all_but([HASH])
    assert not old.exists()
    assert kept.find(HASH) is not None
    kept.forget_all_but([])
    assert kept.find(HASH) is None


def test_a_place_that_cannot_be_written_to_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / kept_texts.FOLDER).write_bytes(b"")
    raw = pdf(set_columns(["公告。"], ((80.0, 524.0),)))
    assert KeptTexts(tmp_path).read(raw, "0" * 64, "x.pdf").pages == 1
