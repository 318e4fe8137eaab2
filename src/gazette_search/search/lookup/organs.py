"""Names of organs as people write them: 市府办 is 葫芦岛市人民政府办公室, 民政 is not in 人民政府.

A name is matched by whole words. Whoever names an organ by its place or level (市政府) means that
organ and not its office; whoever gives a part of a name (办公室, 民政) means all that have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.text.likeness import holds_in_order
from gazette_search.text.patterns import Lazy
from gazette_search.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEVELS = "省市县区州旗盟"
PLACE = Lazy(rf"(?P<place>[^{LEVELS}各]{{2,6}}[{LEVELS}])(?=..)")
_SHORT_FORMS = (
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("办公厅", "办"),
    ("县市区", "县区"),  # 各县（市）区; search text has no brackets
)
_SHORTEST_ABBREVIATION = 3
_COLLECTIVE = Lazy(r"^(?:各|有关|相关)+(?=..)")
_GOVERNMENT = Lazy(r"(?<=[省市县区])府(?=办|$)")  # 市府办, 省府
_JOINT = Lazy(r"[、，,；;\s]+")
_WORD = Lazy(
    lambda: "|".join(
        map(re.escape, sorted({*words("organs"), *words("fields"), "人民"}, key=len, reverse=True))
    )
)


def canonical(name: str) -> str:
    """Search text in the shortest of the usual forms: 市政府办, 县区政府, 开发区管委会."""
    text = search_text(name)
    for long, short in _SHORT_FORMS:
        text = text.replace(long, short)
    return _COLLECTIVE.sub("", _GOVERNMENT.sub("政府", text))


def organs_named(wanted: str, names: Iterable[str]) -> set[str]:
    """Those of the printed names that somebody means; joint ones when one of them is meant.

    Args:
        wanted: As typed: 市政府, 市府办, 民政, 葫芦岛市人民政府办公室.
        names: Issuers as printed; several are parted by 、.
    """
    asked = canonical(wanted)
    if not asked:
        return set()
    parts = {name: [canonical(part) for part in _JOINT.split(name) if part] for name in names}
    exact = {name for name, organs in parts.items() if any(asked in _forms(o) for o in organs)}
    if exact:
        return exact
    for fits in (_has_words, _is_short_for):
        found = {name for name, organs in parts.items() if any(fits(o, asked) for o in organs)}
        if found:
            return found
    return set()


def _forms(name: str) -> Iterator[str]:
    """A whole name, with its place, with its level alone, and with the place's bare name."""
    yield name
    place = PLACE.match(name)
    if place:
        rest = name[place.end() :]
        yield place["place"][-1] + rest
        yield place["place"][:-1] + rest


def _has_words(name: str, wanted: str) -> bool:
    edges = _edges(name)
    start = name.find(wanted)
    while start >= 0:
        if start in edges and start + len(wanted) in edges:
            return True
        start = name.find(wanted, start + 1)
    return False


def _is_short_for(name: str, wanted: str) -> bool:
    """卫健委 for 卫生健康委: three or more characters that open words, the last word's last."""
    edges = _edges(name)
    openings = "".join(name[edge] for edge in sorted(edges) if edge < len(name))
    return (
        len(wanted) >= _SHORTEST_ABBREVIATION
        and name.endswith(wanted[-1])
        and holds_in_order(openings, wanted)
    )


def _edges(name: str) -> set[int]:
    """Where a word of the name begins or ends: 葫芦岛|市|民政|局."""
    edges, at = {0}, 0
    place = PLACE.match(name)
    if place:
        at = place.end()
        edges |= {at - 1, at}
    while at < len(name):
        word = _WORD.match(name, at)
        at = word.end() if word else at + 1
        edges.add(at)
    return edges
