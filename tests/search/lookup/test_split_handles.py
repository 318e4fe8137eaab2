from __future__ import annotations

import pytest

from gazette_search.search.lookup.handles import line_named, rank_named, split_handles


@pytest.mark.parametrize(
    ("typed", "handles"),
    [
        ("葫政办发2020 23号", ["葫政办发2020 23号"]),
        ("葫政办发 2020 23", ["葫政办发 2020 23"]),
        ("葫 政 办 发 2020 23 号", ["葫 政 办 发 2020 23 号"]),
        ("2020 23号", ["2020 23号"]),
        ("国务院令 第590号", ["国务院令 第590号"]),
        ("3", ["3"]),
        ("３ 10 1", ["３", "10", "1"]),
        ("23号 28号", ["23号", "28号"]),
        ("3 23号", ["3", "23号"]),
        ("葫政办发2020-23 葫政发2019-17 2", ["葫政办发2020-23", "葫政发2019-17", "2"]),
        ("葫政办发2020 23号 葫政告字2019 5号", ["葫政办发2020 23号", "葫政告字2019 5号"]),
        (
            "葫政办发〔2020〕23号 葫政办发〔2099〕9号",
            ["葫政办发〔2020〕23号", "葫政办发〔2099〕9号"],
        ),
        ("2020-02:685 corpus/2019-04.txt:12", ["2020-02:685", "corpus/2019-04.txt:12"]),
        ("无号-3f2a9c1e 葫政办发2020-23", ["无号-3f2a9c1e", "葫政办发2020-23"]),
        # An article is of the document in front of it.
        ("葫政办发2020-23 第十条 3", ["葫政办发2020-23 第十条", "3"]),
        ("3 第十条 5 第二条", ["3 第十条", "5 第二条"]),
        ("第十条 葫政办发2020-23", ["第十条", "葫政办发2020-23"]),
        ("供热 管理办法", ["供热 管理办法"]),
        ("供热服务质量管理办法 2020-02:3", ["供热服务质量管理办法", "2020-02:3"]),
        ("《供热 管理办法》 《低保办法》", ["《供热 管理办法》", "《低保办法》"]),
        ("《印发〈低保〉的通知》 3", ["《印发〈低保〉的通知》", "3"]),
        ("低保", ["低保"]),
    ],
)
def test_words_that_are_one_document_stay_together(typed: str, handles: list[str]) -> None:
    assert split_handles(typed.split(" ")) == handles


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("3", 3),
        ("３", 3),
        (" 12 ", 12),
        ("0", 0),
        ("3号", None),
        ("第3号", None),
        ("三", None),
        ("-3", None),
        ("1-3", None),
        ("2020-23", None),
        ("1234567", None),
        ("", None),
    ],
)
def test_only_a_bare_figure_is_a_hit(text: str, rank: int | None) -> None:
    assert rank_named(text) == rank


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2020-02:685", 685),
        ("２０２０－０２：６８５", 685),
        ("corpus/a b.txt:7", 7),
        ("2020-02", None),
        ("2020-02:", None),
        ("：3", None),
        ("2020-02:六", None),
    ],
)
def test_a_place_has_a_line(text: str, line: int | None) -> None:
    assert line_named(text) == line
