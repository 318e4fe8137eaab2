"""Questions in everyday Chinese: which words ask, which words tell, and what kind of answer fits.

农村低保一年多少钱 looks for 农村低保 and for an amount of money. Nothing is cut out of a word:
the tables hold whole stretches (能不能, 几个月), which count only where the segmentation begins and
ends a word too. Words that merely look like asking (要素, 机会) stand there as well, for the
dictionary of a corpus that lacks such a word gives its characters one by one.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.normalizer import BREAK
from gazette_search.search.understanding.asked import kinds_asked
from gazette_search.search.understanding.question_words import (
    ALWAYS,
    ASIDES,
    ASKING,
    COUNTED,
    IN_QUESTION,
    KEPT,
    MEASURES,
)
from gazette_search.search.understanding.traits import traits_asked
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.search.understanding.traits import Trait

AnswerKind = Literal[
    "amount",  # 金额
    "number",  # a count, with its measure word
    "percent",
    "date",
    "time",  # of day
    "duration",
    "age",
    "place",
    "organisation",
    "person",
    "phone",
]
Role = Literal["content", "aside", "filler"]


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What the answer holds: one of the kinds; `unit` is the measure word of a number, or empty."""

    kinds: tuple[AnswerKind, ...]
    unit: str = ""

    @property
    def asks_who(self) -> bool:
        """Whether it is an organisation or a person."""
        return "organisation" in self.kinds or "person" in self.kinds


@dataclass(frozen=True, slots=True)
class Question:
    """A run of words, taken apart.

    Attributes:
        stretches: The words to look for, neighbours together.
        asides: Words that belong to the asking but may stand in the answer as well: 每月, 最高, 罚.
        answer: What kind of thing is asked for, or None.
        traits: What else the answer does.
        only_asks: Whether no word tells what about (还有效吗); the stretches then hold what asks.
    """

    stretches: list[list[str]]
    asides: list[str]
    answer: AnswerType | None = None
    traits: tuple[Trait, ...] = ()
    only_asks: bool = False


_LONGEST = 8  # characters of the longest stretch: 帮我查一下, 是怎么规定的


def read_question(words: Sequence[str]) -> Question:
    """Takes a segmented run apart.

    Args:
        words: The words of one run in order, search text without spaces; `BREAK` between clauses.

    Returns:
        What to look for; never nothing: where every word asks, every word is looked for.
    """
    parts = _parts(words)
    roles = [role for role, _ in parts]
    only_asks = "content" not in roles
    if only_asks:  # 怎么办, 还有效吗: better the asides, or all words, than nothing
        saved = "aside" if "aside" in roles else "filler"
        parts = [("content" if role == saved else "filler", part) for role, part in parts]
    stretches: list[list[str]] = []
    before = ""
    for role, part in parts:
        if role == "content" and before == "content":
            stretches[-1].extend(part)
        elif role == "content":
            stretches.append(list(part))
        before = role
    asides = ["".join(part) for role, part in parts if role == "aside"]
    text = "".join(words)
    answer = answer_type(text)
    traits = traits_asked(text, for_kind=answer is not None)
    return Question(stretches, asides, answer, traits, only_asks)


def _parts(words: Sequence[str]) -> list[tuple[Role, Sequence[str]]]:
    """The words in stretches, each with its role."""
    text = "".join(words)
    at = {end: index for index, end in enumerate(accumulate(map(len, words), initial=0))}
    starts = list(at)
    found: list[tuple[str, int, int]] = []
    index = 0
    while index < len(words):
        stretch = _longest_stretch(text, starts[index], at)
        until = at[starts[index] + len(stretch)] if stretch else index + 1
        found.append((stretch, index, until))
        index = until
    asked = any(stretch in _asking() for stretch, _, _ in found)
    return [(_role(stretch or words[i], asked=asked), words[i:j]) for stretch, i, j in found]


def _longest_stretch(text: str, start: int, ends: dict[int, int]) -> str:
    """The longest stretch of the tables that begins at `start` and ends where a word ends."""
    roles = _roles()
    for end in range(min(len(text), start + _LONGEST), start, -1):
        if end in ends and text[start:end] in roles:
            return text[start:end]
    return ""


def _role(stretch: str, *, asked: bool) -> Role:
    if stretch == BREAK:
        return "filler"
    role, only_asked = _roles().get(stretch, ("content", False))
    return role if asked or not only_asked else "content"


@cache
def _roles() -> dict[str, tuple[Role, bool]]:
    """Role of each stretch, and whether it holds only where something is asked."""
    tables: tuple[tuple[str, Role, bool], ...] = (
        (ASIDES, "aside", True),
        (IN_QUESTION, "filler", True),
        (ALWAYS, "filler", False),
        (" ".join(_asking()), "filler", False),
        (KEPT, "content", False),
    )
    return {stretch: (role, asked) for table, role, asked in tables for stretch in table.split()}


