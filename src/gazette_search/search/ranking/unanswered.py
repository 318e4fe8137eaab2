"""What a question asks for and no full match states: an amount, a date, a telephone, a name.

Documents on 热费 that name no sum do not answer 取暖费一平米多少钱, though they hold every word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.search.understanding.questions import answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.search.ranking.selection import Ranked
    from gazette_search.search.understanding.compiler import CompiledQuery

_NAMES = {
    "amount": "金额",
    "percent": "比例",
    "phone": "电话",
    "date": "日期",
    "time": "时间",
    "duration": "期限",
    "age": "年龄",
    "number": "数量",
    "place": "地点",
    "organisation": "负责单位",
    "person": "姓名",
}
_ASIDE = 0.2  # the share of words that only belong to the asking


def unanswered(compiled: CompiledQuery, hits: Sequence[Ranked]) -> str:
    """The kind of answer that none of the full matches among some holds, else nothing."""
    full = [item for item in hits if not item.missing]
    wanted = compiled.answer
    if wanted is None or not full:
        return ""
    if any(states_answer(item, compiled) for item in full):
        return ""
    return "、".join(_NAMES[kind] for kind in wanted.kinds)


def states_answer(item: Ranked, compiled: CompiledQuery) -> bool:
    """Whether a unit about something that was asked for holds the kind of thing wanted."""
    wanted = compiled.answer
    if wanted is None or item.evidence is None:
        return True
    scan = item.evidence.scan
    if wanted.asks_who:  # who is responsible stands in lines of its own
        return answers(wanted, scan.text)
    asked = {at for at, one in enumerate(compiled.concepts) if one.wanted or one.share > _ASIDE}
    return any(
        not asked.isdisjoint(unit.reached) and answers(wanted, scan.text_of(unit.unit))
        for unit in item.units
    )
