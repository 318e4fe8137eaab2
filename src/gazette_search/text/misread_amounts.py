"""Amounts that machines misread though they are sure: ‰ comes as %, ㎡ as m.

PP-OCRv6 knows neither sign: 5‰ is read as 5% (score .9997) or 5%0, 1200㎡ as 1200m. The score does
not tell, so what stands around them must: rates that are given in ‰, and areas.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d[\d.,]*\s*"
# 12%0, 12%o: the second ring of ‰ was seen, as a figure or a letter. Not 12%0.5 or 12%on.
_PER_MILLE = re.compile(rf"{_NUMBER}[%％][0oO〇○](?![\d.A-Za-z])")
_PER_CENT = re.compile(rf"{_NUMBER}[%％](?![0oO〇○])")
# What is given in ‰ in statistics, taxes, fees and interest; such rates are small.
_IN_MILLES = re.compile(
    "税率|费率|月利率|月息|年利率|利率|利息|违约金|滞纳金|印花税|契税|保费|保险费|担保费|手续费"
    "|出生率|死亡率|自然增长率|人口增长率|发病率|患病率|孕产妇|婴儿|发生率|事故率|坡度|千分"
)
_REACH = 24  # characters before an amount that may say what it is
_LARGEST = 30.0  # ‰; larger shares are given in %
_METRES = re.compile(rf"{_NUMBER}[mM](?![\w²³²³/])|[元/]\s*/?\s*[mM](?![\w²³])")
_AREA = re.compile(
    "面积|平方|占地|建筑|用地|户型|住宅|房屋|套型|厂房|场地|绿地|绿化|容积|征收|租金"
)


class MisreadAmount(NamedTuple):
    """An amount that is perhaps not what was printed.

    Attributes:
        start: Offset of its number.
        end: Where its unit ends.
        likely: What it may have been, in Chinese.
    """

    start: int
    end: int
    likely: str


def misread_amounts(text: str) -> list[MisreadAmount]:
    """The amounts of a text read by a machine that are to be compared with the page, in order.

    Args:
        text: As the machine read it; of other texts it tells nothing.
    """
    return sorted((*_rates(text), *_areas(text)))


def _rates(text: str) -> Iterator[MisreadAmount]:
    for found in _PER_MILLE.finditer(text):
        yield MisreadAmount(*found.span(), "‰")
    for found in _PER_CENT.finditer(text):
        before = text[max(0, found.start() - _REACH) : found.start()]
        if _IN_MILLES.search(before) and _value(found[0]) <= _LARGEST:
            yield MisreadAmount(*found.span(), "‰")


def _areas(text: str) -> Iterator[MisreadAmount]:
    for found in _METRES.finditer(text):
        around = text[max(0, found.start() - _REACH) : found.end() + _REACH]
        if "元" in found[0] or _AREA.search(around):
            yield MisreadAmount(*found.span(), "平方米")


def _value(amount: str) -> float:
    try:
        return float(re.sub(r"[^\d.]", "", amount).strip("."))
    except ValueError:
        return 0.0
