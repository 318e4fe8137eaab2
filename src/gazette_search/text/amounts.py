"""Amounts as documents print them: 每人每月600元, 10-50 万元, 由 506 元提高到 541 元.

An amount is a number with a unit right behind it. What it is counted by (每人每月, 元/平方米) is
its basis. Years, dates, document and telephone numbers are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from gazette_search.text.bounds import BOUND_BEHIND, Bound, bound_before, bound_behind
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

Number = int | float

SCALES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8,
          "万亿": 10**12}  # fmt: skip
_MONEY = ("美元", "欧元", "日元", "港元", "韩元", "元")
_RATES = ("个百分点", "%", "‰", "倍")
_MEASURES = (
    "平方公里", "平方千米", "平方米", "立方米", "千瓦时", "兆瓦", "千瓦", "公顷", "公里", "千米",
    "毫米", "厘米", "公斤", "千克", "米", "吨", "亩", "度", "m²", "m³", "㎡", "km", "℃",
)  # fmt: skip
_COUNTS = (
    "人次", "户次", "床位", "张床", "个", "户", "人", "名", "家", "件", "套", "所", "座", "处",
    "项", "条", "台", "辆", "张", "次", "位", "宗", "栋", "支", "间", "只", "株", "头", "亿次",
)  # fmt: skip
_TIMES = ("个工作日", "工作日", "个月", "小时", "分钟", "学时", "课时", "周", "天", "日", "年")
COUNTS = frozenset(_COUNTS)
# Behind a number these units may begin another word: 80周岁, 100周年, 1次性, 2021元旦, 24天然气.
_OTHER_WORDS = {"周": "岁年围边长期转", "次": "日性", "元": "旦宵", "天": "然津", "人": "民币",
                "处": "罚", "日": "常报"}  # fmt: skip

_SAME_UNIT = {"m²": "平方米", "㎡": "平方米", "m³": "立方米", "km": "公里"}

# What an amount is counted by, as 每人每月 or behind a stroke.
_BASES = (
    "平方米|立方米|m²|㎡|m³|人次|学期|学年|季度|课时|小时|工作日|个月|家庭|企业|床位|对象|项目|乡镇|"
    "人|户|床|亩|吨|家|名|台|辆|件|次|月|年|日|天|户次|个|项|位|套|座|所|处|村|张|栋|米|公里|度"
)
_SAME_BASIS = {"m²": "平方米", "㎡": "平方米", "m³": "立方米", "个月": "月", "天": "日",
               "名": "人", "位": "人", "床位": "床", "张": "床"}  # fmt: skip
_TIME_BASES = ("小时", "日", "月", "季度", "学期", "学年", "年")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit.

    Attributes:
        start: Offset of the number in the text.
        end: Where its unit ends, 以上 and the like included.
        value: As printed: 1.4 for 1.4 万人; the lower one of a range.
        unit: With its scale: 元, 万元, %, 户, 倍.
        basis: What it is counted by, time last: 人, 月.
        upper: The upper end of a range.
        bound: Whether it is the least or the most.
        previous: The old value, in the same unit, where the text says from what it was changed.
        previous_start: Where the old value begins; -1 when there is none.
    """

    start: int
    end: int
    value: Number
    unit: str
    basis: tuple[str, ...] = ()
    upper: Number | None = None
    bound: Bound = ""
    previous: Number | None = None
    previous_start: int = -1

    @property
    def named_until(self) -> int:
        """Where the words in front of the amount end, its old value left out."""
        return self.start if self.previous_start < 0 else self.previous_start

    @property
    def measure(self) -> str:
        """Unit and basis: 元/人·月."""
        return f"{self.unit}/{'·'.join(self.basis)}" if self.basis else self.unit

    @property
    def kind(self) -> str:
        """The measure without the scale: what can be compared with what."""
        scale, unit = split_scale(self.unit)
        del scale
        return f"{unit}/{'·'.join(self.basis)}" if self.basis else unit

    @property
    def scaled(self) -> float:
        """The value in the unit without scale."""
        return self.value * split_scale(self.unit)[0]


def split_scale(unit: str) -> tuple[int, str]:
    """万元 is ten thousand 元; 个 is one 个."""
    for scale in sorted(SCALES, key=len, reverse=True):
        rest = unit.removeprefix(scale)
        if rest != unit and rest:
            return SCALES[scale], rest
    return 1, unit


def find_amounts(text: str) -> list[Amount]:
    """Every amount of a clean text, in order; of a change only the new one, with the old."""
    folded = fold_width(text)
    found: list[Amount] = []
    for match in _pattern().finditer(folded):
        amount = _read(match)
        if amount and not _is_date_part(folded, match):
            found.append(_in_context(amount, folded, found))
    return _joined(folded, found)


