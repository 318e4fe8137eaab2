"""A document that stands in the contents only: 目录有，正文未收."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.errors import DocumentNotFoundError
from gazette_search.workflows.home import Home
from gazette_search.workflows.opening import open_index
from gazette_search.workflows.reading import show
from gazette_search.workflows.references import references
from gazette_texts import issue_text
from small_homes import ask, notice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("one_dictionary")

TITLE = "葫芦岛市人民政府办公室关于加强河道管理的通知"
ABSENT = "葫政办发〔2020〕40号"
TOLD = f"目录有，正文未收：2020年第2期目录第15页《{TITLE}》"
PRINTED = notice(41, "做好防汛工作", f"按照《{TITLE}》（{ABSENT}）要求，做好防汛工作。")
CONTENTS = (
    f"{TITLE}（{ABSENT}）……(15)",
    "葫芦岛市人民政府办公室关于做好防汛工作的通知（葫政办发〔2020〕41号）……(16)",
)


def home(path: Path, *documents: str, contents: tuple[str, ...] = CONTENTS) -> Home:
    found = Home(path)
    found.corpus.mkdir(parents=True)
    text = issue_text(*documents, contents=contents)
    (found.corpus / "2020-02.txt").write_text(text, encoding="utf-8")
    return found


@pytest.fixture
def held(tmp_path: Path) -> Home:
    return home(tmp_path / "home", PRINTED)


@pytest.mark.parametrize("typed", [ABSENT, "葫政办发2020-40", "葫政办发[2020]40号", "2020年40号文"])
def test_show_tells_where_it_is_announced(held: Home, typed: str) -> None:
    with pytest.raises(DocumentNotFoundError) as told:
        show(held, typed)
    assert TOLD in str(told.value)
    assert "库内引用它的有 葫政办发〔2020〕41号" in str(told.value)


def test_search_tells_it_beside_those_that_cite_it(held: Home) -> None:
    result = ask(held, ABSENT)
    assert result.notes == (f"{ABSENT} {TOLD}，以下文件引用了它",)
    assert result.total == 1


def test_references_know_title_and_place(held: Home) -> None:
    found = references(held, ABSENT, date(2026, 1, 1))
    assert (found.title, found.document, found.absence) == (TITLE, None, TOLD)
    assert [link.number for link in found.cited_by] == ["葫政办发〔2020〕41号"]


def test_what_nobody_cites_is_known_from_the_contents(tmp_path: Path) -> None:
    held = home(tmp_path / "home", notice(41, "做好防汛工作"))
    found = references(held, "葫政办发2020-40", date(2026, 1, 1))
    assert (found.number, found.absence, found.cited_by) == (ABSENT, TOLD, ())
    assert ask(held, ABSENT).notes == (f"{ABSENT} {TOLD}",)


@pytest.mark.parametrize("command", ["refs", "show"])
def test_the_command_line_says_so(
    held: Home, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([command, ABSENT, "--home", str(held.path)])
    printed = capsys.readouterr()
    assert "目录有，正文未收" in printed.out + printed.err


@pytest.mark.parametrize(
    "contents",
    [
        CONTENTS[1:],
        (
            "葫芦岛市人民政府办公室关于做好防汛工作的通知（葫政办发〔2020〕14号）……(16)",
        ),  # misprinted
        (f"{TITLE}……(15)",),  # without a number
        (),
    ],
)
def test_nothing_else_counts_as_announced(tmp_path: Path, contents: tuple[str, ...]) -> None:
    held = home(tmp_path / "home", PRINTED, contents=contents)
    with open_index(held) as opened:
        assert opened.index.numbers(1).announced == ()
    assert references(held, ABSENT, date(2026, 1, 1)).absence == "库内没有这份公文，只见于引用"
