from __future__ import annotations

import pytest
from hypothesis import given

from citation_texts import TEXTS
from gazette_search.ingestion.citing.number_mentions import find_numbers


def numbers(text: str) -> list[str]:
    return [mention.number for mention in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # as printed in the gazette
        ("方案的通知》（辽政发〔2016〕58号）要求", "辽政发〔2016〕58号"),
        ("专项行动的通知》（辽政办明电〔2018〕16号）", "辽政办明电〔2018〕16号"),
        ("采集工作的通知》（辽司通〔2019〕88号）要求", "辽司通〔2019〕88号"),
        ("标准的通知》（辽政办发〔2019〕16 号）精神", "辽政办发〔2019〕16号"),
        ("办法〉的通知》(葫委办发〔2018〕142号)，", "葫委办发〔2018〕142号"),
        ("《企业财务通则》（财政部令〔2016〕41号）第二十条", "财政部令〔2016〕41号"),
        ("按国务院令第590号第三十条", "国务院令第590号"),
        ("补偿条例》（国务院令第 590 号）等有关规定", "国务院令第590号"),
        ("处分条例》（国务院第 427 号令）等有关规定", "国务院令第427号"),
        ("管理办法(试行)》（环境保护部第42号令）、", "环境保护部令第42号"),
        (
            "废止葫芦岛市人民政府办公会议纪要 2005 年第 42 期 《研究",
            "葫芦岛市人民政府办公会议纪要2005年第42期",
        ),
        ("认真落实中发 37 号文件精神", "中发37号"),
        ("业务规范》（GB/T51267-2017）、", "GB/T51267-2017"),
        ("行政执法主体的公告葫政告字〔2019〕2 号 (2)", "葫政告字〔2019〕2号"),
        # the same in other brackets, widths and hands
        ("《办法》(辽财社[2018]12号)", "辽财社〔2018〕12号"),
        ("《办法》（葫政发【2018】12号）", "葫政发〔2018〕12号"),
        ("《办法》（葫政发（2018）第12号）", "葫政发〔2018〕12号"),
        ("《办法》（葫政发［２０１８］１２号）", "葫政发〔2018〕12号"),
        ("按照辽政发〔2016〕58号文件要求", "辽政发〔2016〕58号"),
        ("执行市政府葫政发〔2016〕43号文件", "葫政发〔2016〕43号"),
        ("执行市政府葫政〔2016〕43号文件", "葫政〔2016〕43号"),
        ("落实县政府办〔2018〕3号", "县政府办〔2018〕3号"),
        ("2014年6月19日葫政发〔2014〕5号文件", "葫政发〔2014〕5号"),
        ("原葫政办发〔2015〕28号文件", "葫政办发〔2015〕28号"),
        ("落实县政府办发〔2018〕3号", "县政府办发〔2018〕3号"),
        ("依照住房和城乡建设部令第37号", "住房和城乡建设部令第37号"),
        ("《管理法》（中华人民共和国主席令第三十二号）", "主席令第32号"),
        ("《条例》（中华人民共和国国务院令第736号）", "国务院令第736号"),
        ("国务院令（第711号）公布", "国务院令第711号"),
        ("建设部《城市供水水质管理规定》（第156号令）", "建设部令第156号"),
        ("《办法》（财政部、国家税务总局令第50号）", "财政部、国家税务总局令第50号"),
        ("国家发展和改革委员会令2017年第1号", "国家发展和改革委员会令2017年第1号"),
        ("国家税务总局公告2019年第4号", "国家税务总局公告2019年第4号"),
        ("落实辽宁省总河长令第3号", "辽宁省总河长令第3号"),
        ("市政府常务会议纪要〔2019〕5号明确", "市政府常务会议纪要〔2019〕5号"),
        ("依据市政府业务会议纪要（第12期）", "市政府业务会议纪要第12期"),
        ("执行DB21/T 1627—2008", "DB21/T1627-2008"),
    ],
)
def test_every_form_of_a_number_gets_its_canonical_form(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "葫芦岛市龙港区龙湾大街15号",
        "化机路7段18-2#楼（化机五区4#）",
        "棚户区改造项目（2018）4号楼",
        "宗地证号为葫国用（2008）第123号",
        "依据（2019）辽14民初123号判决",
        "本办法自印发37号文之日起",
        "拨打12345号热线",
        "（第156号令）",  # whose decree is not said
        "92493部队，0429-3069110，96315-1117",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbers(text) == []


def test_several_numbers_in_one_pair_of_brackets() -> None:
    text = "《意见》（国发〔2016〕31号、辽政发〔2016〕58号和葫政发〔2016〕43号）"
    assert numbers(text) == ["国发〔2016〕31号", "辽政发〔2016〕58号", "葫政发〔2016〕43号"]


@given(TEXTS)
def test_mentions_are_in_order_and_their_form_is_stable(text: str) -> None:
    mentions = find_numbers(text)
    ends = [0, *(mention.end for mention in mentions)]
    for mention, before in zip(mentions, ends, strict=False):
        assert before <= mention.start < mention.end <= len(text)
        assert not any(character.isspace() for character in mention.number)
        assert [each.number for each in find_numbers(f"（{mention.number}）")] == [mention.number]