_HAN_START = "一二三四五六七八九十两"
_DECIMAL = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?![\d,])|\d{1,15}(?:\.\d{1,6})?(?!\d)"
_JOINT = r"\s*(?:[-~～—–―]{1,2}|至|到)\s*"


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled late: few commands read amounts."""
    names = sorted((*_MONEY, *_RATES, *_MEASURES, *_COUNTS, *_TIMES), key=len, reverse=True)
    units = "|".join(map(_unit_pattern, names))
    # Of a lone numeral, 一个 or 三项, an amount is meant only with money and rates.
    han_units = "|".join(("美元", "元", "倍", "个百分点"))
    scale = r"(?:万亿|千万|百万|亿|万|千|百)?"
    more = r"\s*[余多]?\s*"
    han = f"[{_HAN_START}][{NUMERAL_CHARACTERS}]*"
    return re.compile(
        rf"(?<![\d.,A-Za-z第:#])(?P<low>{_DECIMAL})(?P<low_unit>{more}{scale}{more}(?:{units})?)"
        rf"(?:{_JOINT}(?P<high>{_DECIMAL})(?P<unit>{more}{scale}{more}(?:{units})))?"
        rf"(?P<after>{BOUND_BEHIND})?"
        rf"|百分之(?P<percent>[{NUMERAL_CHARACTERS}]+|{_DECIMAL})"
        rf"|(?<![{NUMERAL_CHARACTERS}第每])(?P<han>{han})(?P<han_unit>(?:万|亿)?(?:{han_units}))"
        rf"(?P<han_after>{BOUND_BEHIND})?"
    )


def _unit_pattern(name: str) -> str:
    behind = _OTHER_WORDS.get(name)
    return re.escape(name) + (rf"(?!\s*[{behind}])" if behind else "")


def _read(match: re.Match[str]) -> Amount | None:
    """The amount of a match, or None when its number has no unit or its numeral no value."""
    if match["percent"]:
        value = parse_numeral(match["percent"]) or _number(match["percent"])
        return None if value is None else Amount(*match.span(), value, "%")
    if match["han"]:
        value = parse_numeral(match["han"])
        bound = bound_behind(match["han_after"])
        return Amount(*match.span(), value, match["han_unit"], bound=bound) if value else None
    low_unit = _unit(match["low_unit"])
    unit = _unit(match["unit"]) or low_unit
    value = _number(match["low"])
    if not split_scale(unit)[1] or unit in SCALES or value is None:
        return None
    start, end = match.start(), match.start() + len(match[0].rstrip())
    upper = _number(match["high"]) if match["high"] else None
    if upper is not None and low_unit and low_unit != unit:  # 5000万元-1亿元
        upper = _converted(upper, unit, low_unit)
        unit = low_unit
    return Amount(start, end, value, unit, upper=upper, bound=bound_behind(match["after"]))


def _unit(text: str | None) -> str:
    unit = "".join((text or "").replace("余", "").replace("多", "").split())
    return _SAME_UNIT.get(unit, unit)


def _number(text: str) -> Number | None:
    plain = text.replace(",", "")
    if not plain.replace(".", "", 1).isdigit():
        return None
    return float(plain) if "." in plain else int(plain)


def _converted(value: Number, unit: str, wanted: str) -> Number | None:
    """A value in another scale of the same unit, or None when the units differ."""
    (factor, base), (other, same) = split_scale(unit), split_scale(wanted)
    if base != same:
        return None
    scaled = value * factor / other
    return int(scaled) if scaled == int(scaled) else scaled


_FEW_DIGITS = re.compile(r"\d{1,2}(?:\.\d+)?")


def _is_date_part(text: str, match: re.Match[str]) -> bool:
    """Whether a number with 年 or 日 dates something: 2020年, 60 年代, 7月1日, 1年级."""
    unit = _unit(match["unit"]) or _unit(match["low_unit"])
    if unit not in ("年", "日"):
        return False
    following = text[match.end() : match.end() + 4].lstrip()
    if unit == "日":
        return text[max(0, match.start() - 4) : match.start()].rstrip().endswith("月")
    return (
        not _FEW_DIGITS.fullmatch(match["high"] or match["low"])
        or following[:1].isdigit()
        or following.startswith(("代", "级", "度", "底", "初", "末", "前", "春", "秋", "夏", "冬"))
    )


_SENTENCE_ENDS = "。；！？\n\t"
_LONGEST_SENTENCE = 400  # looked back; keeps the work for a line of megabytes in proportion


def _in_context(amount: Amount, text: str, before: list[Amount]) -> Amount:
    """The amount with what stands before and behind it: its basis and its bound."""
    first = max(0, amount.start - _LONGEST_SENTENCE)
    since = max(first, *(text.rfind(mark, first, amount.start) + 1 for mark in _SENTENCE_ENDS))
    # The basis of an amount further left holds no longer, unless both are one enumeration.
    own = max([since, *(other.end for other in before[-1:])])
    basis, end = _basis_behind(text, amount.end)
    basis = basis or _basis_before(_closed_up(text[own : amount.start]))
    if not basis and before and before[-1].end >= since:
        between = text[before[-1].end : amount.start]
        if _CHANGED_TO.fullmatch(between) or re.fullmatch(r"[、和及或]\s*", between):
            basis = before[-1].basis
    bound = amount.bound or bound_before(_closed_up(text[own : amount.start]))
    return replace(amount, end=end, basis=basis, bound=bound)


def _closed_up(text: str) -> str:
    """Without spaces: OCR parts the characters of a line, 每 人 每 月."""
    return "".join(text.split())


_STROKE = re.compile(
    rf"\s*[/／每]\s*[(]?(?P<bases>(?:{_BASES})(?:\s*[·•・./／*×、]?\s*(?:{_BASES}))?)[)]?"
)
_EACH = re.compile(rf"(?:每[一1]?个?\s*(?:{_BASES})(?:/|、)?)+")
_ONE_BASIS = re.compile(_BASES)
# 月最低工资标准1420元, 小时最低工资标准, 月人均 …: the time stands before what is paid.
_TIME_BEFORE = re.compile(
    r"(?<![\d一二三四五六七八九十个每次当本上下同全半])(?P<time>小时|月|年|日)"
    r"(?:最低|平均|人均|基本)*(?:工资|缴费|缴存|补贴|补助|生活费|保障|供养|津贴|租金|养老金|标准)"
)


def _basis_behind(text: str, end: int) -> tuple[tuple[str, ...], int]:
    """元/人月, 元 /m², 元每吨: the basis behind the unit, and where it ends."""
    match = _STROKE.match(text, end)
    if not match:
        return (), end
    return _bases(match["bases"]), match.end()


def _basis_before(text: str) -> tuple[str, ...]:
    each = list(_EACH.finditer(text))
    if each:
        return _bases(each[-1][0])
    timed = list(_TIME_BEFORE.finditer(text))
    return (timed[-1]["time"],) if timed else ()


def _bases(text: str) -> tuple[str, ...]:
    """人月 → 人, 月; each under one name, times last."""
    named = [_SAME_BASIS.get(base, base) for base in _ONE_BASIS.findall(text) if base != "个"]
    unique = dict.fromkeys(named or ["个"])
    return tuple(sorted(unique, key=lambda base: base in _TIME_BASES))


_CHANGED_TO = re.compile(
    r"[\s，,]*(?:分别|统一|相应|再)*(?:提高|提升|调整|增加|增长|上调|上浮|提标|下调|调减|降低|下降|减少|降|升|增|涨|变更|改)?"
    r"(?:到|至|为|成)\s*(?:每[\u4e00-\u9fff]{1,3}){0,3}\s*"
)
_FROM = re.compile(r"[由从自][^。；！？由从自]{0,24}$")


def _joined(text: str, amounts: list[Amount]) -> list[Amount]:
    """由 A 提高到 B becomes B with A as its previous value, A 以上 B 以下 one range."""
    joined: list[Amount] = []
    for amount in amounts:
        old = joined[-1] if joined else None
        if old and _is_change(text, old, amount):
            joined.pop()
            previous = _converted(old.value, old.unit, amount.unit)
            basis = amount.basis or old.basis
            joined.append(replace(amount, previous=previous, previous_start=old.start, basis=basis))
        elif old and _is_range(text, old, amount):
            low, high = sorted((old.value, amount.value))
            joined[-1] = replace(old, end=amount.end, value=low, upper=high, bound="")
        else:
            joined.append(amount)
    return joined


def _is_change(text: str, old: Amount, new: Amount) -> bool:
    if split_scale(old.unit)[1] != split_scale(new.unit)[1]:
        return False
    return bool(
        _CHANGED_TO.fullmatch(text[old.end : new.start])
        and _FROM.search(text, max(0, old.start - 30), old.start)
    )


_AND_BOUND = re.compile(r"[,，\s且并]*(?:不[应得可]?(?:低于|少于|高于|超过|大于))?\s*")


def _is_range(text: str, one: Amount, other: Amount) -> bool:
    """Whether two bounds make one range: 一百元以上五百元以下, 不应高于12%且不低于5%."""
    if one.unit != other.unit or {one.bound, other.bound} != {"≥", "≤"}:
        return False
    return (one.bound == "≥") == (one.value < other.value) and bool(
        _AND_BOUND.fullmatch(text[one.end : other.start])
    )


_UNCHANGED = re.compile(
    r"(?:保持|维持)[^，。；！？\n]{0,14}不变|标准不变|(?:暂不|不再?|不予?)[作做进]?行?调整"
    r"|(?:仍|继续|仍然|暂)(?:按|按照|执行)[^，。；！？\n]{0,4}(?:原|现)[有行]?标准(?:执行)?"
)


def find_unchanged(text: str) -> list[tuple[int, int]]:
    """Where the text says that something stays as it was: 保持原有标准不变."""
    return [match.span() for match in _UNCHANGED.finditer(fold_width(text))]
