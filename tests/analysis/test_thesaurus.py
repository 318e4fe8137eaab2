from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.thesaurus import SHIPPED, WEIGHTS, Thesaurus, ThesaurusError

if TYPE_CHECKING:
    from pathlib import Path

RELATION = re.compile(r" (<=>|=>|~>|=) ")
# Above this length a line would not be read by anybody in a terminal.
WIDEST = 120


def shipped_lines() -> list[str]:
    return [
        line
        for path in sorted(SHIPPED.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def pairs_of(line: str) -> list[tuple[str, str]]:
    """What an entry leads from and to, written out, symmetric relations in one direction."""
    body = line.partition(" # ")[0]
    relation = RELATION.findall(body)[0]
    if relation in ("=", "<=>"):
        words = body.split(f" {relation} ")
        return [(a, b) for place, a in enumerate(words) for b in words[place + 1 :]]
    left, right = body.split(f" {relation} ")
    return [(a, b) for a in left.split("、") for b in right.split("、")]


def words_of(line: str) -> list[str]:
    return re.split(r" (?:<=>|=>|~>|=) |、", line.partition(" # ")[0])


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus.load()


def texts(thesaurus: Thesaurus, word: str) -> dict[str, str]:
    return {expansion.text: expansion.kind for expansion in thesaurus.expansions(word)}


# The shipped entries, all of them.


def test_every_line_is_an_entry_with_one_relation_and_a_reason() -> None:
    lines = shipped_lines()
    assert len(lines) > 2000
    for line in lines:
        body, _, reason = line.partition(" # ")
        relations = RELATION.findall(body)
        assert reason.strip() == reason != "", line
        assert len(set(relations)) == 1, line
        assert len(relations) == 1 or relations[0] in ("=", "<=>"), line
        assert relations[0] not in ("=", "<=>") or "、" not in body, line
        assert len(line) <= WIDEST, line


def test_every_word_is_search_text_of_two_characters_or_more() -> None:
    for line in shipped_lines():
        for word in words_of(line):
            assert len(word) >= 2, line
            assert word == search_text(word), line


def test_no_pair_is_entered_twice_and_none_leads_to_itself() -> None:
    pairs = [pair for line in shipped_lines() for pair in pairs_of(line)]
    assert not [pair for pair in pairs if pair[0] == pair[1]]
    assert not [pair for pair, times in Counter(pairs).items() if times > 1]


def test_no_pair_is_entered_both_ways_where_once_says_both() -> None:
    both_ways = {
        pair
        for line in shipped_lines()
        if RELATION.findall(line)[0] in ("=", "<=>")
        for pair in pairs_of(line)
    }
    every = {pair for line in shipped_lines() for pair in pairs_of(line)}
    assert not {(a, b) for a, b in both_ways if (b, a) in every}


def test_no_alternative_contains_the_word_which_finds_it_anyhow() -> None:
    for line in shipped_lines():
        if RELATION.findall(line)[0] in ("=>", "~>"):
            assert not [(a, b) for a, b in pairs_of(line) if a in b], line


def test_names_of_the_same_thing_stand_on_one_line() -> None:
    lines = [line for line in shipped_lines() if " = " in line.partition(" # ")[0]]
    counted = Counter(word for line in lines for word in words_of(line))
    assert not [word for word, times in counted.items() if times > 1]


def test_equal_and_renamed_lead_both_ways(thesaurus: Thesaurus) -> None:
    for line in shipped_lines():
        if RELATION.findall(line)[0] in ("=", "<=>"):
            for a, b in pairs_of(line):
                assert b in texts(thesaurus, a), line
                assert a in texts(thesaurus, b), line


# What people type and what documents say.


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        # 社会救助、养老、残疾人、儿童
        ("低保", "最低生活保障"),
        ("最低生活保障", "低保"),
        ("五保", "特困人员救助供养"),
        ("五保户", "特困人员"),
        ("要饭的", "流浪乞讨人员"),
        ("孤儿补助", "孤儿基本生活养育标准"),
        ("养老院", "养老机构"),
        ("高龄补贴", "高龄津贴"),
        ("残疾人补贴", "困难残疾人生活补贴"),
        ("退伍军人", "退役军人"),
        ("上户口", "户籍登记"),
        ("二胎", "全面两孩"),
        ("上坟", "祭扫"),
        # 医疗、教育、就业
        ("看病", "就医"),
        ("新农合", "城乡居民基本医疗保险"),
        ("打疫苗", "预防接种"),
        ("中考", "高中阶段学校招生"),
        ("补课班", "校外培训机构"),
        ("农民工子女", "随迁子女"),
        ("找工作", "就业"),
        ("讨薪", "拖欠农民工工资"),
        ("创业贷款", "创业担保贷款"),
        ("五险一金", "住房公积金"),
        # 住房、供热、交通
        ("拆迁", "房屋征收"),
        ("房屋征收", "拆迁"),
        ("房产证", "不动产权证书"),
        ("廉租房", "公共租赁住房"),
        ("老小区", "老旧小区"),
        ("供暖", "供热"),
        ("暖气费", "热费"),
        ("打车", "出租汽车"),
        ("黑车", "非法营运"),
        ("红绿灯", "交通信号灯"),
        ("国三", "国iii"),
        # 城管、环保、农业
        ("摆地摊", "占道经营"),
        ("小广告", "小张贴"),
        ("违建", "违法建设"),
        ("雾霾", "大气污染"),
        ("pm2.5", "细颗粒物"),
        ("劣五类", "劣v类"),
        ("环保税", "环境保护税"),
        ("种粮补贴", "耕地地力保护补贴"),
        ("失地农民", "被征地农民"),
        # 企业、财政、市场、安全、政务
        ("办执照", "市场主体登记"),
        ("贷款难", "融资难融资贵"),
        ("ppp", "政府和社会资本合作"),
        ("个税", "个人所得税"),
        ("人防费", "人防易地建设费"),
        ("打假", "假冒伪劣商品"),
        ("放鞭炮", "烟花爆竹"),
        ("发大水", "洪涝灾害"),
        ("市长热线", "12345"),
        ("十三五", "第十三个五年规划"),
        ("四经普", "第四次全国经济普查"),
        ("红头文件", "规范性文件"),
        ("民告官", "行政诉讼"),
    ],
)
def test_finds_the_official_word(thesaurus: Thesaurus, typed: str, written: str) -> None:
    assert written in texts(thesaurus, typed)


