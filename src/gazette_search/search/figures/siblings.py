"""Whether two names of figures are of one thing: 城市低保标准 and 农村低保标准 are siblings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.text.likeness import holds_in_order, overlap
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that tell siblings apart; names with different ones of a group are never one series.
CONTRASTS = (
    ("城乡", "农村", "城镇", "城市"),
    ("集中", "分散"),
    ("职工", "居民"),
    ("在职", "退休"),
    ("单位", "个人"),
    ("最高", "最低"),
    ("国家级", "省级", "市级", "县级"),
    ("小学", "初中", "高中", "本科", "专科", "硕士", "博士"),
    ("一级", "二级", "三级", "四级"),
    ("男", "女"),
)
# What is given, paid or measured; names that end in different things are of different things.
HEADS = (
    "补贴",
    "补助",
    "津贴",
    "救助金",
    "奖励",
    "奖补",
    "罚款",
    "工资",
    "价格",
    "投资",
    "贷款",
    "费",
)
# 城市 and 城镇 mean the same households in the standards of both kinds.
_SAME = {"城镇": "城市"}
_LEAST_ALIKE = 0.5
_TELLS_ENOUGH = 4  # characters of a name that names one thing by itself: 低保标准
_SHORTEST_PART = 4  # characters of a coordinated part that names something by itself: 集中供养
_JOINT = re.compile(r"[和及与、]")
_SAY_LITTLE = re.compile(r"进行|对象|人员|一次性|的")
_SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9%‰]")


def alike(one: str, other: str, asked: Sequence[str]) -> float:
    """How surely two names are of one thing: 0, or between the least that counts and 1.

    What was asked for stands in every name and tells nothing; the rest decides.

    Args:
        one: A name.
        other: A name from another document.
        asked: Texts of the query's concepts, the longest first.
    """
    left, right = _rest(one, asked), _rest(other, asked)
    if _contrast(one, other) or _heads(left) - _heads(other) or _heads(right) - _heads(one):
        return 0.0
    if left == right:
        return 1.0
    if not left or not right:
        # A name that is nothing but the query says little when the query does: 奖励.
        shorter = other if left else one
        return _LEAST_ALIKE if len(_plain(shorter)) >= _TELLS_ENOUGH else 0.0
    if _shared(left, right):
        return _LEAST_ALIKE
    similarity = overlap(Counter(left), Counter(right))
    return similarity if similarity >= _LEAST_ALIKE else 0.0


def is_joint(name: str) -> bool:
    """Whether a name may name several things: 农村集中和分散供养对象."""
    return bool(_JOINT.search(name))


def covers(joint: str, single: str) -> bool:
    """Whether a name of several things has one among them: 农村集中和分散对象 the 农村分散对象."""
    whole, part = _plain(joint), _plain(single)
    if not is_joint(joint) or whole == part or not part:
        return False
    if holds_in_order(whole, part):
        return True
    conjuncts = (_plain(piece) for piece in _JOINT.split(joint))
    return any(len(piece) >= _SHORTEST_PART and holds_in_order(part, piece) for piece in conjuncts)


def _rest(name: str, asked: Sequence[str]) -> str:
    rest = _plain(name)
    for text in asked:
        rest = rest.replace(text, "")
    return _SAY_LITTLE.sub("", rest)


def _plain(name: str) -> str:
    return _SIGNS.sub("", fold_width(name))


def _shared(one: str, other: str) -> bool:
    """Whether one says nothing beyond a word that the other says, too: 城镇 and 在兴城市…城市."""
    return any(
        rest in group and _of(group, rest) == _of(group, longer)
        for rest, longer in ((one, other), (other, one))
        for group in CONTRASTS
    )


def _heads(name: str) -> set[str]:
    return {head for head in HEADS if head in name}


def _contrast(one: str, other: str) -> bool:
    return any(
        _of(group, one) != _of(group, other) for group in CONTRASTS if _both(group, one, other)
    )


def _both(group: Sequence[str], one: str, other: str) -> bool:
    return bool(_of(group, one) and _of(group, other))


def _of(group: Sequence[str], name: str) -> set[str]:
    return {_SAME.get(word, word) for word in group if word in name}
