from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.export import database

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home


CHOOSE = "要导出全部，请写 gsearch export --all 文件；或者用 --issue、--since 等选出一部分"


@pytest.fixture(autouse=True)
def _here(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GSEARCH_HOME", str(home.path))
    monkeypatch.chdir(tmp_path)


def test_all_as_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--all", "gazette.db"]) == 0
    assert capsys.readouterr() == ("", "写出 44 件公文：gazette.db\n")
    with closing(sqlite3.connect(tmp_path / "gazette.db")) as opened:
        found = opened.execute("SELECT count(*), count(status) FROM documents").fetchone()
        (held,) = opened.execute("SELECT count(*) FROM blocks WHERE text LIKE '%低保%'").fetchone()
        matched = opened.execute(
            "SELECT count(*) FROM blocks_fts WHERE blocks_fts MATCH '\"低保\"'"
        ).fetchone()
    assert found == (44, 44)
    assert matched == (held,) == (23,)
    assert [file.name for file in tmp_path.iterdir()] == ["gazette.db"]


def test_a_part_as_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "一期.jsonl", "--issue", "2020-02"]) == 0
    assert capsys.readouterr().err == "写出 8 件公文：一期.jsonl\n"
    lines = (tmp_path / "一期.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["issue"]["number"] for line in lines} == {2}


def test_lines_to_the_next_program(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--all", "-"]) == 0
    written = capsysbinary.readouterr()
    assert len(written.out.splitlines()) == 44
    assert written.err.decode() == "写出 44 件公文\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["a.db"], CHOOSE),
        (["--all", "a.db", "--genre", "通知"], "--all 是全部，不能和筛选的选项同用"),
        (["--all", "a.csv"], "不认识扩展名 .csv，可以用 .db .sqlite .sqlite3 .jsonl .ndjson"),
        (["--all", "a"], "不认识扩展名 （没有），可以用 .db .sqlite .sqlite3 .jsonl .ndjson"),
        (["--all", "没有/a.db"], "没有/a.db：所在目录不存在"),
    ],
)
def test_what_is_refused(
    args: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *args]) == 2
    assert capsys.readouterr().err == f"gsearch：{message}\n"
    assert not [*tmp_path.iterdir()]


def test_a_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("旧", encoding="utf-8")
    assert main(["export", "--all", "a.jsonl"]) == 2
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == "旧"
    assert main(["export", "--all", "a.jsonl", "--force"]) == 0
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8").startswith("{")


def test_nothing_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "a.db", "--title", "火星移民"]) == 1
    assert capsys.readouterr().err == "没有符合条件的公文，没有写文件。\n"
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["a.db", "a.jsonl"])
def test_whoever_is_interrupted_leaves_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gazette_search.workflows.exporting._citing", interrupt)
    assert main(["export", "--all", name]) == 130
    assert not [*tmp_path.iterdir()]


def test_a_machine_without_full_text_is_told_of(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_make_searchable", lambda _: False)
    assert main(["export", "--issue", "2020-02", "a.db"]) == 0
    said = "这里的 SQLite 没有 FTS5，数据库里没有全文索引，查找请用 LIKE"
    assert capsys.readouterr().err.splitlines()[0] == said
