from __future__ import annotations

import pytest
from hypothesis import given

from citation_texts import TEXTS
from gazette_search.ingestion.citing.mentions import NUMBERED as N
from gazette_search.ingestion.citing.mentions import TITLED as T
from gazette_search.ingestion.citing.mentions import find_mentions, find_titles, outline


def drawn(text: str) -> str:
    return outline(text, find_mentions(text)).text


def titles(text: str) -> list[str | None]:
    return [
        text[slice(*each.title)] if each.title else None
        for each in find_mentions(text)
        if each.number
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "《关于印发〈葫芦岛市人民政府工作规则〉的通知》（葫政发〔2017〕23号）规定",
            "关于印发〈葫芦岛市人民政府工作规则〉的通知",
        ),
        (
            "《污染地块土壤环境管理办法(试行)》（环境保护部第42号令）",
            "污染地块土壤环境管理办法(试行)",
        ),
        ("《甲办法》（试行）（葫政发〔2010〕5号）", "甲办法"),
        ("《甲办法》（2010年4月1日葫政发〔2010〕5号）", "甲办法"),
        ("《甲办法》 （葫政发〔2010〕5号，以下简称《办法》）", "甲办法"),
        ("会议纪要 2005 年第 42 期 《研究棚户区改造有关问题》", "研究棚户区改造有关问题"),
        ("葫政发〔2010〕5号文件《甲办法》", "甲办法"),
        (
            "3. 关于印发葫芦岛市甲办法的通知（葫政发〔2003〕12号）；",
            "关于印发葫芦岛市甲办法的通知",
        ),
        (
            "1、葫芦岛市人民政府关于印发《甲办法》的通知（葫政发〔2001〕12号）",
            "葫芦岛市人民政府关于印发《甲办法》的通知",
        ),
        ("2. 葫政发〔2001〕12号 关于印发《甲办法》的通知；", "关于印发《甲办法》的通知"),
        ("2. 葫政发〔2001〕12号关于甲的规定执行情况", None),
        ("按照关于印发甲办法的通知（葫政发〔2003〕12号）", None),
        ("按国务院令第590号第三十条执行", None),
        ("《甲办法》规定，葫政发〔2010〕5号", None),
        ("《甲办法》等文件（葫政发〔2010〕5号）", None),
    ],
)
def test_the_title_beside_a_number(text: str, title: str | None) -> None:
    assert titles(text) == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《关于废止〈甲办法〉（葫政发〔2001〕5号）的决定》", "甲办法"),
        ("《关于修改〈甲办法〉 ( 葫政发〔2001〕5号 ) 的决定》", "甲办法"),
        ("《关于修改〈甲办法〉葫政发〔2001〕5号的决定》", "甲办法"),
        ("《关于废止〈甲办法〉和〈乙办法〉（葫政发〔2001〕5号）的决定》", "乙办法"),
        ("《关于废止甲办法〉（葫政发〔2001〕5号）的决定》", None),
        ("《关于〈甲办法〉及葫政发〔2001〕5号文件的通知》", None),
        ("《关于落实葫政发〔2001〕5号文件的通知》", None),
    ],
)
def test_the_title_beside_a_number_inside_a_title(text: str, title: str | None) -> None:
    assert titles(text) == [title]


def test_a_title_with_a_number_of_its_own_is_not_lent_to_the_number_before_it() -> None:
    assert titles("葫政发〔2010〕5号《甲办法》（葫政发〔2011〕6号）") == [None, "甲办法"]


def test_an_unclosed_title_mark_opens_nothing() -> None:
    assert find_titles("《甲《乙》丙》丁") == [(1, 6)]
    assert find_titles("《甲《乙》") == [(3, 4)]
    assert find_titles("甲》乙《") == []
    assert find_titles("《甲〈乙》丙《丁》") == [(1, 4), (7, 8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("决定废止 《甲》（葫政发〔2010〕5号）和《乙》。", f"决定废止{N}和{T}。"),
        ("《甲》（葫政发〔2010〕5号、6号）", N),
        ("《甲》（葫政发〔2010〕5号、葫政发〔2011〕6号）", N + N),
        # What amended it long ago is history, not a second subject.
        ("《甲》（葫政发〔2010〕5号发布，葫政发〔2012〕3号修改）废止", f"{N}废止"),
        ("《关于废止〈甲〉（葫政发〔2010〕5号）的决定》", T),
        ("提高补贴（按葫政发〔2010〕5号执行）。", f"提高补贴（按{N}执行）。"),
        ("各县（市）区（含开发区）", "各县区"),
        ("\ue000甲\ue001", "甲"),
    ],
)
def test_the_outline_shrinks_references(text: str, expected: str) -> None:
    assert drawn(text) == expected


@given(TEXTS)
def test_the_outline_keeps_every_reference_in_its_place(text: str) -> None:
    references = find_mentions(text)
    sketch = outline(text, references)
    for each, place in zip(sketch.mentions, sketch.places, strict=True):
        assert sketch.text[place] == (N if each.number else T)
    assert sketch.text.count(N) + sketch.text.count(T) == len(sketch.mentions)
    assert all(0 <= each.start < each.end <= len(text) for each in references)
