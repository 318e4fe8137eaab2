"""Issues as PDF, OFD and Word files, from the file to what is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from typesetting import Sheet, ofd, pdf, set_columns
from word_files import docx, p

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "青河市人民政府办公室关于提高城乡居民最低生活保障标准的通知"
ADDRESSEE = "各县（市）区人民政府，市政府各部门："
OPENING = "为保障困难群众基本生活，经市政府同意，现将提高最低生活保障标准的有关事项通知如下："
ANSWER = "农村低保标准，全市统一提高到每人每年4425元，城市低保标准提高到每人每月600元。"
QUOTED = f"“{ANSWER[:15]}”"
FILLER = "各地区要切实加强领导，精心组织，周密部署，全力落实，确保困难群众按时足额领到保障金。"
FOOTNOTE = "数据来自第四次全国经济普查。"


def sheets() -> list[Sheet]:
    """A notice whose answer stands on its second page."""
    body = set_columns([ADDRESSEE, OPENING, *[FILLER * 3] * 9], ((80.0, 524.0),), top=300)
    first = body[0]
    first.centered(120, "青河市人民政府文件", 30, 80, 524)
    first.centered(170, "青政办发〔2020〕23号", 14, 80, 524)
    first.centered(220, TITLE, 14, 80, 524)
    last = set_columns([ANSWER, FILLER], ((80.0, 524.0),))[0]
    end = last.text(104, 300, "全市生产总值增长5.2%")
    last.text(end, 296, "1", 7)
    last.text(end + 4, 300, "。")
    last.rule(80, 700, 190, 700)
    last.text(80, 715, "1", 6)
    last.text(84, 718, FOOTNOTE, 9)
    last.text(524 - 12 * 10, 400, "青河市人民政府办公室")
    last.text(524 - 12 * 7, 417, "2020年3月11日")
    for number, sheet in enumerate([*body, last], start=1):
        sheet.centered(800, f"— {number} —", 14, 80, 524)
    return [*body, last]


def home_with(path: Path, name: str, content: bytes) -> Home:
    (path / "corpus").mkdir()
    (path / "corpus" / name).write_bytes(content)
    home = Home(path)
    bring_up_to_date(home)
    return home


@pytest.fixture(params=["pdf", "ofd"])
def paged(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    made = pdf(sheets()) if request.param == "pdf" else ofd(sheets())
    return home_with(tmp_path, f"2020-02.{request.param}", made)


def run(home: Home, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments, "--home", str(home.path)]) == 0
    return capsys.readouterr().out


def test_a_hit_names_the_page_of_the_file(paged: Home, capsys: pytest.CaptureFixture[str]) -> None:
    pages = len(sheets())
    shown = run(paged, capsys, QUOTED, "--color", "never")
    (kind,) = [path.name for path in paged.corpus.iterdir()]
    assert f"corpus/{kind} 第{pages - 1}页" in shown  # where the passage begins
    (hit,) = json.loads(run(paged, capsys, QUOTED, "--json"))["hits"]
    assert (hit["number"], hit["title"]) == ("青政办发〔2020〕23号", TITLE)
    assert hit["source"] == {"file": f"corpus/{kind}", "line": None, "page": 1}
    assert ANSWER in hit["passages"][0]["text"]
    assert hit["passages"][0]["page"] == pages - 1
    for kind in ("plain", "md", "csv"):
        assert f"第{pages - 1}页" in run(paged, capsys, QUOTED, "--format", kind)


def test_a_document_has_its_elements_and_knows_its_pages(
    paged: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = json.loads(run(paged, capsys, "show", "青政办发〔2020〕23号", "--json"))
    assert (shown["signed_date"], shown["issuer"]) == ("2020-03-11", "青河市人民政府办公室")
    assert [block["page"] for block in shown["blocks"]][:3] == [1, 1, 1]
    assert shown["blocks"][-1]["page"] == len(sheets())
    assert any(block["text"] == f"注1：{FOOTNOTE}" for block in shown["blocks"])
    assert f"第1–{len(sheets())}页" in run(paged, capsys, "show", "青政办发〔2020〕23号")


def test_nothing_is_lost(paged: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (checked,) = json.loads(run(paged, capsys, "check", "--json"))["issues"]
    assert (checked["documents"], checked["lines"]["unassigned"]) == (1, 0)


def test_a_file_without_pages_is_named_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paragraphs = ["青河市人民政府文件", "青政办发〔2020〕23号", TITLE, ADDRESSEE, OPENING, ANSWER]
    home = home_with(tmp_path, "2020-02.docx", docx("".join(map(p, paragraphs))))
    (hit,) = json.loads(run(home, capsys, "农村低保标准", "--json"))["hits"]
    assert hit["source"] == {"file": "corpus/2020-02.docx", "line": None, "page": None}
    assert "corpus/2020-02.docx:青政办发〔2020〕23号:" in run(
        home, capsys, "农村低保标准", "--format", "plain"
    )


def test_a_bad_file_stops_no_other_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = home_with(tmp_path, "2020-02.pdf", pdf(sheets()))
    (home.corpus / "2020-03.pdf").write_bytes(b"%PDF-1.7 broken")
    (home.corpus / "2020-04.docx").write_bytes(docx(p("公告"))[:-30])
    assert main(["index", "--home", str(home.path)]) == 2
    told = capsys.readouterr().err
    assert "corpus/2020-03.pdf：不是完好的 PDF" in told
    assert "corpus/2020-04.docx：压缩包损坏" in told
    run(home, capsys, "农村低保标准")