@pytest.mark.parametrize(
    ("typed", "other", "kind"),
    [
        ("市发改委", "市发展改革委", "same"),
        ("市发改委", "市发展和改革委员会", "same"),
        ("省人社厅", "省人力资源和社会保障厅", "same"),
        ("县政府", "县人民政府", "same"),
        ("市法院", "市中级人民法院", "same"),
        ("市农委", "市农业农村局", "renamed"),
        ("市农业农村局", "市农委", "renamed"),
        ("市卫生局", "市卫生健康委", "renamed"),
        ("市卫健委", "市卫生计生委", "renamed"),
        ("市国土资源局", "市自然资源局", "renamed"),
        ("市工商局", "市市场监督管理局", "renamed"),
        ("环保局", "生态环境局", "renamed"),
        ("税务局", "地税局", "renamed"),
        ("市社保局", "市社会保险事业管理局", "official"),
        ("供电局", "供电公司", "official"),
    ],
)
def test_finds_an_organ_by_any_of_its_names(
    thesaurus: Thesaurus, typed: str, other: str, kind: str
) -> None:
    assert texts(thesaurus, typed).get(other) == kind


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("工商局", "质监局"),  # both went into 市场监管局 and were never the same
        ("发改委", "物价局"),  # took over a part of it only
        ("房屋征收", "土地征收"),
        ("经济普查", "人口普查"),
        ("养老保险", "养老服务"),
        ("廉租房", "经济适用住房"),
        ("市发改委", "省发展改革委"),
        ("市场监管局", "市场监督管理部门局"),
        ("低保", "特困人员"),
        ("供水", "供热"),
    ],
)
def test_does_not_lead_to_something_else(thesaurus: Thesaurus, typed: str, other: str) -> None:
    assert other not in texts(thesaurus, typed)


