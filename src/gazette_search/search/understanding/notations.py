"""Numbers and dates in a query, printed in figures or in Han numerals: 第十条, 第10条."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gazette_search.index.concepts import Concept, Surface
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral, to_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

# Another way to write the same number is the same thing, yet what was typed comes first.
REWRITTEN = 0.95
# 200余个 and 200多个 are hardly another number, and where 200 stands alone (in a column of a table,
# before 多处) it is likely the same. Up to two digits say nothing alone.
ABOUT = 0.9
BARE = 0.6
DISTINCTIVE = 100
_DIGITS = "一二三四五六七八九〇零"
# Where a number means a place or a measure; a bare numeral is part of a word (三农, 五保).
_UNITS = (
    "平方公里 平方米 个百分点 个工作日 工作日 公里 公顷 小时 分钟 个月 万元 亿元 万人 万户 万吨 "
    "条 款 项 章 节 期 批 届 次 元 年 月 日 天 周 岁 人 名 户 个 家 所 座 辆 米 亩 吨 倍 级"
)
_MONTHS = 12
MOST_IN_HAN = 10_000


@cache
def _quantity() -> re.Pattern[str]:
    units = "|".join(_UNITS.split())
    number = rf"(?<![\d.{NUMERAL_CHARACTERS}])(?:\d{{1,9}}|[{NUMERAL_CHARACTERS}]{{1,9}})"
    return re.compile(rf"(?P<lead>第?)(?P<number>{number})(?P<about>[余多来]?)(?P<unit>{units})")


@cache
def _date() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d{_DIGITS}])(?:(?P<year>(?:19|20)\d\d|[一二][{_DIGITS}]{{3}})"
        rf"(?:年度?(?:(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
        rf"(?:(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?)?|(?![\d.{_DIGITS}])))"
    )


def _has_numeral(text: str) -> bool:
    """Whether it is worth looking for a date or a number: most queries hold none."""
    return any(char.isdecimal() or char in NUMERAL_CHARACTERS for char in text)


def notation_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where dates and numbers with their units stand in a run of search text."""
    if not _has_numeral(text):
        return
    for pattern in (_date(), _quantity()):
        for match in pattern.finditer(text):
            yield match.span()


def dated(text: str) -> list[Concept]:
    """The concept of a date or year in either notation: 2018年6月26日, 二〇一八年, 2018."""
    match = _date().fullmatch(text) if _has_numeral(text) else None
    if not match or (text.isalpha() and "年" not in text):
        return []
    year, month, day = (parse_numeral(part) if part else None for part in match.groups())
    if year is None or not 1900 <= year < 2100 or (month is not None and not 0 < month <= _MONTHS):
        return []
    parts = [str(year), *(f"{part:02}" for part in (month, day) if part)]
    spelt = [f"{year}年", _in_han_digits(year) + "年"]
    if month:
        spelt = [f"{spelt[0]}{month}月", f"{spelt[1]}{to_numeral(month)}月"]
    if day:
        spelt = [f"{spelt[0]}{day}日", f"{spelt[1]}{to_numeral(day)}日"]
    others = [other for other in spelt if other != text] if "年" in text else []
    return [Concept(text, (Surface(text), *map(_rewritten, others)), signed="-".join(parts))]


def other_notations(text: str) -> list[Surface]:
    """A number with its unit, written the other way: 四千四百二十五元 for 4425元."""
    match = _quantity().fullmatch(text) if _has_numeral(text) else None
    if not match:
        return []
    lead, about, unit = match["lead"], match["about"], match["unit"]
    value = parse_numeral(match["number"])
    if value is None or (value == 1 and not lead):  # 一个 counts nothing
        return []
    spelt = [str(value), *([to_numeral(value)] if value < MOST_IN_HAN else [])]
    others = [_rewritten(f"{lead}{number}{about}{unit}") for number in spelt]
    if about or (value >= DISTINCTIVE and not lead):
        nearly = [f"{number}{word}{unit}" for number in spelt for word in ("余", "多", "")]
        others += (Surface(one, ABOUT, "same", "约数") for one in nearly)
    if value >= DISTINCTIVE and not lead:
        others.append(Surface(str(value), BARE, "same", "同一个数"))
    kept = {one.text: one for one in reversed(others) if one.text != text}
    return [*reversed(kept.values())]


def _rewritten(text: str) -> Surface:
    return Surface(text, REWRITTEN, "same", "数字的另一种写法")


def _in_han_digits(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