@cache
def _asking() -> frozenset[str]:
    counted = (count + measure for count in COUNTED for measure in MEASURES.split())
    return frozenset((*ASKING.split(), *counted))


# Wordings and the kind of answer that they ask for, as `kinds_asked` reads them.
_MONEY = "[罚奖补贷给发交缴收花付领拿赔退费价]|资金|金额|额度|工资|投资|津贴|报销|待遇|低保|救助"
_MEASURE = "|".join(MEASURES.split())
_SUMS = rf"(?:{_MONEY}).{{0,12}}(?<!电话)(?<!号码)多少(?!{_MEASURE}|比例|时间|面积)"
_WHERE = r"哪(?!个|些|年|天|一|几|家|种|级|类)"
_READINGS: tuple[tuple[AnswerKind, str, str], ...] = (
    (
        "amount",
        "多几什",
        r"(?:多少|(?<!哪)几)(?:钱|元|块|万元|亿元|万(?![人户吨亩平]))|多少费|什么价|多贵",
    ),
    ("amount", "多", rf"{_SUMS}|多少(?:罚款|补贴|补助|奖励|奖金|补偿|费用|资金)"),
    ("amount", "怎如咋多", r"(?:怎么|如何|怎样|咋)(?:处?罚|赔|收费|补偿|补贴|奖励)|罚多重"),
    ("percent", "百千比几多", r"百分之(?:多少|几)|千分之几|比例|占比|百分比|几成|率.{0,3}多少"),
    # 按市场价格补多少 is answered 50% as well, 怎么罚 两倍热费.
    (
        "percent",
        "多怎如",
        rf"占.{{0,6}}多少(?![人户个家亩平])|{_SUMS}|(?:怎么|如何)(?:处?罚|赔|补偿)",
    ),
    (
        "duration",
        "多几",
        r"多久|多长时间|(?:多少|(?<!哪)几)个?(?:工作日|天|年|小时|周|分钟|月(?!几|份))",
    ),
    ("duration", "期限", r"期限|时限|有效期"),
    (
        "date",
        "什啥何几哪",
        r"[什啥]么?时[候间]|何时|几时|哪一?[天年月日]|哪几个月|几月|几号(?![文楼线令])|几日",
    ),
    ("date", "截时报起开结施", r"截止|时点|(?:报名|起始|开始|结束|实施|施行)[时日][间期]"),
    ("time", "几什啥", r"几点|[什啥]么?时[候间]"),
    ("age", "几多龄岁", r"几岁|多少周?岁|多大(?:年龄|年纪|岁数|了|可以|能|才)|年龄|岁数"),
    (
        "place",
        "哪什何地",
        rf"在{_WHERE}|[去到上]{_WHERE}|哪里|哪儿|(?:什么|哪个|哪些)地方|何处|地址|地点",
    ),
    (
        "organisation",
        "谁哪",
        r"[归由找]谁|[归由]哪|谁(?:管|负责|来|牵头|主管|审批|批准|承担|组织|发|出)",
    ),
    (
        "organisation",
        "哪什啥",
        r"(?:哪|什么|啥)(?:个|些|家|几个|一?级)?(?:部门|单位|机构|局|委|机关|科室)",
    ),
    ("organisation", "主牵责配负承", r"(?:主管|牵头|责任|配合|负责|承办)(?:部门|单位|机关)"),
    ("person", "谁负责联叫什", r"是谁|谁是|谁[当任]|谁分管|负责人|责任领导|联系人|叫什么|什么人"),
    ("phone", "电热手联", r"电话|热线|手机号|联系方式|(?:怎么|如何)联系"),
)
_MEASURED_KINDS: dict[str, tuple[AnswerKind, ...]] = {
    "分": ("number", "percent"),  # 占多少分 is answered 不低于4% as well as 20分
    "成": ("percent",),
    "岁": ("age",),
    "点": ("time",),
}
_READ_ABOVE = frozenset(
    (
        "元 块 钱 万 亿 万元 亿元 块钱 天 年 月 日 号 周 小时 个小时 分钟 个月 工作日 个工作日"
    ).split()
)


def answer_type(text: str) -> AnswerType | None:
    """What kind of thing a wording asks for, or None.

    Args:
        text: A question or part of one, search text.
    """
    kinds = kinds_asked(_READINGS, text)
    if {*text}.isdisjoint("多几"):
        return AnswerType(tuple(dict.fromkeys(kinds))) if kinds else None
    counted = re.search(rf"(?:多少|几)({_MEASURE})", text)
    unit = counted[1] if counted and counted[1] not in _READ_ABOVE else ""
    if unit:
        kinds += _MEASURED_KINDS.get(unit, ("number",))
    elif "多少" in text and not kinds:
        kinds.append("number")
    return AnswerType(tuple(dict.fromkeys(kinds)), unit) if kinds else None


