from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.understanding import traits
from gazette_search.search.understanding.question_words import (
    ALWAYS,
    ASIDES,
    ASKING,
    IN_QUESTION,
    KEPT,
)
from gazette_search.search.understanding.questions import (
    _READINGS,
    AnswerType,
    answer_type,
    answers,
    read_question,
)


@pytest.mark.parametrize(
    ("words", "kept", "asides"),
    [
        ("农村/低保/一年/多少/钱", "农村低保", "一年"),
        ("农村/低保/一年/多/少/钱", "农村低保", "一年"),
        ("政务信息/每月/报送/多少/条", "政务信息 报送", "每月"),
        ("政务/公开/考核/占/多少/分", "政务公开考核", "占"),
        ("评/上/葫芦岛/工匠/给/多少/钱", "葫芦岛工匠", "评上"),
        ("12345/跟/8890/是/什么/关系", "12345 8890", ""),
        ("低保/和/特困/有/什么/区别", "低保和特困", ""),
        ("五里河/划/了/多少/个/界桩", "五里河 界桩", "划"),
        ("请问/一下/孤儿/每月/补助/多少", "孤儿 补助", "每月"),
        ("我/想/知道/低保/怎么/申请", "低保 申请", ""),
        ("违法建筑/怎么/处理", "违法建筑", "处理"),
        ("噪声/扰民/如何/处置", "噪声扰民", "处置"),
        ("停车/难/怎么/解决", "停车难", "解决"),
        ("废水/处理", "废水处理", ""),
        ("申请/低保/需要/什么/条件", "申请低保 条件", ""),
        ("能/不能/异地/就医", "异地就医", ""),
        ("可不/可以/提前/还款", "提前还款", ""),
        ("是/不是/要/搬迁", "搬迁", ""),
        ("贴/小/广告/手机/会/不会/被/停机", "贴小广告手机 停机", ""),
        ("路边/摆/摊/会/被/取缔/吗", "路边摆摊 取缔", ""),
        ("大学生/创业/有没有/补贴", "大学生创业 补贴", ""),
        ("土壤污染/治理/归/哪个/部门/管", "土壤污染治理", "归 管"),
        ("市气象局/负责人/是/谁", "市气象局负责人", ""),
        ("医保局/在/哪", "医保局", ""),
        ("什么/是/飞地/经济", "飞地经济", ""),
        ("飞地/经济/是/什么/意思", "飞地经济", ""),
        ("审批/时限/几/个/工作日", "审批时限", ""),
        ("审批/要/几个/工作日", "审批", ""),
        ("供热/期/是/几/月/几/号/到/几/月/几/号", "供热期", "到"),
        ("棚户区/改造/的/政策", "棚户区改造 政策", ""),
        # no question: only particles go
        ("要素/市场/的/配置", "要素市场 配置", ""),
        ("最高/奖励/300/万元", "最高奖励300万元", ""),
        ("发/给/企业/的/通知", "发给企业 通知", ""),
    ],
)
def test_what_asks_is_set_apart_from_what_tells(words: str, kept: str, asides: str) -> None:
    question = read_question(words.split("/"))
    assert " ".join("".join(stretch) for stretch in question.stretches) == kept
    assert " ".join(question.asides) == asides
    assert not question.only_asks


@pytest.mark.parametrize(
    "words",
    [
        # one word to the segmentation
        "几何/是/什么",
        "目的/是/什么",
        "手机/怎么/报/销",
        "机会/有/哪些",
        # a dictionary that lacks the word gives its characters
        "几/何/是/什么",
        "目/的/是/什么",
        "要/素/是/什么",
        "能/耗/是/多少",
        "首/都/在/哪里",
        "应/急/电话/多少",
        "会/议/在/哪里",
        "理/由/是/什么",
        "申/请/什么",
    ],
)
def test_a_word_that_merely_looks_like_asking_is_kept(words: str) -> None:
    word = words.replace("/", "")[:2]
    question = read_question(words.split("/"))
    assert "".join(question.stretches[0]).startswith(word)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("怎么/办", "怎么办"),
        ("还/有效/吗", "还有效吗"),
        ("谁", "谁"),
        ("多少/钱", "多少钱"),
        ("电话/多少", "电话"),
        ("每月/多少/钱", "每月"),
    ],
)
def test_a_query_that_only_asks_still_looks_for_something(words: str, kept: str) -> None:
    question = read_question(words.split("/"))
    assert "".join("".join(stretch) for stretch in question.stretches) == kept
    assert question.only_asks


def test_each_stretch_has_one_role() -> None:
    tables = [table.split() for table in (ALWAYS, ASKING, IN_QUESTION, ASIDES, KEPT)]
    stretches = [stretch for table in tables for stretch in table]
    assert len(stretches) == len(set(stretches))


_WORDS = st.sampled_from(
    "低保 孤儿 多少 多 少 钱 怎么 的 了 吗 是 要 素 能 几 个 条 每月 最高 谁 负责 2019 目".split()
)


