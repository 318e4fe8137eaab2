from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import DocumentNotFoundError, NoNumberError
from gazette_search.search.lookup.spots import line_of_spot
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.history import remember
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.searching import search
from gazette_search.workflows.standing import meant_id, stand_at
from small_homes import notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.results import SearchResult
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.standing import Standing

SENTENCE = "供热单位应当在每年10月底以前完成设备检修。"
FILLING = "其他事项按照有关规定执行。"


def looked_for(home: Home, query: str, limit: int = 10) -> SearchResult:
    result = search(home, SearchRequest(query, limit))
    remember(home, result, [query])
    return result


def words_at(standing: Standing) -> str:
    """The text from the place on at which the reader stands."""
    assert standing.spot
    document = standing.shown.held.document
    return document.blocks[standing.spot.block].text[standing.spot.offset :]


@pytest.mark.parametrize("query", ["低保标准", "供热", "供暖费退费", "“放管服”", "住房公积金提取"])
def test_every_hit_of_a_search_is_stood_at(query: str, home: Home) -> None:
    result = looked_for(home, query)
    for hit in result.hits:
        (standing,) = stand_at(home, [str(hit.rank)])
        assert standing.shown.held.document.id == hit.document.id
        passage = hit.passages[0]
        start = passage.highlights[0][0] if passage.highlights else 0
        if passage.kind != "table":
            assert words_at(standing).startswith(passage.text[start : start + 10].split("\n")[0])
        assert standing.spot
        line = line_of_spot(standing.shown.held.document, standing.spot)
        assert passage.lines[0] <= line <= passage.lines[1]
        assert standing.terms == result.terms
        assert standing.notes == (f"上次查找“{query}”的第 {hit.rank} 件。",)


def test_a_place_is_stood_at(home: Home) -> None:
    (standing,) = stand_at(home, ["2018-02:685"])
    assert standing.shown.held.document.id == "葫政办发〔2018〕10号"
    assert words_at(standing).startswith("38. 健全社保体系")


def test_several_documents_are_found_in_one_go(home: Home) -> None:
    looked_for(home, "低保标准")
    named = ["2", "葫政办发2020", "23号", "2018-02:685"]
    numbers = [one.shown.held.document.id for one in stand_at(home, named)]
    assert numbers[1:] == ["葫政办发〔2020〕23号", "葫政办发〔2018〕10号"]


def test_titles_are_read_as_one_or_as_several(home: Home) -> None:
    ids = [one.shown.held.document.id for one in stand_at(home, ["供热服务质量管理办法"])]
    assert ids == [
        one.shown.held.document.id for one in stand_at(home, ["供热服务质量", "管理办法"])
    ]
    both = stand_at(home, ["供热服务质量管理办法", "河流断面水质污染补偿办法"])
    assert both[0].shown.held.document.id == ids[0]
    assert len(both) == 2


@pytest.mark.parametrize(
    ("rank", "told"),
    [
        ("3", "只列出了第 1–2 件，没有第 3 件；按文号找请写 3号"),
        ("0", "没有第 0 件"),
        ("９９", "没有第 99 件；按文号找请写 99号"),
    ],
)
def test_a_hit_that_was_not_listed_is_told(rank: str, told: str, home: Home) -> None:
    looked_for(home, "低保标准", limit=2)
    with pytest.raises(DocumentNotFoundError, match=told):
        stand_at(home, [rank])


@pytest.mark.parametrize(
    ("query", "told"),
    [(None, "没有记住的查找。请先查找"), ("火星移民", "“火星移民”什么也没有找到，没有第 1 件")],
)
def test_without_a_hit_it_is_told(query: str | None, told: str, home: Home) -> None:
    if query:
        looked_for(home, query)
    with pytest.raises(DocumentNotFoundError, match=told):
        stand_at(home, ["1"])


def test_words_that_name_nothing_are_no_number(home: Home) -> None:
    with pytest.raises(NoNumberError, match="火星 移民"):
        stand_at(home, ["火星", "移民"])


@pytest.fixture
def changing(tmp_path: Path) -> Home:
    found = small_home(tmp_path / "home", notice(7, "供热", FILLING, SENTENCE))
    looked_for(found, "设备检修")
    return found


@pytest.mark.parametrize(
    ("body", "told", "stands"),
    [
        ((FILLING, FILLING, FILLING, SENTENCE), "那一句还在文中。", True),
        ((SENTENCE, FILLING), "那一句还在文中。", True),
        ((FILLING, FILLING), "文中已经没有那一句，请从头读。", False),
        ((FILLING, "供热单位应当按时检修。"), "文中已经没有那一句，请从头读。", False),
    ],
)
def test_what_became_of_the_sentence_is_told_when_the_index_has_changed(
    body: tuple[str, ...], told: str, stands: bool, changing: Home
) -> None:
    write_issue(changing, "2020-02", notice(7, "供热", *body))
    bring_up_to_date(changing)
    (standing,) = stand_at(changing, ["1"])
    assert standing.notes[1] == f"索引在那次查找以后更新过；{told}"
    assert (standing.spot is not None) is stands
    if stands:
        assert words_at(standing).startswith("设备检修")


def test_a_document_that_is_gone_is_told(changing: Home) -> None:
    write_issue(changing, "2020-02", notice(8, "供水"))
    bring_up_to_date(changing)
    for ask in (lambda: stand_at(changing, ["1"]), lambda: meant_id(changing, "1")):
        with pytest.raises(DocumentNotFoundError, match="葫政办发〔2020〕7号 已经不在库内"):
            ask()


def test_a_hit_names_its_document_for_other_commands(changing: Home) -> None:
    assert meant_id(changing, "1") == "葫政办发〔2020〕7号"
    assert meant_id(changing, "1号") == "1号"


def test_a_document_that_two_files_print_is_one(tmp_path: Path) -> None:
    """An issue, and a page of the web with one of its notices."""
    home = small_home(tmp_path / "home", notice(7, "供热"), notice(8, "供水"))
    (home.corpus / "a-供热.txt").write_text(notice(7, "供热"), encoding="utf-8")
    bring_up_to_date(home)
    for name in ("葫政办发2020-7", "葫芦岛市人民政府办公室关于供热的通知"):
        (standing,) = stand_at(home, [name])
        assert standing.shown.held.issue.file == "corpus/2020-02.txt"
        assert standing.notes == ("葫政办发〔2020〕7号 也登在 a-供热:3。",)


def test_one_number_over_two_titles_is_not_chosen_from(tmp_path: Path) -> None:
    home = small_home(tmp_path / "home", notice(7, "供热"), notice(8, "供水"))
    (home.corpus / "a-绿化.txt").write_text(notice(7, "绿化"), encoding="utf-8")
    bring_up_to_date(home)
    with pytest.raises(DocumentNotFoundError, match="对应不止一件"):
        stand_at(home, ["葫政办发2020-7"])


def test_an_article_is_shown_under_the_id_of_its_document(tmp_path: Path) -> None:
    held = small_home(tmp_path, notice(3, "做好养犬工作", "第一条 为了加强管理。", "第二条 适用。"))
    (part,) = stand_at(held, ["葫政办发〔2020〕3号", "第二条"])
    assert part.shown.held.document.id == "葫政办发〔2020〕3号"
    assert [block.text for block in part.shown.held.document.blocks][1:] == ["第二条 适用。"]
