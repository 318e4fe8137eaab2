"""What a figure is called: 农村低保标准, read from the words around the amount.

The words before an amount name it and then say what happens to it: 农村低保标准，全市统一提高到
每人每年. Of a count the name may follow: 新建 100 个标准化村卫生室.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.text.amounts import COUNTS, split_scale
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.text.amounts import Amount
    from gazette_search.text.spans import Span

# A name longer than that loses its middle: where it begins and where it ends say most.
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that belong to one figure.

    Attributes:
        text: Clean text of the block.
        start: Where they begin.
        end: Where the figure begins.
        tail: Where the counted thing behind the figure stands; empty range for none.
        measure: What the figure is measured by (按低保标准的1.6倍): it is of something else.
    """

    text: str
    start: int
    end: int
    tail: Span
    measure: Span = (0, 0)

    def holds(self, start: int, end: int) -> bool:
        """Whether a place is among the words that say what the figure is of."""
        if self.measures(start, end):
            return False
        return (self.start <= start and end <= self.end) or (
            self.tail[0] <= start and end <= self.tail[1]
        )

    def measures(self, start: int, end: int) -> bool:
        """Whether a place is among the words that say by what the figure is measured."""
        return self.measure[0] <= start and end <= self.measure[1]

    def stops_behind(self, offset: int) -> int:
        """Stops between a place and the figure."""
        return len(_STOPS.findall(self.text, offset, self.end))


_PAID = re.compile(
    r"\s*的?(?P<thing>(?:罚款|罚金|奖励|奖金|奖补|补贴|补助|补偿|津贴|资金|贴息|贷款|费用)[\u4e00-\u9fff]{0,4})"
)
_COUNTED = re.compile(r"\s*(?:的)?(?P<thing>[\u4e00-\u9fffA-Za-z“”0-9+]{2,20})")
# Behind these an amount is what is set; before any other word a rate or a bound is a condition.
_SETTLES = re.compile(
    r"\s*(?:左右|[且和或与及并至]|计算|确定|执行|核定|发放|给予|予以|标准|补助|补贴|补偿|奖励|奖补|罚款|罚金|的?(?:标准|比例|额度|幅度)?"
    r"(?:进行|给予|发放|补助|补贴|补偿|奖励|奖补|执行|缴纳|缴存|计发|支付|罚款|奖金|资金|补助资金|贴息|一次性))"
)
_CONDITION = re.compile(
    r"\s*(?:[(（][^)）]{0,8}[)）])?\s*(?:及)?(?:以上|以下|以内)?的(?!标准|比例|额度|罚款|奖励|补)"
)
_HAN = re.compile(r"\s*[\u4e00-\u9fff]")
_YARDSTICK = r"(?:标准|工资|收入|支出|水平|价格|基数|费用|金额|线)"
_RATE = r"\s*(?:[\d.]+\s*(?:倍|%|‰)|百分之|[一二两三四五六七八九十]+倍)"
_RATES = rf"{_RATE}(?:[、和及]{_RATE})*"
# 按低保标准的1.6倍, 按照低保标准与涨幅的乘积计算, 为低保标准的三倍
_MEASURED = re.compile(
    rf"(?:按照?|参照|依照|比照|以)[^，。；：\n]{{0,30}}?{_YARDSTICK}[^，。；：\n]{{0,30}}?"
    rf"(?:{_RATES}|之?[乘]?积|[计核测折]算|为基数)"
    rf"|(?:为|是|达到?|相当于|不[应得]?[低高]于|不[应得]?超过)[^，。；：\n]{{0,20}}?{_YARDSTICK}的?"
    rf"(?:{_RATES})"
)


def scope_of(text: str, start: int, end: int, amount: Amount | None) -> Scope:
    """The words of a figure.

    Args:
        text: Clean text of the block.
        start: Where the figure before it ends, or its sentence begins.
        end: Where the figure begins.
        amount: None where the text says only that it stays.
    """
    behind = amount.end if amount else end
    measured = _MEASURED.search(text, start, behind)
    cut = (measured.start(), min(measured.end(), end)) if measured else (0, 0)
    return Scope(text, start, end, tail_of(text, behind, amount), cut)


def is_measure(text: str, start: int, amount: Amount) -> bool:
    """Whether an amount is the rate by which another one is measured: 按低保标准的1.6倍."""
    measured = _MEASURED.search(text, start, amount.end)
    return measured is not None and measured.end() >= amount.end - len("以上")


def tail_of(text: str, end: int, amount: Amount | None) -> Span:
    """Where the thing that is counted or paid stands behind its amount."""
    unit = split_scale(amount.unit)[1] if amount else ""
    pattern = _COUNTED if unit in COUNTS else _PAID if unit.endswith("元") else None
    match = pattern.match(text, end) if pattern else None
    return match.span("thing") if match else (end, end)


def is_condition(text: str, amount: Amount) -> bool:
    """Whether an amount says for whom something holds, not what is set."""
    if _SETTLES.match(text, amount.end):
        return False
    if text.endswith(("以上", "以下", "以内"), amount.start, amount.end):
        return bool(_HAN.match(text, amount.end))  # 1000万元以上项目
    if amount.bound in ("≥", "≤"):
        return False  # 不超过 15 万元的创业担保贷款
    if _CONDITION.match(text, amount.end):
        return True
    return amount.unit in ("%", "‰") and bool(_HAN.match(text, amount.end))