@given(st.lists(_WORDS, min_size=1, max_size=12))
def test_words_keep_their_order_and_something_is_always_looked_for(words: list[str]) -> None:
    question = read_question(words)
    kept = [word for stretch in question.stretches for word in stretch]
    assert kept
    rest = iter(words)
    assert all(word in rest for word in kept)
    assert len(kept) + len(question.asides) <= len(words) or question.only_asks


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("农村低保一年多少钱", AnswerType(("amount",))),
        ("公积金能贷多少万", AnswerType(("amount",))),
        ("停一小时几块", AnswerType(("amount",))),
        ("企业上市奖励多少", AnswerType(("amount", "percent"))),
        ("违法停车怎么处罚", AnswerType(("amount", "percent"))),
        ("政务信息每月报送多少条", AnswerType(("number",), "条")),
        ("农村多少人配一个保洁员", AnswerType(("number",), "人")),
        ("供热温度不能低于多少度", AnswerType(("number",), "度")),
        ("要建多少5g基站", AnswerType(("number",))),
        ("政务公开考核占多少分", AnswerType(("percent", "number"), "分")),
        ("研发投入占比达到百分之几", AnswerType(("percent",))),
        ("公积金提取要多长时间", AnswerType(("duration",))),
        ("审批要几个工作日", AnswerType(("duration",))),
        ("贷款贴息最长几年", AnswerType(("duration",))),
        ("施行日期是哪天", AnswerType(("date",))),
        ("汛期是哪几个月", AnswerType(("date",))),
        ("标准时点", AnswerType(("date",))),
        ("经济普查什么时候开始", AnswerType(("date", "time"))),
        ("国三柴油车几点能进城", AnswerType(("time",), "点")),
        ("高龄补贴从几岁开始发", AnswerType(("age",), "岁")),
        ("老年人多大可以免费坐公交", AnswerType(("age",))),
        ("医保局在哪", AnswerType(("place",))),
        ("去哪儿办老年证", AnswerType(("place",))),
        ("卧佛寺断面归谁负责", AnswerType(("organisation",))),
        ("哪个局管燃气", AnswerType(("organisation",))),
        ("噪音扰民找谁", AnswerType(("organisation",))),
        ("市长是谁", AnswerType(("person",))),
        ("举报电话是多少", AnswerType(("phone",))),
        ("低保怎么申请", None),
        ("申请低保需要什么条件", None),
        ("低保标准", None),
        ("几何", None),
    ],
)
def test_a_wording_tells_what_kind_of_answer_fits(text: str, wanted: AnswerType | None) -> None:
    assert answer_type(text) == wanted


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("农村低保一年多少钱", "农村低保标准，全市统一提高到每人每年4425元。"),
        ("城市低保多少钱", "全市统一提高到每人每月 600 元"),
        ("资金多少钱", "设立资金总额为 3000 万元的企业应急纾困专项资金"),
        ("贴小广告罚多少钱", "处以一百元以上五百元以下的罚款"),
        ("提前停暖怎么罚", "按照推迟供热或者提前停热日数退还用户两倍热费"),
        ("征收阳台补多少", "乘以有照房屋评估的市场平均价格50%给予补偿"),
        ("政务信息每月报送多少条", "每月报送的信息不少于 20 条。"),
        ("农村多少人配一个保洁员", "每400人配备1名保洁人员"),
        ("配几个保洁员", "共聘用保洁人员 21 个"),
        ("五里河划了多少个界桩", "共形成管理范围界桩点位87个"),
        ("政务公开考核占多少分", "所占分值权重不低于4%"),
        ("提高几成", "预计降水偏多1~2成，较常年偏多两成左右"),
        ("审批要几个工作日", "审核期限为3个工作日"),
        ("贴息几年", "贴息期限不超过三年"),
        ("什么时候开始", "自2020年2月1日起执行"),
        ("什么时候施行", "本办法自发布之日起施行"),
        ("标准时点", "普查标准时点为 2018 年 12 月 31 日"),
        ("几点能进城", "每日7时至21时禁止通行"),
        ("几点截止", "截止时间为当日17:00"),
        ("几点截止", "截止时间为当日17 00"),
        ("几岁可以领", "年满60周岁的老年人"),
        ("医保局在哪", "葫芦岛市龙港区龙湾大街15号417室"),
        ("举报电话是多少", "举报电话：0429-3069110"),
        ("举报电话是多少", "举报电话0429 3069110"),
        ("投诉打什么电话", "拨打12345热线"),
        ("归哪个部门管", "（责任单位：市教育局）"),
        ("归谁负责", "由市生态环境局会同市水利局负责"),
        ("断面归谁负责", "3\n小渔场\nⅡ\n绥中县"),
        ("负责人是谁", "葫芦岛市气象局\n常富玉\n龙港区海星路10号"),
        ("市长是谁", "会议由市长王力威主持"),
    ],
)
def test_a_sentence_of_the_gazette_answers(question: str, sentence: str) -> None:
    wanted = answer_type(question)
    assert wanted is not None
    assert answers(wanted, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("农村低保一年多少钱", "进一步提高低保标准，2020年元旦前落实到位"),
        ("每月报送多少条", "依照本办法第二十条的规定"),
        ("每月报送多少条", "依照本办法第20条的规定"),
        ("占多少分", "充分发挥各部门作用"),
        ("审批要几个工作日", "2020年3月11日"),
        ("贴息几年", "到2020年底前完成"),
        ("什么时候开始", "建立长效机制，期限为3个月"),
        ("几点能进城", "坚持以下几点：一是加强领导"),
        ("几岁可以领", "岁末年初做好慰问"),
        ("举报电话是多少", "向社会公布监督电话"),
        ("归哪个部门管", "切实加强管理"),
        ("负责人是谁", "明确责任人和完成时限"),
        ("医保局在哪", "医保局要加强监管"),
    ],
)
def test_a_sentence_without_that_kind_of_thing_does_not_answer(
    question: str, sentence: str
) -> None:
    wanted = answer_type(question)
    assert wanted is not None
    assert not answers(wanted, sentence)


@given(st.data())
def test_every_wording_holds_a_character_that_its_pattern_is_looked_for_by(
    data: st.DataObject,
) -> None:
    _, hints, pattern = data.draw(st.sampled_from([*_READINGS, *traits._READINGS]))
    wording = data.draw(st.from_regex(pattern))
    assert not set(wording).isdisjoint(hints)
