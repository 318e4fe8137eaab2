from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette_search.errors import QuerySyntaxError
from gazette_search.search.language.ast import And, FieldClause, Not, NumberReference, Phrase, Words
from gazette_search.search.language.parser import MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, fixed, parse

DATES = "日期写成 2019、2019-04 或 2019-04-01，范围写成 2019..2020、..2020-06 或 2019-04.."
OPERATORS = "例如 低保 OR 孤儿、低保 NOT 孤儿；要找这个词本身，请加引号"
NEAR = "NEAR 两边只能是词、带 * 的词或引号里的原文"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        # words and phrases
        ("低保标准", "低保标准"),
        ("低保 孤儿 2019", "低保 AND 孤儿 AND 2019"),
        ("低保　孤儿", "低保 AND 孤儿"),
        ("\t低保\n孤儿 ", "低保 AND 孤儿"),
        ("５Ｇ基站　２００个", "5G基站 AND 200个"),
        ('"抽贷、断贷、压贷"', '"抽贷、断贷、压贷"'),
        ("“有喜报喜”", '"有喜报喜"'),
        ("”有喜报喜“", '"有喜报喜"'),
        ("「门前三包」", '"门前三包"'),
        ("『门前三包』", '"门前三包"'),
        ("「他说“好”」", "「他说“好”」"),
        ('低保"标准"', '低保 AND "标准"'),
        # operators
        ("互联网医院 OR 远程医疗", "互联网医院 OR 远程医疗"),
        ("低保|孤儿", "低保 OR 孤儿"),
        ("低保 ｜ 孤儿", "低保 OR 孤儿"),
        ("低保 AND 孤儿", "低保 AND 孤儿"),
        ("低保 ＡＮＤ 孤儿", "低保 AND 孤儿"),
        ("低保OR孤儿", "低保 OR 孤儿"),
        ("棚户区 NOT 征收", "棚户区 AND NOT 征收"),
        ("棚户区 -征收", "棚户区 AND NOT 征收"),
        ("棚户区 －征收", "棚户区 AND NOT 征收"),
        ("-征收", "NOT 征收"),
        ("-征收 棚户区", "NOT 征收 AND 棚户区"),
        ('-"房屋征收"', 'NOT "房屋征收"'),
        ("NOT NOT 低保", "NOT NOT 低保"),
        ("-(低保 OR 孤儿)", "NOT (低保 OR 孤儿)"),
        ("低保 OR -孤儿", "低保 OR NOT 孤儿"),
        ("低保 孤儿 OR 特困", "低保 AND 孤儿 OR 特困"),
        ("低保 (孤儿 OR 特困)", "低保 AND (孤儿 OR 特困)"),
        ("低保（孤儿 OR 特困）标准", "低保 AND (孤儿 OR 特困) AND 标准"),
        ("(低保 孤儿) 特困", "低保 AND 孤儿 AND 特困"),
        ("(((低保)))", "低保"),
        ("or and not near 低保", "or AND and AND not AND near AND 低保"),
        ("VR/AR HANDLE NORTH", "VR/AR AND HANDLE AND NORTH"),
        ("低保*", "低保*"),
        ("低保＊ 孤儿", "低保* AND 孤儿"),
        ("低保 NEAR/5 标准", "低保 NEAR/5 标准"),
        ("低保 NEAR 标准", "低保 NEAR/10 标准"),
        ("低保ＮＥＡＲ／３标准", "低保 NEAR/3 标准"),
        ('孤儿 低保* NEAR/5 "标准"', '孤儿 AND 低保* NEAR/5 "标准"'),
        ("NOT 低保 NEAR/5 标准", "NOT 低保 NEAR/5 标准"),
        # hyphens, colons and brackets that are text
        ("2017-2020 18-2#楼 A-B", "2017-2020 AND 18-2#楼 AND A-B"),
        ("责任单位：市教育局", "责任单位:市教育局"),
        ("执行期：2年 17:00 1:5万", "执行期:2年 AND 17:00 AND 1:5万"),
        ("http://www.hld.gov.cn", "http://www.hld.gov.cn"),
        ("PM2.5:35", "PM2.5:35"),
        ("管理办法（试行）", "管理办法(试行)"),
        ("规划（《纲要（2019）》（试行））", "规划(《纲要(2019)》(试行))"),
        ("（二期）改造", "二期 AND 改造"),
        ("低保(城市|农村)", "低保 AND (城市 OR 农村)"),
        ("50% 5‰ 3# C++ ￥100", "50% AND 5‰ AND 3# AND C++ AND ￥100"),
        ("低保 ， 孤儿 —— 特困 😀", "低保 AND 孤儿 AND 特困"),
        # pasted titles
        (
            "关于印发葫芦岛市河流断面水质污染补偿办法的通知",
            "关于印发葫芦岛市河流断面水质污染补偿办法的通知",
        ),
        (
            "葫芦岛市养老服务业发展三年规划（2019—2021年）",
            "葫芦岛市养老服务业发展三年规划(2019—2021年)",
        ),
        (
            "葫芦岛市养老服务业发展三年规划 （2019—2021年）",
            "葫芦岛市养老服务业发展三年规划 AND 2019—2021年",
        ),
        ("2020年市《政府工作报告》任务分解方案", "2020年市《政府工作报告》任务分解方案"),
        ("最低生活保障 特困人员救助供养、孤儿", "最低生活保障 AND 特困人员救助供养、孤儿"),
        ("“葫芦岛工匠”选拔晋升实施方案", '"葫芦岛工匠" AND 选拔晋升实施方案'),
        ("-弘扬“工匠精神”意见", 'NOT (弘扬 AND "工匠精神" AND 意见)'),
        # fields
        ("标题:通告 停车", "title:通告 AND 停车"),
        ("标题：通告", "title:通告"),
        ("TITLE:通告", "title:通告"),
        ("正文:低保 机关:市政府 文种:公告", "body:低保 AND issuer:市政府 AND genre:公告"),
        ('title:"任务分解"', 'title:"任务分解"'),
        ("title:《“葫芦岛工匠”》", 'title:"葫芦岛工匠"'),
        ("标题：弘扬“工匠精神”意见 培训", 'title:(弘扬 AND "工匠精神" AND 意见) AND 培训'),
        ("title:(低保 OR 孤儿)", "title:(低保 OR 孤儿)"),
        ("title:(低保 -孤儿)", "title:(低保 AND NOT 孤儿)"),
        ("title:(低保)", "title:低保"),
        ("title:低保*", "title:低保*"),
        ("-title:低保", "NOT title:低保"),
        ("title:责任单位:市教育局", "title:责任单位:市教育局"),
        ("期:2020-02 issue:总第63期", "issue:2020-02 AND issue:总第63期"),
        ("(标题:低保 OR 正文:孤儿) 标准", "(title:低保 OR body:孤儿) AND 标准"),
        ("date:2019", "date:2019"),
        ("日期：2019年4月", "date:2019-04"),
        ("date:2020 年 3 月 低保", "date:2020-03 AND 低保"),
        ("年份:2019..2020", "date:2019-01-01..2020-12-31"),
        ("date:..2020-06", "date:..2020-06-30"),
        ("date:2019-04．．", "date:2019-04-01.."),
        ("date:(2019 OR 2020-03)", "date:2019 OR date:2020-03"),
        ("-date:2019", "NOT date:2019"),
        # document numbers
        ("葫政办发2020 23号 低保", "葫政办发〔2020〕23号 AND 低保"),
        ("葫政办发2020 23号低保", "葫政办发〔2020〕23号 AND 低保"),
        ("葫政办发（2020）23号", "葫政办发〔2020〕23号"),
        ("（2020）23号", "〔2020〕23号"),
        ("低保 (2020)23号", "低保 AND 〔2020〕23号"),
        ("葫 政 办 发 2020 23 号", "葫政办发〔2020〕23号"),
        ("２３号", "23号文"),
        ("(23号)", "23号文"),
        ("龙湾大街 15号", "龙湾大街 AND 15号"),
        ("-2018年33号文", "NOT 〔2018〕33号"),
        ("条例（国务院令第590号）规定", "条例 AND 国务院令第590号 AND 规定"),
        ('"葫政办发2020 23号"', '"葫政办发2020 23号"'),
        ("title:葫政办发〔2020〕23号", "title:葫政办发〔2020〕23号"),
        ("number:葫政办发2020 23号", "number:葫政办发〔2020〕23号"),
        ("文号：葫政办发*", "number:葫政办发*"),
        ("number:23", "number:23号文"),
        ("number:葫政办发", "number:葫政办发"),
        ("number:2020", "number:2020"),
        ("number:(葫政发* OR 23)", "number:(葫政发* OR 23号文)"),
    ],
)
def test_a_query_is_read_as_people_mean_it(query: str, canonical: str) -> None:
    node = parse(query)
    assert str(node) == canonical
    assert parse(canonical) == node