_STOPS = re.compile(r"[，,：:。；;！？\n\t]")
_EACH = r"每[一个]{0,2}[\u4e00-\u9fff²]{1,3}?(?=每|$|\s|由|从|再|补|奖|给|不|的)"
_VERB = (
    r"(?:提高|提升|调整|增加|上调|下调|降低|减少|上升|下降|扩大|达|控制|稳定|保持|增|升|降|确定|核定|规定|设定|定)?"
    r"(?:到|至|为|在|成)"
)
_BEHIND = re.compile(
    rf"(?:{_EACH}|{_VERB}|[≥≧⩾>≤≦⩽<]=?|不?[应得可]?(?:低于|少于|高于|超过|大于)|低于|少于|高于|超过|大于|至少|最高可?|最低(?!工资)|最多"
    r"|达|即|按照?|由|从|自|力争|确保|争取|全市|统一|分别|均|各|约|近|共|再|已|将|要|应|就|的|新增加?$"
    r"|原则上|(?:给予|予以|补助|补贴|奖励)$|\s|、|[（(]含?)+$"
)
_FRONT = re.compile(
    r"^(?:\s|、|，|。|；|）|\)|第[一二三四五六七八九十百\d]+条(?=\s)|和|与|及|并|且|其中|对于?|将|把|使|由|从|全市|全年|计划|力争|确保|争取|到|的"
    r"|[(（]?[一二三四五六七八九十\d]{1,3}[)）][、.．]?|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、](?!\d)"
    r"|(?:19|20)\d\d\s*年(?:度)?(?:底前?|起)?(?!\s*\d+\s*月)|(?:计划)?实施(?!办法|细则)|安排|实现|狠抓|抓好|推进|加快|开展|投资(?=[亿万\d]))+"
)
_MARKER = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十百\d]{1,3}[)）]|[一二三四五六七八九十百]{1,3}、|\d{1,3}\s*[.．、](?!\d)"
    r"|第[一二三四五六七八九十百\d]+[章节条])\s*"
)


def heading_name(text: str) -> str:
    """A heading or lead without numbering and stops: （一）提高标准。 → 提高标准."""
    return _MARKER.sub("", text).strip(" 。：:，,")


def name_of(scope: Scope, places: Sequence[tuple[int, int, int]]) -> str:
    """The name of a figure.

    Args:
        scope: Its words.
        places: Where concepts of the query stand among them: (start, end, concept).
    """
    clauses = _clauses(scope)
    first = _first_needed(clauses, places)
    bare = [(_bare(_unmeasured(scope, start, end)), end) for start, end in clauses]
    named = [item for item in bare[first:] if item[0]]
    in_tail = bool(places) and all(start >= scope.tail[0] for start, _, _ in places)
    if not named and not in_tail:
        named = [item for item in bare if item[0]][-1:]
    if not places:
        named = named[-1:]
    tail = scope.text[slice(*scope.tail)].strip()
    return _joined(scope, named) + tail


def last_clause(scope: Scope) -> str:
    """The words right in front of a figure, without its verb."""
    bare = (_bare(_unmeasured(scope, *clause)) for clause in reversed(_clauses(scope)))
    return next(filter(None, bare), "")


def _unmeasured(scope: Scope, start: int, end: int) -> str:
    """A clause up to what the figure is measured by: 价格临时补贴按照低保标准…计算."""
    first, last = scope.measure
    if start <= first < end and first < last:
        end = first
    return scope.text[start:end]


def _joined(scope: Scope, named: Sequence[tuple[str, int]]) -> str:
    """Clauses with the stops between them; a long name keeps its ends."""
    if not named:
        return ""
    if len(named) > 2 and sum(len(name) for name, _ in named) > LONGEST_NAME:
        return f"{named[0][0]}…{named[-1][0]}"
    return "".join(name + scope.text[end] for name, end in named[:-1]) + named[-1][0]


def _clauses(scope: Scope) -> list[tuple[int, int]]:
    """The scope cut at its stops; the last clause ends at the figure."""
    cuts = [match.start() for match in _STOPS.finditer(scope.text, scope.start, scope.end)]
    starts = [scope.start, *(cut + 1 for cut in cuts)]
    return list(zip(starts, [*cuts, scope.end], strict=True))


def _first_needed(
    clauses: Sequence[tuple[int, int]], places: Sequence[tuple[int, int, int]]
) -> int:
    """The last clause from which on every concept of the scope is met."""
    wanted = {concept for _, _, concept in places}
    for first in range(len(clauses) - 1, -1, -1):
        if wanted <= {concept for start, _, concept in places if start >= clauses[first][0]}:
            return first
    return 0


# OCR parts the characters of a line: 城 市 低 保 标 准.
_SPACED = re.compile(r"([\u4e00-\u9fff，、]) +(?=[\u4e00-\u9fff，、])")


# 80周岁以上老年人每人每月享受高龄津贴 is of the 高龄津贴.
_GIVEN = re.compile(
    r"^.*每.{1,6}?(?:享受|发放|领取|给予|增发|补发)(?=[\u4e00-\u9fff]{2,12}(?:津贴|补贴|补助|奖励|金)$)"
)


def _bare(clause: str) -> str:
    """A clause without its verb and what introduces it; empty when nothing else is in it."""
    text = _SPACED.sub(r"\1", _FRONT.sub("", clause.strip()))
    text = _GIVEN.sub("", text)
    while (shorter := _BEHIND.sub("", text)) != text:
        text = shorter
    return text.strip(" 、（(“”")