# How gazettes print what was asked for; the same in clean text and in search text.
_HAN_DIGITS = "〇零一二两三四五六七八九十百千万"
_NUMBER = rf"(?<![第\d.{_HAN_DIGITS}])(?:\d[\d,.]*|[{_HAN_DIGITS}]+)\s*[余多]?\s*[百千万亿]*\s*"
_SMALL = rf"(?:\d{{1,3}}|[{_HAN_DIGITS}]{{1,3}})\s*"
_ORGAN = "(?:局|委|委员会|办|办公室|中心|政府|部门|管委会|公司|支队|大队|银行|协会|单位)"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
    "向常项齐栾佟关那葛艾尚丛宫单曲牟矫熙吉裴祁"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_ANSWERS: dict[AnswerKind, tuple[str, ...]] = {
    "amount": (rf"{_NUMBER}(?:元(?![旦宵素件化])|美元|块钱|角)",),
    "percent": (
        r"\d\s*[%‰]|百分之|百分点|千分之|[一二两三四五六七八九]成(?![立果员为本效功])",
        rf"{_NUMBER}倍",
    ),
    "date": (
        rf"{_SMALL}月\s*(?:\d|[份底初末前]|[上中下]旬|[一二三四五六七八九十]+日)",
        r"之日起|年\s*[底末初]|\d{4}\s*年\s*(?:[前起内春秋夏冬]|以前)",
    ),
    "time": (
        r"\d{1,2}\s*[:：]\s*\d\d|(?<![\d ])\d{1,2} \d\d(?![\d ])",  # 17:00 is "17 00" to search
        rf"{_SMALL}[时点](?![间候])",
    ),
    "duration": (
        rf"(?<![\d月.第])(?<!月\s){_SMALL}"
        r"(?:个\s*(?:工作日|月|小时|季度|学年)|工作日|年|天|日|周|小时|分钟)(?![\d前底初末])",
        r"长期|永久|终身",
    ),
    "age": (rf"{_SMALL}周?岁",),
    "place": (
        r"地址|地点|位于|坐落|设在|大厅|窗口|交叉口|沿线|路段|\d+\s*室",
        r"(?:路|街|大街|巷|道)\s*[甲乙东西南北]?\s*\d+|(?:乡|镇|街道|村|社区)(?:[、，,\n]|$)",
    ),
    "organisation": (
        r"(?:责任|牵头|配合|主管|负责|承办|主办|实施|组织)(?:单位|部门|机关)",
        r"由.{2,24}?(?:负责|承担|牵头|组织|审批|办理|管理|实施)",
        rf"[\u4e00-\u9fff]{{2}}{_ORGAN}(?:负责|牵头|组织|会同|承担|审批)",
        r"[\u4e00-\u9fff]{1,4}[县区](?:人民政府|政府|$|\n)",
    ),
    "person": (
        rf"(?:负责人|领导|责任人|联系人|[市县区局厅院校]长|主任|书记|组长)[:：\s]*{_NAME}",
        rf"(?:^|[\n\t|])\s*{_NAME}\s*(?:$|[\n\t|、，,])",
    ),
    "phone": (
        r"(?<!\d)(?:\(?0\d{2,3}\)?[-\s—]*)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)",
        r"(?:热线|电话|拨打|专线|平台|号码)\D{0,6}\d{3,5}(?!\d)",
        r"(?<!\d)\d{4,5}\s*(?:热线|专线|政务|投诉)",
    ),
}
# Units that count the same things.
_ALIKE_UNITS = ("人 名 位 口", "条 篇 则 件", "家 户 个", "公里 千米 里", "平方米 平米 平 m2 m²")


def answers(wanted: AnswerType, text: str) -> bool:
    """Whether a sentence or table row holds the kind of thing asked for.

    Args:
        wanted: As read from the question.
        text: Clean text or search text.
    """
    return any(_answer_pattern(kind, wanted.unit).search(text) for kind in wanted.kinds)


@cache
def _answer_pattern(kind: AnswerKind, unit: str) -> re.Pattern[str]:
    if kind != "number":
        return re.compile("|".join(_ANSWERS[kind]))
    alike = next((units.split() for units in _ALIKE_UNITS if unit in units.split()), [unit])
    return re.compile(rf"{_NUMBER}(?:{'|'.join(alike) if unit else _MEASURE})")