@pytest.mark.parametrize("word", ["", "市", "多少钱", "葫芦岛", "市农民", "市低保"])
def test_says_nothing_of_other_words(thesaurus: Thesaurus, word: str) -> None:
    assert word not in thesaurus
    assert thesaurus.expansions(word) == ()


@pytest.mark.parametrize(
    ("word", "named"),
    [("质量兴市", True), ("质量强市", True), ("市发改委", True), ("兴市", False), ("", False)],
)
def test_names_what_stands_on_any_side(thesaurus: Thesaurus, word: str, named: bool) -> None:
    assert thesaurus.names(word) == named


def test_lists_the_nearest_first_and_says_why(thesaurus: Thesaurus) -> None:
    for word in ("拆迁", "卫计委", "孤儿", "市农委"):
        expansions = thesaurus.expansions(word)
        weights = [expansion.weight for expansion in expansions]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < expansion.weight < 1 and expansion.reason for expansion in expansions)
        assert len({expansion.text for expansion in expansions} | {word}) == len(expansions) + 1


# How the relations work.


def test_leads_on_through_the_names_of_the_same_thing() -> None:
    thesaurus = Thesaurus(
        [
            "供暖 = 供热 # 同义",
            "供热 = 采暖 # 同义",
            "采暖 => 热计量、热费 # 公文",
            "热费 = 采暖费 # 同义",
            "热计量 => 计量收费 # 第二步不走",
        ]
    )
    assert [(e.text, e.kind, e.weight) for e in thesaurus.expansions("供暖")] == [
        ("供热", "same", 0.95),
        ("采暖", "same", 0.95),
        ("热计量", "official", 0.85),
        ("热费", "official", 0.799),
        ("采暖费", "official", 0.759),
    ]
    assert thesaurus.expansions("热费")[0].text == "采暖费"
    assert texts(thesaurus, "热费")["供暖"] == "everyday"  # the way back, with less weight


def test_weighs_the_same_above_the_official_above_the_related() -> None:
    assert 1 > WEIGHTS["same"] > WEIGHTS["official"] == WEIGHTS["renamed"] > WEIGHTS["related"] > 0
    many = Thesaurus(["拆迁 => " + "、".join(f"说法{n}" for n in range(30)) + " # 很多"])
    weights = [expansion.weight for expansion in many.expansions("拆迁")]
    assert weights[0] == WEIGHTS["official"]
    assert min(weights) == WEIGHTS["official"] / 2


@pytest.mark.parametrize(
    ("run", "entries", "longest"),
    [
        ("葫芦岛市发改委", ["市发改委"], ["市发改委"]),
        ("新房产证办理", ["新房", "房产证办理"], ["房产证办理"]),
        ("低保和孤儿", ["低保", "孤儿"], ["低保", "孤儿"]),
        ("拖欠农民工工资", ["拖欠农民工工资"], ["拖欠农民工工资"]),
        ("国三车限行", ["国三车", "限行"], ["国三车", "限行"]),
        ("徐大堡", [], []),
        ("", [], []),
    ],
)
def test_finds_the_entries_of_a_run(
    thesaurus: Thesaurus, run: str, entries: list[str], longest: list[str]
) -> None:
    assert [run[start:end] for start, end in thesaurus.entries_in(run)] == entries
    assert [run[start:end] for start, end in thesaurus.longest_entries(run)] == longest


MORE = ["低保 = 最低生活保障 # 简称", "农民工 ~> 农民 # 近", "供暖期 = 供热期 # 同义"]
PARTS = ["市", "发改委", "低保", "新房", "产证", "供暖期", "的", "农民工"]


@given(st.lists(st.sampled_from(PARTS)))
@example(["新房", "产证"])
def test_spans_never_nest_and_the_longest_never_overlap(parts: list[str]) -> None:
    thesaurus = Thesaurus(
        ["发改委 = 发展改革委 # 简称", "新房 => 商品房 # 公文", "房产证 = 房本 # 口语", *MORE]
    )
    run = "".join(parts)
    spans = thesaurus.entries_in(run)
    assert all(run[start:end] in thesaurus for start, end in spans)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(spans))
    chosen = thesaurus.longest_entries(run)
    assert set(chosen) <= set(spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(chosen))
    assert bool(chosen) == bool(spans)


