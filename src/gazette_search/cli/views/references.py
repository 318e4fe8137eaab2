"""What a document cites and who cites it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.cli.excerpt import excerpt
from gazette_search.cli.views.validity import draw_validity
from gazette_search.export.force_wording import remark
from gazette_search.export.marked import mark
from gazette_search.export.wording import (
    RELATIONS,
    one_line,
    place_text,
    reference,
    source_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.force.references import Link, References

SENTENCE_LINES = 3  # on a terminal; a table row can hold a whole clause and its new wording


def draw_references(found: References, screen: Screen) -> str:
    """Number, title and validity; who cites the document; what it cites."""
    parts = [*_head(found, screen), "", *draw_validity(found.validity, screen)]
    parts += _links("引用它的公文", found.cited_by, screen)
    if found.document:
        parts += _links("它引用的公文", found.rests_on, screen)
    if found.namesakes:
        others = "、".join(one_line(number) for number in found.namesakes)
        parts += ["", screen.text(f"同年同号、机关代字不同的：{others}", "quiet", hanging=2)]
    return "\n".join(parts) + "\n"


def _head(found: References, screen: Screen) -> Iterator[str]:
    article = f" {found.article}" if found.article else ""
    if found.document and found.issue:
        yield screen.text(one_line(found.document.title) + article, "title")
        yield screen.text(" · ".join(reference(found.document, found.issue)), "quiet")
        place = source_place(found.document, found.issue)
        yield screen.text(place, "quiet")
        return
    yield screen.text(one_line(found.title or found.number) + article, "title")
    facts = (one_line(found.number), one_line(found.absence))
    yield screen.text(" · ".join(fact for fact in facts if fact), "quiet")


def _links(name: str, links: Sequence[Link], screen: Screen) -> Iterator[str]:
    """Each document once for each relation, its mentions below it."""
    count = len({link.number for link in links})
    yield ""
    yield screen.text(f"{name}（{count}）" if count else f"{name}：库内没有", "heading")
    for (number, relation), mentions in groupby(
        _in_groups(links), key=lambda link: (link.number, link.citation.relation)
    ):
        yield from _link(number, RELATIONS[relation], [*mentions], screen)


def _in_groups(links: Sequence[Link]) -> list[Link]:
    """Mentions of one document and relation together, in the order of the first ones."""
    order: dict[tuple[str, str], int] = {}
    for link in links:
        order.setdefault((link.number, link.citation.relation), len(order))
    return sorted(links, key=lambda link: order[link.number, link.citation.relation])


def _link(number: str, relation: str, mentions: Sequence[Link], screen: Screen) -> Iterator[str]:
    title = next((link.title for link in mentions if link.title), None)
    named = f"《{one_line(title)}》" if title else ""
    held = "" if mentions[0].held else "（库内没有）"
    yield screen.text(f"{relation}  {one_line(number)}{named}{held}", indent=2, hanging=6)
    label = remark(mentions[0].validity)
    if label:
        yield screen.text(label, "warning", 6, 2)
    for link in mentions:
        article = f"{one_line(link.citation.article)}  " if link.citation.article else ""
        place = place_text(link.place)
        yield screen.text(f"{article}{_quoted(link, screen)}  {place}", "quiet", 6)


def _quoted(link: Link, screen: Screen) -> str:
    """The sentence; on a terminal a long one is cut around the number, as a passage is."""
    sentence = one_line(link.sentence)
    if screen.width is None:
        return sentence
    start = sentence.find(link.citation.raw)
    found = [(start, start + len(link.citation.raw))] if start >= 0 else []
    return excerpt(mark(sentence, found), SENTENCE_LINES * screen.width).text
