"""Automatic numbering as Word prints it: 一、（一） 1. 第一条 (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.word.names import integer, is_on, value, w
from gazette_search.text.numerals import to_numeral
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

_LEVELS = 9  # a list has no more (17.9.3)
_PLACE = re.compile(r"%([1-9])")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def _chinese(number: int) -> str:
    return to_numeral(number) if 0 <= number < 10_000 else str(number)


def _by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _formal(number: int) -> str:
    text = _chinese(number)
    return ("一" + text if text.startswith("十") else text).translate(_FORMAL)


def _letters(number: int) -> str:
    """A to Z, then AA, BB (17.18.59)."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (number // size)
        number %= size
    return text


def circled(number: int) -> str:
    """① to ㊿, plain digits beyond."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "ideographDigital": _by_digit,
    "japaneseDigitalTen": _by_digit,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "bullet": lambda _: "",
    "none": lambda _: "",
}
_IN_CHINESE = frozenset(
    (
        "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
        "taiwaneseCountingThousand", "taiwaneseDigital", "koreanDigital", "ideographEnclosedCircle",
    )
)  # fmt: skip


def printed(number: int, format_name: str) -> str:
    """A number as a format of 17.18.59 prints it; decimal for those not used in Chinese."""
    if format_name in _IN_CHINESE:
        return _chinese(number)
    return _FORMATS.get(format_name, str)(number)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its numbers are printed and when they begin anew."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restarts: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A `num`: the abstract list whose numbers it goes on with, and its own levels."""

    abstract: str
    levels: tuple[_Level, ...]
    starts: dict[int, int]


class Numbering:
    """The lists of a file and how far each has come.

    Args:
        root: Of numbering.xml, None when the file has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._lists = _read_lists(root) if root is not None else {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, level: int) -> str:
        """The number that the next paragraph of a list shows, with what stands behind it."""
        one = self._lists.get(list_id)
        if one is None or not 0 <= level < len(one.levels):
            return ""
        counts = self._counts.setdefault(one.abstract, [None] * _LEVELS)
        self._begin(list_id, one, counts, level)
        own = one.levels[level]
        previous = counts[level]
        counts[level] = own.start if previous is None else previous + 1
        self._restart_below(one, counts, level)
        text = _PLACE.sub(
            lambda place: self._number(one, counts, level, int(place[1]) - 1), own.text
        )
        return text + _suffix(own, text)

    def _begin(self, list_id: str, one: _List, counts: list[int | None], level: int) -> None:
        """A list that overrides where it starts does so when a level of it is first used."""
        for place in range(level + 1):
            if place in one.starts and (list_id, place) not in self._begun:
                counts[place] = one.starts[place] - 1 if place == level else None
        self._begun |= {(list_id, place) for place in range(level + 1)}

    @staticmethod
    def _restart_below(one: _List, counts: list[int | None], level: int) -> None:
        for below in range(level + 1, len(one.levels)):
            restarts = one.levels[below].restarts
            if restarts is None or (restarts and level < restarts):
                counts[below] = None

    @staticmethod
    def _number(one: _List, counts: list[int | None], level: int, place: int) -> str:
        if place >= len(one.levels):
            return ""
        shown = one.levels[place]
        count = counts[place]
        number = shown.start if count is None else count
        return printed(number, "decimal" if one.levels[level].legal else shown.format)


def _suffix(level: _Level, text: str) -> str:
    """What parts a number from its text: nothing where punctuation does so already."""
    if not text or level.suffix == "nothing":
        return ""
    if level.suffix == "space":
        return " "
    return "" if text[-1] in "、．.）)】》:：" and text[-1] not in ".)" else " "


def _read_lists(root: Element) -> dict[str, _List]:
    abstracts = {a.get(w("abstractNumId"), ""): a for a in root.findall(w("abstractNum"))}
    styled = {name: a for a in abstracts.values() if (name := value(a, "styleLink"))}
    lists = {}
    for num in root.findall(w("num")):
        key = value(num, "abstractNumId") or ""
        abstract = abstracts.get(key)
        if abstract is None:
            continue
        linked = styled.get(value(abstract, "numStyleLink") or "")
        levels = _read_levels(linked if linked is not None else abstract)
        starts: dict[int, int] = {}
        for override in num.findall(w("lvlOverride")):
            place = integer(override.get(w("ilvl"))) or 0
            start = integer(value(override, "startOverride"))
            if start is not None:
                starts[place] = start
            own = override.find(w("lvl"))
            if own is not None and 0 <= place < _LEVELS:
                levels[place] = _read_level(own)
        lists[num.get(w("numId"), "")] = _List(key, tuple(levels), starts)
    return lists


def _read_levels(abstract: Element) -> list[_Level]:
    levels = [_Level(format="none")] * _LEVELS
    for element in abstract.findall(w("lvl")):
        place = integer(element.get(w("ilvl")))
        if place is not None and 0 <= place < _LEVELS:
            levels[place] = _read_level(element)
    return levels


def _read_level(element: Element) -> _Level:
    start = integer(value(element, "start"))
    return _Level(
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=1 if start is None else start,
        suffix=value(element, "suff") or "tab",
        restarts=integer(value(element, "lvlRestart")),
        legal=bool(is_on(element, "isLgl")),
    )
