from __future__ import annotations

import pytest

from gazette_search.ingestion.citing.mentions import find_mentions, outline
from gazette_search.ingestion.citing.quotations import quoted_spans
from gazette_search.ingestion.citing.relations import (
    Setting,
    find_relations,
    is_deciding,
    listed_relation,
)
from gazette_search.models import Block

A = "《甲办法》（葫政发〔2010〕5号）"
B = "《乙办法》（葫政办发〔2011〕6号）"


def relations(text: str, setting: Setting | None = None) -> list[str]:
    sketch = outline(text, find_mentions(text))
    (quoted,) = quoted_spans([Block("paragraph", text, (1, 1))])
    found = zip(
        sketch.mentions, find_relations(sketch, setting or Setting(quoted=quoted)), strict=True
    )
    return [relation for reference, relation in found if reference.number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 2018-04:186, 2020-02:1334, 2020-01:221 and 224
        (f"2014年6月19日实施的{A}同时废止。", ["repeals"]),
        (f"本办法自发布之日起开始实施。{A}同时废止。", ["repeals"]),
        (f"2. 葫芦岛市人民政府决定废止{A}的内容", ["repeals"]),
        (
            f"市政府决定修订和废止有关规定。修改{A}第五条第一款相关内容；废止{B}相关内容。",
            ["amends", "repeals"],
        ),
        # other hands
        (f"本办法自2019年1月1日起施行。原{A}同时废止。", ["repeals"]),
        (f"{A}、《丙》和{B}自本办法施行之日起废止。", ["repeals", "repeals"]),
        (f"自本办法施行之日起，{A}即行失效。", ["repeals"]),
        (f"经研究，决定对{A}予以废止。", ["repeals"]),
        ("葫政发〔2010〕5号文停止执行。", ["repeals"]),
        (f"{A}自2020年1月1日起停止执行。", ["repeals"]),
        (f"{A}同时作废。", ["repeals"]),
        (f"市政府决定废止{A}等3件规范性文件。", ["repeals"]),
        (f"本通知自印发之日起施行，同时废止{A}。", ["repeals"]),
        (f"本办法自发布之日起执行，停止执行{A}。", ["repeals"]),
        (f"{A}、{B}三个文件同时废止。", ["repeals", "repeals"]),
        (f"{A}已不适应当前工作需要，经市政府同意，决定予以废止。", ["repeals"]),
        (f"决定废止下列文件：1.{A}；2.{B}。", ["repeals", "repeals"]),
        (f"{A}印发的《甲办法实施细则》同时废止。", ["repeals"]),
        ("《甲》（葫政发〔2010〕5号文件印发）同时废止。", ["repeals"]),
        (f"{A}不再执行。", ["repeals"]),
    ],
)
def test_a_repeal_is_performed_by_its_words(text: str, expected: list[str]) -> None:
    assert relations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"将{A}第三条修改为：“本办法所称……”", ["amends"]),
        (f"{A}第三条中的“三十日”改为“十五日”。", ["amends"]),
        (f"将{A}中“供热办”修改为“住建局”。", ["amends"]),
        (f"市政府决定对{A}作如下修改：", ["amends"]),
        (f"现对{A}部分条款予以修订，具体如下：", ["amends"]),
        (f"{A}印发的《甲办法》第三条修改为：", ["amends"]),
        (f"市政府决定修改{A}第五条第一款。", ["amends"]),
        (f"对{A}、{B}的部分条款作如下修改：", ["amends", "amends"]),
        (f"按照{A}要求对{B}作如下修改：", ["basis", "amends"]),
        (f"{A}第九条、第十条删去。", ["amends"]),
        (f"在{A}第九条后增加一条，作为第十条", ["amends"]),
        (f"{A}已实施五年，现将部分条款修改如下：", ["amends"]),
    ],
)
def test_an_amendment_is_performed_by_its_words(text: str, expected: list[str]) -> None:
    assert relations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"根据{A}规定，《乙办法》同时废止。", ["basis"]),
        (f"按照{A}要求，废止与上位法不一致的文件。", ["basis"]),
        (f"{A}中与本办法不一致的，以本办法为准。", ["cites"]),
        (f"{A}与本办法相抵触的内容同时废止。", ["cites"]),
        (f"{A}已废止。", ["cites"]),
        (f"{A}于2018年12月31日废止。", ["cites"]),
        (f"{A}已被{B}废止。", ["cites", "cites"]),
        (f"{A}废止后，原合同继续履行。", ["cites"]),
        ("《关于废止〈甲办法〉的通知》（葫政发〔2010〕5号）明确", ["cites"]),
        (f"第十条修改为：“本办法自发布之日起施行，{A}同时废止。”", ["cites"]),
        (f"不再按照{A}执行。", ["cites"]),
        (f"{A}不再收取相关费用。", ["cites"]),
        (f"{A}继续有效，《乙办法》同时废止。", ["cites"]),
        (f"废止《乙办法》；{A}继续有效。", ["cites"]),
        (f"拟废止{A}。", ["cites"]),
        (f"建议对{A}予以废止。", ["cites"]),
        (f"自2018年1月1日起执行{A}，以往规定同时废止。", ["cites"]),
        (f"报送关于废止{A}的请示", ["cites"]),
        (f"抓紧修订{A}。", ["cites"]),
        (f"1. 修订{A}，完善应急机制。（责任单位：市应急局）", ["cites"]),
        (f"完善制度，同时修订{A}。", ["cites"]),
        (f"市司法局负责对{A}进行修订。", ["cites"]),
        (f"修订后的{A}印发给你们", ["cites"]),
        ("根据《国务院关于修改部分行政法规的决定》（国务院令第666号）修订", ["basis"]),
    ],
)
def test_told_wished_conditional_or_quoted_it_is_none(text: str, expected: list[str]) -> None:
    assert relations(text) == expected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (f"为深入贯彻落实{A}精神，结合我市实际", "basis"),
        (f"按照市委、市政府{A}的有关规定", "basis"),
        (f"根据国务院{A}、《丙》和", "basis"),
        (f"按照省工作总体部署和《丙》和{A}要求", "basis"),
        (f"按照{A}，结合我市实际", "basis"),
        (f"依照{A}的规定，作出补偿决定", "basis"),
        (f"按照{A}第二十条的相关规定进行财务处理", "basis"),
        (f"以{A}为依据", "basis"),
        (f"{A}要求：“开展污染治理与修复”", "cites"),
        (f"要认真领会{A}文件精神实质", "cites"),
        (f"防治职责，按照{A}执行。", "cites"),
        (f"法律责任按{A}第三十条、第三十一条、第三十三条执行", "cites"),
        (f"参照{A}，制定如下方案", "cites"),
        (f"违反{A}的，依法处理", "cites"),
        (f"贯彻国务院要求，规范{A}", "cites"),
    ],
)
def test_a_ground_is_named_by_the_word_before_it(text: str, relation: str) -> None:
    assert relations(text) == [relation]


