"""Dates as printed: 2020年3月11日, 2020 年 3 月 11 日, 二〇二〇年四月十五日, 2020-03-11."""

from __future__ import annotations

import re
from datetime import date

from gazette_search.text.numerals import DIGITS, parse_numeral
from gazette_search.text.widths import fold_width

_DIGIT = "".join(DIGITS)
_GAP = " ?"
# OCR reads the circle of 二〇二〇 as a letter, too.
_ROUND = str.maketrans("OoΟ", "〇〇〇")
_DATE = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}}|[{_DIGIT}OoΟ]{{4}}){_GAP}年{_GAP}"
    rf"(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}){_GAP}月{_GAP}"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}}){_GAP}[日号]"
    r"|(?<![\d.-])(?P<iso_year>\d{4})(?P<mark>[-./])(?P<iso_month>\d{1,2})(?P=mark)"
    r"(?P<iso_day>\d{1,2})(?![\d-])"
)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Whole dates with their start and end in the text; impossible ones (2月30日) are left out."""
    folded = fold_width(text)
    found = ((match, _value(match)) for match in _DATE.finditer(folded))
    return [(match.start(), match.end(), day) for match, day in found if day]


def parse_date(text: str) -> date | None:
    """The date that the text is, or None when it is anything else."""
    text = text.strip()
    if len(text) > 30:
        return None
    match = _DATE.fullmatch(fold_width(text))
    return _value(match) if match else None


def _value(match: re.Match[str]) -> date | None:
    prefix = "iso_" if match["iso_year"] else ""
    parts = (match[prefix + name].translate(_ROUND) for name in ("year", "month", "day"))
    year, month, day = map(parse_numeral, parts)
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