# A user's own file.


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "同义词.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_the_users_entries_over_the_shipped(tmp_path: Path) -> None:
    path = written(
        tmp_path, "\ufeff# 本单位用语\n\n徐大堡 = 徐大堡核电廠 # 简称\n低保 ~> 五保 # 试\n"
    )
    thesaurus = Thesaurus.load(path)
    assert texts(thesaurus, "徐大堡") == {"徐大堡核电厂": "same"}
    assert texts(thesaurus, "低保")["五保"] == "related"
    assert texts(thesaurus, "低保")["最低生活保障"] == "same"


def test_the_users_word_on_a_pair_holds(tmp_path: Path) -> None:
    first = written(tmp_path, "低保 ~> 最低生活保障 # 我们分开用\n")
    assert texts(Thesaurus.load(first), "低保")["最低生活保障"] == "related"
    second = tmp_path / "后.txt"
    second.write_text("低保 => 最低生活保障 # 后来的为准\n", encoding="utf-8")
    assert texts(Thesaurus.load(first, second), "低保")["最低生活保障"] == "official"


def test_folds_what_the_user_writes(tmp_path: Path) -> None:
    path = written(tmp_path, "国Ⅵ车 => “国六”柴油货车、Ｖ２Ｘ # 全半角与标点\n")
    assert list(texts(Thesaurus.load(path), "国vi车")) == ["国六柴油货车", "v2x"]


def test_entries_of_the_user_are_read_anew_and_stay_apart_from_the_shipped(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    before = Thesaurus.load().expansions("低保")
    for word in ("甲词", "乙词"):
        path.write_text(f"低保 = {word} # 试\n", encoding="utf-8")
        assert word in texts(Thesaurus.load(path), "低保")
        assert Thesaurus.load().expansions("低保") == before


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("低保", "不是一条同义词"),
        ("低保=最低生活保障 # 没空格", "不是一条同义词"),
        ("低保 = 最低生活保障", "没写理由"),
        ("低保 = 最低生活保障 #", "没写理由"),
        ("低保 = 最低生活保障 => 特困 # 混用", "一行写了几种关系"),
        ("拆迁 => 动迁 => 征收 # 连写", "一行写了几种关系"),
        ("低保、五保 = 特困 # 并列", "= 不能用顿号并列"),
        ("低 = 最低生活保障 # 一个字", "“低”太短"),
        ("低保 => 、特困 # 空的", "“”太短"),
        ("低保 = “低保” # 自己", "同一个词写了两次"),
    ],
)
def test_names_the_line_that_is_wrong(tmp_path: Path, line: str, complaint: str) -> None:
    path = written(tmp_path, f"# 说明\n{line}\n")
    with pytest.raises(ThesaurusError) as raised:
        Thesaurus.load(path)
    assert str(raised.value).startswith(f"同义词表 {path} 第 2 行：{complaint}。")
    assert (raised.value.file, raised.value.line, raised.value.exit_code) == (str(path), 2, 2)


def test_names_the_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ThesaurusError, match="没有.txt：读不了这个文件。请检查路径"):
        Thesaurus.load(tmp_path / "没有.txt")
    (tmp_path / "gbk.txt").write_bytes("低保 = 最低生活保障 # 简称".encode("gb18030"))
    with pytest.raises(ThesaurusError, match="存为 UTF-8"):
        Thesaurus.load(tmp_path / "gbk.txt")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text(st.sampled_from("低保五 =<>~#、\n市县"), max_size=40))
@example(text=" = #  # 低")
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    refused = 0
    try:
        Thesaurus.load(path)
    except ThesaurusError as error:
        refused = error.line
    lines = [line.strip() for line in text.splitlines()]
    assert not refused or (lines[refused - 1] and not lines[refused - 1].startswith("#"))
    unreadable = [
        n for n, line in enumerate(lines, 1) if line and line[0] != "#" and "#" not in line
    ]
    assert not unreadable or refused in range(1, unreadable[0] + 1)