@pytest.mark.parametrize(
    ("query", "position", "reason", "remedy"),
    [
        ("", 0, "查询里没有可以检索的字词", "请写要找的词、问题或文号，例如 低保标准"),
        ("  ，。《》", 0, "查询里没有可以检索的字词", "请写要找的词、问题或文号，例如 低保标准"),
        ("😀\x00\ud800", 0, "查询里没有可以检索的字词", "请写要找的词、问题或文号，例如 低保标准"),
        ('低保 "孤儿', 3, "引号没有配对", "请补上另一半引号，或删去这个引号"),
        ("低保”", 2, "引号没有配对", "请补上另一半引号，或删去这个引号"),
        ("「低保", 0, "引号没有配对", "请补上另一半引号，或删去这个引号"),
        ("低保」", 2, "引号没有配对", "请补上另一半引号，或删去这个引号"),
        ('""', 0, "引号里没有可以检索的字词", "请在引号里写要逐字查找的原文"),
        ("低保 “ ，”", 3, "引号里没有可以检索的字词", "请在引号里写要逐字查找的原文"),
        ("(低保 孤儿", 0, "左括号没有配对", "请补上右括号；括号若是原文，请加引号"),
        ("管理办法（试行", 4, "左括号没有配对", "请补上右括号；括号若是原文，请加引号"),
        ("低保)", 2, "右括号没有对应的左括号", "请删去它，或补上左括号"),
        ("）低保", 0, "右括号没有对应的左括号", "请删去它，或补上左括号"),
        ("低保 ()", 3, "括号里没有检索词", "请在括号里写检索词，或删去这对括号"),
        ("低保 OR", 3, "OR 后面没有检索词", OPERATORS),
        ("OR 低保", 0, "OR 前面没有检索词", OPERATORS),
        ("低保 AND ，", 3, "AND 后面没有检索词", OPERATORS),
        ("低保 OR OR 孤儿", 3, "OR 后面没有检索词", OPERATORS),
        ("(低保 OR) 孤儿", 4, "OR 后面没有检索词", OPERATORS),
        ("NOT", 0, "NOT 后面没有检索词", OPERATORS),
        ("低保||孤儿", 2, "| 后面没有检索词", OPERATORS),
        ("NEAR 低保", 0, "NEAR 前面没有检索词", OPERATORS),
        ("低保 NEAR/5", 3, "NEAR/5 后面没有检索词", OPERATORS),
        ("低保 - 孤儿", 3, "减号后面没有检索词", "排除一个词写成 -词，减号前空格、后不空格"),
        ("--低保", 0, "减号后面没有检索词", "排除一个词写成 -词，减号前空格、后不空格"),
        ("*", 0, "* 只能写在词的末尾，后面空格", "例如 低保* 孤儿；要找 * 本身，请加引号"),
        ("*低保", 0, "* 只能写在词的末尾，后面空格", "例如 低保* 孤儿；要找 * 本身，请加引号"),
        ("低*保", 1, "* 只能写在词的末尾，后面空格", "例如 低保* 孤儿；要找 * 本身，请加引号"),
        ("低保**", 2, "* 只能写在词的末尾，后面空格", "例如 低保* 孤儿；要找 * 本身，请加引号"),
        ("title:", 0, "字段“title”后面没有检索词", "冒号后面紧跟要找的内容，中间不留空格"),
        ("低保 标题： 通告", 3, "字段“标题”后面没有检索词", "冒号后面紧跟要找的内容，中间不留空格"),
        ("title:，", 0, "字段“title”后面没有检索词", "冒号后面紧跟要找的内容，中间不留空格"),
        ("title:OR", 0, "字段“title”后面没有检索词", "冒号后面紧跟要找的内容，中间不留空格"),
        ("title:-低保", 6, "字段后面不能直接写减号", "排除写在字段前面：-title:词"),
        (
            "title:(body:低保)",
            7,
            "字段里不能再写字段",
            "字段后面写词、引号或括号，例如 标题:(低保 OR 孤儿)",
        ),
        ("date:2020-13", 5, "没有 2020-13 这个日期", DATES),
        ("低保 date:2020-02-30", 8, "没有 2020-02-30 这个日期", DATES),
        ("date:2019..2020-13", 11, "没有 2020-13 这个日期", DATES),
        ("date:2020..2019", 5, "起始日期 2020 晚于截止日期 2019", DATES),
        ("date:后年", 5, "“后年”不是日期", DATES),
        ('date:"2019"', 5, "这里要写日期", DATES),
        ("year:2019-04", 5, "“2019-04”不是年份", "年份写成 2019，范围写成 2018..2020"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(
    query: str, position: int, reason: str, remedy: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    error = caught.value
    assert (error.query, error.position, error.reason, error.remedy) == (
        query,
        position,
        reason,
        remedy,
    )


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("(低保 OR 孤儿) NEAR/3 标准", 0),
        ("低保 NEAR/3 葫政办发〔2020〕23号", 10),
        ("低保 NEAR 标题:标准", 8),
        ("低保 NEAR -标准", 8),
        ("甲 NEAR 乙 NEAR 丙", 7),
    ],
)
def test_near_takes_words_and_phrases_only(query: str, position: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert (caught.value.position, caught.value.reason) == (position, NEAR)


@pytest.mark.parametrize("distance", ["0", "1001", "x", "", "-1", "99999"])
def test_near_takes_a_distance_within_bounds(distance: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(f"低保 NEAR/{distance} 标准")
    assert (caught.value.position, caught.value.reason) == (3, "NEAR/ 后面要写 1 到 1000 的字数")


def test_an_unknown_latin_field_names_the_fields_there_are() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse("低保 foo:bar")
    assert str(caught.value) == (
        "查询式第 4 个字：没有“foo”这个字段。可用的字段有 title body number issuer genre issue "
        "date year，即 标题 正文 文号 机关 文种 期 日期 年份；要找带冒号的原文，请加引号"
    )


def test_depth_counts_what_is_open_and_not_what_was_closed() -> None:
    deepest = "(" * MAX_DEPTH + "低" + ")" * MAX_DEPTH
    before = "NOT 供热 (低保) " * 5
    parse(f"{before}{deepest}")
    with pytest.raises(QuerySyntaxError, match="套得太深") as caught:
        parse(f"{before}({deepest})")
    assert caught.value.position == len(before) + MAX_DEPTH


def test_the_span_of_a_prefix_ends_behind_its_star() -> None:
    query = "供热 低保* 孤儿"
    node = parse(query)
    assert isinstance(node, And)
    assert [query[slice(*part.span)] for part in node.nodes] == ["供热", "低保*", "孤儿"]


def test_spans_are_those_of_the_query_as_typed() -> None:
    query = "标题：（低保） －“孤儿” 葫政办发［2020］　２３号"
    node = parse(query)
    assert isinstance(node, And)
    title, negation, number = node.nodes
    assert isinstance(title, FieldClause)
    assert isinstance(negation, Not)
    assert isinstance(number, NumberReference)
    assert query[slice(*title.span)] == "标题：（低保）"
    assert query[slice(*negation.span)] == "－“孤儿”"
    assert query[slice(*negation.node.span)] == "“孤儿”"
    assert query[slice(*number.span)] == number.raw == "葫政办发［2020］　２３号"
    assert node.span == (0, len(query))


def test_a_fixed_string_is_one_phrase_whatever_it_holds() -> None:
    assert fixed("低保 OR (孤儿 -title:x*") == Phrase("低保 OR (孤儿 -title:x*")
    assert fixed("（此件公开发布）") == Phrase("(此件公开发布)")
    with pytest.raises(QuerySyntaxError, match="查询里没有可以检索的字词"):
        fixed("，")


def test_a_query_may_grow_to_its_bounds_and_no_further() -> None:
    assert parse("低" * MAX_LENGTH) == Words("低" * MAX_LENGTH)
    assert isinstance(parse("低 " * MAX_CLAUSES), And)
    assert parse("(" * MAX_DEPTH + "低" + ")" * MAX_DEPTH) == Words("低")


@pytest.mark.parametrize(
    ("query", "position", "reason"),
    [
        ("低" * (MAX_LENGTH + 1), MAX_LENGTH, "查询太长：2001 个字，最多 2000 个"),
        ("低保 " * 40_000, MAX_LENGTH, "查询太长：120000 个字，最多 2000 个"),
        ("低 " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES, "检索词太多，最多 200 个"),
        ("(" * MAX_LENGTH, MAX_DEPTH, "括号和 NOT 套得太深，最多 50 层"),
        ("低(" * (MAX_LENGTH // 2), 2 * MAX_DEPTH + 1, "括号和 NOT 套得太深，最多 50 层"),
        ("NOT " * 60 + "低", 4 * MAX_DEPTH, "括号和 NOT 套得太深，最多 50 层"),
    ],
)
def test_beyond_its_bounds_a_query_is_refused(query: str, position: int, reason: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert (caught.value.position, caught.value.reason) == (position, reason)


@given(st.text(alphabet=st.characters(), max_size=60))
@example("\ud800 低保")
@example("\u202e(低保")
def test_any_text_is_read_or_refused_with_a_place_in_it(query: str) -> None:
    refusal = _refusal(query)
    if refusal is not None:
        assert 0 <= refusal.position <= len(query)
        assert refusal.query == query
        assert refusal.reason
        assert refusal.remedy


def _refusal(query: str) -> QuerySyntaxError | None:
    try:
        parse(query)
    except QuerySyntaxError as error:
        return error
    return None


_PIECES = (
    '低保 孤儿 " “ ” 「 」 ( ) （ ） - OR AND NOT NEAR NEAR/3 | * title: 标题： number: date: 文号:'
    " 2019 .. 2020-02 year: 葫政办发 〔2020〕 2020 23号 年 第 令 国务院 文 a B _ . ， 《 》"
    " 会议纪要 期 ： // 的 18 发 公告 部 5 / 办 # 月 😀 \x00 \ud800"
).split(" ")


@given(st.lists(st.sampled_from([*_PIECES, " ", " "]), max_size=12).map("".join))
@example("孤儿 令23号葫政办发/3")
@example("葫政办发2020-02  月")
@example("OR23号令5aOR5")
@example("23号文AND办")
@example("1（2019）23号令")
def test_what_was_read_is_read_the_same_from_its_canonical_text(query: str) -> None:
    if _refusal(query) is not None:
        return
    node = parse(query)
    assert parse(str(node)) == node
    assert node.span[0] < node.span[1] <= len(query)


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("-孤儿 低保", "NOT 孤儿 AND 低保"),
        ("低保 -孤儿", "低保 AND NOT 孤儿"),
        ("低保|-孤儿", "低保 OR NOT 孤儿"),
        ("低保 (-孤儿 养老)", "低保 AND NOT 孤儿 AND 养老"),
        # Behind anything else it is a dash.
        ("“工匠”-选拔", '"工匠" AND 选拔'),
        ("葫政办发〔2020〕23号-低保", "葫政办发〔2020〕23号 AND 低保"),
        ("2019-2021", "2019-2021"),
        ("低保，-孤儿", "低保,-孤儿"),
    ],
)
def test_a_dash_excludes_where_a_clause_begins(query: str, read: str) -> None:
    assert str(parse(query)) == read