def test_a_heading_says_that_what_follows_is_the_ground() -> None:
    assert relations(f"{A}、{B}。", Setting(grounds=True)) == ["basis", "basis"]
    assert relations(f"编制依据：{A}、{B}。") == ["basis", "basis"]


def test_a_bare_verb_performs_only_in_a_deciding_document() -> None:
    text = f"一、修改{A}第三条。"
    assert relations(text) == ["cites"]
    assert relations(text, Setting(deciding=True)) == ["amends"]
    assert relations(f"删去{A}第九条。", Setting(deciding=True)) == ["amends"]


def test_a_title_performs_what_it_names() -> None:
    text = f"葫芦岛市人民政府关于废止{A}的决定"
    assert relations(text) == ["cites"]
    assert relations(text, Setting(titled=True)) == ["repeals"]


def test_a_list_speaks_of_what_leads_an_item() -> None:
    setting = Setting(listed="repeals")
    assert relations(f"3. {A}", setting) == ["repeals"]
    assert relations(f"（三）{A}，该文件已被{B}替代。", setting) == ["repeals", "cites"]
    assert relations(f"3. 根据{A}执行", setting) == ["basis"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市政府决定对下列规范性文件予以废止：", "repeals"),
        ("根据国家规定，对与上位法不一致的5件规范性文件予以废止：", "repeals"),
        ("宣布失效的规范性文件目录", "repeals"),
        ("一、废止（12件）", "repeals"),
        ("关于修改部分规范性文件的决定", "amends"),
        ("继续有效的规范性文件目录", "cites"),
        ("关于废止和修改部分规范性文件的决定", "cites"),
        ("拟废止的规范性文件目录", "cites"),
        ("修改依据的文件：", "cites"),
        ("关于修订权责清单的通知", None),
        ("现就修改完善行政审批流程通知如下：", None),
        ("二、工作目标", None),
    ],
)
def test_what_announces_a_list(text: str, expected: str | None) -> None:
    assert listed_relation(text) == expected


def test_a_revised_edition_decides_nothing() -> None:
    assert is_deciding("葫芦岛市人民政府关于修订和废止有关规定的通知")
    assert not is_deciding("关于印发葫芦岛市突发事件应急预案（修订）的通知")
    assert not is_deciding("关于印发葫芦岛市应急预案（2019年修订版）的通知")
