from __future__ import annotations

from datetime import date

import pytest

from gazette_search.ingestion.layout.lines import classify_lines
from gazette_search.ingestion.structure.metadata import Adoption, find_adoption, find_closing
from gazette_search.ingestion.structure.title_lines import issuer_in
from gazette_texts import NOTICE, content, document_text, only_document

CLAUSES = ("为加强管理，现将有关事项通告如下：", "一、严禁任何单位张贴小广告。", "特此通告。")


@pytest.mark.parametrize(
    "lines",
    [
        (NOTICE,),
        ("葫芦岛市人民政府办公室", "关于印发葫芦岛市加快夜经济发展工作方案的通知"),
        ("葫芦岛市人民政府办公室关于印发葫芦岛市", "加快夜经济发展工作方案", "的通知"),
        ("## 葫芦岛市人民政府办公室 关于印发葫芦岛市加快夜经济发展\n工作方案的通知",),
    ],
)
def test_a_title_may_take_several_lines(lines: tuple[str, ...]) -> None:
    document = only_document(document_text(title="\n\n".join(lines)))
    assert document.title == NOTICE
    assert document.addressee == "各县（市）区人民政府，市政府有关部门，各有关单位"


def test_a_proclamation_has_no_addressee() -> None:
    title = "葫芦岛市人民政府关于开展清理小广告专项治理的通告"
    text = document_text(
        title=title, addressee="", body=CLAUSES, closing=("葫芦岛市人民政府", "2018年6月15日")
    )
    document = only_document(text)
    assert (document.title, document.genre, document.addressee) == (title, "通告", None)
    assert (document.disclosure, document.signed_date) == (None, date(2018, 6, 15))
    assert [b.text for b in document.blocks if b.kind in ("paragraph", "item")] == list(CLAUSES)


@pytest.mark.parametrize(
    ("addressee", "found"),
    [
        (
            "各县（市）区人民政府，杨家杖子经济开发区管委会，市政府各部门：",
            "各县（市）区人民政府，杨家杖子经济开发区管委会，市政府各部门",
        ),
        ("市发展改革委、市财政局:", "市发展改革委、市财政局"),
        (
            "各县（市）区人民政府，各市属开发区管委会，市政府各部门，\n各有关单位：",
            "各县（市）区人民政府，各市属开发区管委会，市政府各部门，各有关单位",
        ),
        ("各有关单位：现将方案印发给你们。", "各有关单位"),
    ],
)
def test_addressees(addressee: str, found: str) -> None:
    assert only_document(document_text(addressee=addressee)).addressee == found


@pytest.mark.parametrize(
    ("closing", "issuer", "day", "disclosure"),
    [
        (
            ("葫芦岛市人民政府", "2019年6月23日", "（此件公开发布）"),
            "葫芦岛市人民政府",
            date(2019, 6, 23),
            True,
        ),
        (
            ("葫芦岛市人民政府\n2018 年 5 月 16 日\n(此件公开发布)",),
            "葫芦岛市人民政府",
            date(2018, 5, 16),
            True,
        ),
        (("葫芦岛市人民政府  \n2019年10月16日",), "葫芦岛市人民政府", date(2019, 10, 16), False),
        (
            ("葫芦岛市人民政府办公室", "二〇二〇年四月十五日"),
            "葫芦岛市人民政府办公室",
            date(2020, 4, 15),
            False,
        ),
        (("葫芦岛市人民政府 2020年3月8日",), "葫芦岛市人民政府", date(2020, 3, 8), False),
        (
            ("葫芦岛市人民政府", "办公室", "2020年3月8日"),
            "葫芦岛市人民政府办公室",
            date(2020, 3, 8),
            False,
        ),
        (
            ("葫芦岛市财政局", "葫芦岛市民政局", "2020年3月8日"),
            "葫芦岛市财政局、葫芦岛市民政局",
            date(2020, 3, 8),
            False,
        ),
    ],
)
def test_closings(closing: tuple[str, ...], issuer: str, day: date, disclosure: bool) -> None:
    document = only_document(document_text(closing=closing))
    assert (document.issuer, document.signed_date) == (issuer, day)
    assert bool(document.disclosure) is disclosure


def test_the_issuer_is_who_signs_and_not_the_masthead() -> None:
    document = only_document(document_text())
    assert (document.masthead, document.issuer) == (
        "葫芦岛市人民政府文件",
        "葫芦岛市人民政府办公室",
    )


def test_a_date_in_the_text_signs_nothing() -> None:
    lines = content(
        "从2020年2月1日起执行。",
        "市民政局",
        "2020年2月1日起执行",
        "葫芦岛市人民政府",
        "2020年3月8日",
    )
    closing = find_closing(lines)
    assert closing is not None
    assert (closing.start, closing.end) == (3, 5)


def test_without_signature_the_title_names_the_issuer() -> None:
    document = only_document(document_text(closing=("2020年3月8日",)))
    assert (document.issuer, document.signed_date) == ("葫芦岛市人民政府办公室", date(2020, 3, 8))


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("葫芦岛市人民政府关于改革的通知", "葫芦岛市人民政府"),
        ("葫芦岛市人民政府办公室印发关于加强建设的通知", "葫芦岛市人民政府办公室"),
        ("关于改革的通知", None),
        ("", None),
    ],
)
def test_issuers_in_titles(title: str, issuer: str | None) -> None:
    assert issuer_in(title) == issuer


@pytest.mark.parametrize(
    ("below", "issuer", "day"),
    [
        (
            "（2021年3月26日云岭省第十三届人民代表大会常务委员会第二十次会议通过）",
            "云岭省人民代表大会常务委员会",
            date(2021, 3, 26),
        ),
        (
            "2006年12月8日 国务院第159次常务会议通过\n"
            "2006年12月19日 中华人民共和国国务院令第481号公布",
            "国务院",
            date(2006, 12, 19),
        ),
        ("1988年2月27日 国务院发布", "国务院", date(1988, 2, 27)),
        (
            "2021年8月26日国家市场监督管理总局令第38号公布",
            "国家市场监督管理总局",
            date(2021, 8, 26),
        ),
        (
            "（1988年1月21日第六届全国人民代表大会常务委员会第二十四次会议通过　根据2009年8月27日"
            "第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》修正）",
            "全国人民代表大会常务委员会",
            date(1988, 1, 21),
        ),
        (
            "2021年12月30日白山市第十六届人民代表大会常务委员会第三十次会议通过\n"
            "2022年1月15日云岭省第十三届人民代表大会常务委员会第二十八次会议批准",
            "白山市人民代表大会常务委员会",
            date(2021, 12, 30),
        ),
    ],
)
def test_who_passed_a_law_and_when(below: str, issuer: str, day: date) -> None:
    adoption = find_adoption(classify_lines(f"{below}\n第一条 为了加强管理，制定本条例。"))
    assert adoption == Adoption(issuer, day)


@pytest.mark.parametrize(
    "below",
    [
        "第一条 为了加强管理，制定本条例。",
        "2021年3月26日",
        "本条例自2021年6月1日起施行。",
        "根据2020年5月1日《关于修改部分法规的决定》修正，重新公布",
    ],
)
def test_nobody_passed_it(below: str) -> None:
    assert find_adoption(classify_lines(below)) is None
