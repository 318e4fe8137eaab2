from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LONG, block, document, duty, issue, shown
from gazette_search.export import database
from gazette_search.export.database import LONGEST_PIECE, pieces, write_database
from gazette_search.search.reports import HeldDocument

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.reports import ShownDocument


def ask(path: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question, values).fetchall()


def written(path: Path, *documents: ShownDocument) -> Path:
    assert write_database(path, documents, {"程序": "gsearch"})
    return path


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("低保标准。", {"低", "低保", "低保标准", "保标", "准"}),
        ("每年4425元", {"4425", "4425元", "年4425元", "每年4425元"}),
        ("提高13.5%", {"13.5", "高13.5"}),
        ("PPP项目", {"PPP", "PPP项", "PPP项目"}),
        ("葫政办发〔2020〕23号", {"葫政办发", "2020", "23", "23号"}),
        ("〇二〇二", {"〇二〇二"}),
        ("", set()),
    ],
)
def test_pieces(text: str, some: set[str]) -> None:
    found = set(pieces(text).split(" "))
    assert some <= found
    assert not {"44", "PP", "12", "发2020"} & found


@given(st.text(st.sampled_from("低保标准最低生活障"), min_size=1, max_size=20), st.data())
def test_every_short_run_of_a_text_is_a_piece(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + LONGEST_PIECE)))
    assert text[start:end] in pieces(text).split(" ")


def test_documents_with_what_was_read_from_them(tmp_path: Path) -> None:
    assigned = document(duties=(duty(),))
    path = written(tmp_path / "a.db", shown(held=HeldDocument(assigned, issue())))
    assert ask(path, "SELECT file, year, number, serial, published FROM issues") == [
        ("corpus/2020-02.txt", 2020, 2, 63, "2020-03-15")
    ]
    assert ask(path, "SELECT issue, number, year, signed_date, disclosure FROM documents") == [
        (1, "葫政办发〔2020〕23号", 2020, "2020-03-11", 1)
    ]
    blocks = ask(path, "SELECT kind, text, first_line FROM blocks ORDER BY position")
    assert blocks == [(one.kind, one.text, one.lines[0]) for one in assigned.blocks]
    assert ask(path, "SELECT number, relation, held FROM citations") == [
        ("辽政办发〔2016〕141号", "basis", 0)
    ]
    assert ask(path, "SELECT last_day, leaders FROM duties") == [("2020-03-31", "马文志")]
    assert ask(path, "SELECT name, role FROM duty_units WHERE duty = 1") == [
        (unit.name, unit.role) for unit in duty().units
    ]
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(path, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("低保", 1),
        ("低保标准", 1),
        ("最低生活保障", 1),
        ("困", 1),
        ("4425元", 1),
        ("442", 0),
        ("辽政办发〔2016〕141号", 1),
        ("火星", 0),
    ],
)
def test_words_are_found_as_datasette_asks_for_them(word: str, found: int, tmp_path: Path) -> None:
    path = written(tmp_path / "a.db", shown())
    question = "SELECT text FROM blocks_fts WHERE blocks_fts MATCH ?"
    texts = ask(path, question, f'"{word}"')
    assert bool(texts) == bool(found)
    assert all(word in text or word.startswith("辽") for (text,) in texts)


def test_the_questions_that_it_tells_of_can_be_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.db", shown())
    questions = ask(path, "SELECT value FROM about WHERE value LIKE 'SELECT%'")
    assert len(questions) == 3
    for (question,) in questions:
        found = ask(path, question.replace('"低保"', '"最低生活保障"'))
        assert found[0][0] == "葫政办发〔2020〕23号"


def test_what_could_steer_a_terminal_is_left_out(tmp_path: Path) -> None:
    hostile = document(
        title="通知\x1b]0;x\x07\ud800\x00", blocks=(block("\x1b[2J低保"),), citations=()
    )
    path = written(tmp_path / "a.db", shown(held=HeldDocument(hostile, issue())))
    assert ask(path, "SELECT title FROM documents") == [("通知]0;x",)]
    assert ask(path, "SELECT text FROM blocks") == [("[2J低保",)]


def test_a_file_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    written(path, shown(), shown())
    written(path, shown())
    assert ask(path, "SELECT count(*) FROM documents") == [(1,)]
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_without_full_text_the_rest_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = database._statements

    def without(name: str) -> list[str]:
        missing = ["CREATE VIRTUAL TABLE blocks_fts USING fts99 (text)"]
        return missing if "full_text" in name else [*scripts(name)]

    monkeypatch.setattr(database, "_statements", without)
    path = tmp_path / "a.db"
    assert not write_database(path, [shown()], {})
    assert ask(path, "SELECT count(*) FROM blocks WHERE text LIKE ?", f"%{LONG[:20]}%") == [(1,)]


@pytest.mark.parametrize(
    ("said", "number"),
    [("database or disk is full", errno.ENOSPC), ("disk I/O error", errno.EIO)],
)
def test_what_the_disk_refuses_is_the_systems_word(
    said: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise sqlite3.OperationalError(said)

    monkeypatch.setattr(database, "_fill", refuse)
    with pytest.raises(OSError, match=said) as caught:
        write_database(tmp_path / "a.db", [], {})
    assert caught.value.errno == number


def test_sqlite_utils_opens_and_searches_it(tmp_path: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    opened = sqlite_utils.Database(written(tmp_path / "a.db", shown()))
    assert opened["blocks"].detect_fts() == "blocks_fts"
    assert LONG in [row["text"] for row in opened["blocks"].search("低保", quote=True)]
    assert [row["number"] for row in opened["documents"].search("最低生活", quote=True)] == [
        "葫政办发〔2020〕23号"
    ]
    opened.close()
