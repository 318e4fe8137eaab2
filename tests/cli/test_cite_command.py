from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from builders import TITLE, document, issue, shown
from gazette_search.cli.commands.cite import CITATION_STYLES
from gazette_search.cli.main import main
from gazette_search.errors import DocumentNotFoundError
from gazette_search.export.citing.styles import CITING_STYLES
from gazette_search.search.reports import HeldDocument
from gazette_search.workflows.standing import Standing

if TYPE_CHECKING:
    from pathlib import Path

    from stand_ins import Operations

CITED = f"《{TITLE}》（葫政办发〔2020〕23号）\n"


def test_every_style_is_offered() -> None:
    assert tuple(CITING_STYLES) == CITATION_STYLES


def test_a_document_is_cited_as_documents_do(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.stand_at = [Standing(shown(), notes=("上次查找“低保”的第 1 件。",))]
    assert main(["cite", "1"]) == 0
    assert capsys.readouterr() == (CITED, "上次查找“低保”的第 1 件。\n")


def test_several_are_cited_each_once(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    law = HeldDocument(document(number=None, title="供热条例"), issue())
    operations.stand_at = [Standing(shown()), Standing(shown(held=law)), Standing(shown())]
    assert main(["cite", "1", "2", "葫政办发2020-23"]) == 0
    assert capsys.readouterr().out == f"{CITED}《供热条例》（2020年3月11日）\n"


def test_names_come_from_stdin(operations: Operations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("葫政办发〔2020〕23号\n葫政发〔2019〕17号\n"))
    assert main(["cite", "-"]) == 0
    assert operations.calls[0][1][0] == ["葫政办发〔2020〕23号", "葫政发〔2019〕17号"]


@pytest.mark.parametrize(
    ("file", "args", "begins"),
    [
        ("低保.bib", (), "@misc{"),
        ("低保.RIS", (), "TY  - GOVDOC"),
        ("低保.json", (), "["),
        ("低保.txt", (), "《"),
        ("低保", (), "《"),
        ("低保.txt", ("--style", "gbt7714"), "[1] "),
        ("低保.json", ("--style", "bibtex"), "@misc{"),
    ],
)
def test_the_name_of_a_file_says_the_style(
    file: str, args: tuple[str, ...], begins: str, operations: Operations, tmp_path: Path
) -> None:
    assert operations
    assert main(["cite", "23号", "-o", file, *args]) == 0
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begins)
    assert main(["cite", "23号", "-o", file, *args]) == 2  # it is there now
    assert main(["cite", "23号", "-o", file, *args, "--force"]) == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--style", "apa"), "没有“apa”，可以选 gongwen、gbt7714"),
        (("-o", "低保.docx"), "不认识扩展名 .docx，可以用 .bib .ris .json"),
    ],
)
def test_what_is_no_style_is_told(
    args: tuple[str, ...], told: str, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cite", "23号", *args]) == 2
    assert told in capsys.readouterr().err
    assert not operations.calls


def test_what_is_not_held_is_told(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.stand_at = DocumentNotFoundError("葫政办发〔2020〕25号 不在库内")
    assert main(["cite", "葫政办发2020-25"]) == 1
    assert capsys.readouterr().err == "gsearch：葫政办发〔2020〕25号 不在库内\n"


def test_the_gazette_that_is_named_is_cited(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    assert operations
    main(["cite", "23号", "--style", "gbt7714", "--gazette", "葫芦岛市人民政府公报"])
    assert capsys.readouterr().out.endswith("[J]. 葫芦岛市人民政府公报，2020（2）：34.\n")


@pytest.mark.parametrize("command", [["低保"], ["show", "23号"]])
def test_a_memo_names_documents_and_no_files(
    command: list[str], operations: Operations, tmp_path: Path
) -> None:
    assert operations
    assert main([*command, "-o", "低保.md", "--cite"]) == 0
    memo = (tmp_path / "低保.md").read_text(encoding="utf-8")
    assert CITED.strip() in memo
    assert "corpus/" not in memo
    assert main([*command, "-o", "出处.md"]) == 0
    assert "corpus/" in (tmp_path / "出处.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [[], ["--json"], ["--format", "plain"], ["-l"]])
def test_citing_belongs_to_exports_for_people(
    args: list[str], operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["低保", "--cite", *args]) == 2
    assert "--cite 用于导出的材料" in capsys.readouterr().err
    assert not operations.calls


def test_csl_json_is_an_array(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    assert operations
    main(["cite", "23号", "--style", "csl-json"])
    assert [item["number"] for item in json.loads(capsys.readouterr().out)] == [
        "葫政办发〔2020〕23号"
    ]
