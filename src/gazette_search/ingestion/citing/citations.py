"""引用: every document that a document names by number, and what it does to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.context import TITLE_KINDS
from gazette_search.ingestion.citing.number_mentions import find_numbers
from gazette_search.models import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.ingestion.citing.number_mentions import NumberMention
    from gazette_search.ingestion.citing.sightings import Sighting
    from gazette_search.models import Block

_STRONG = ("repeals", "amends")


def find_citations(
    blocks: Sequence[Block], sightings: Sequence[Sequence[Sighting]]
) -> tuple[Citation, ...]:
    """The documents that the blocks of one document name by number, mention by mention.

    The document's own number, above its title or repeated in its text, is no citation. A number
    named twice gives two citations; both say `repeals` or `amends` when a title of the document
    does that to it, so that the last mention never takes back what the first one did.

    Args:
        blocks: All blocks of one document in order.
        sightings: What `find_sightings` found in each.

    Returns:
        Citations in text order.
    """
    own = {
        mention.number
        for block in blocks
        if block.kind == "number"
        for mention in find_numbers(block.text)
    }
    found = [
        _citation(index, blocks[index], sighting.mention.number, sighting)
        for index, seen in enumerate(sightings)
        for sighting in seen
        if sighting.mention.number
    ]
    others = (each for each in found if each.number not in own)
    return tuple(_as_titles_say(blocks, sightings, others))


def _citation(index: int, block: Block, number: NumberMention, sighting: Sighting) -> Citation:
    title = sighting.mention.title
    first, last = number.start, number.end - 1
    if title:
        first, last = min(first, title[0]), max(last, title[1] - 1)
    return Citation(
        raw=block.text[number.start : number.end],
        number=number.number,
        title=block.text[slice(*title)].strip() if title else None,
        relation=sighting.relation,
        scope=sighting.scope,
        lines=(block.line_at(first), block.line_at(last)),
        article=sighting.article,
        block=index,
        start=number.start,
    )


def _as_titles_say(
    blocks: Sequence[Block],
    sightings: Sequence[Sequence[Sighting]],
    citations: Iterable[Citation],
) -> Iterator[Citation]:
    """Let 关于废止《…》的通知 hold wherever the document names that title or number again."""
    said: dict[str, Sighting] = {}
    for block, seen in zip(blocks, sightings, strict=True):
        if block.kind in TITLE_KINDS:
            said.update(_said_of(block.text, seen))
    for citation in citations:
        title = said.get(citation.number) or said.get(_bare(citation.title or ""))
        if title and citation.relation == "cites":
            yield replace(citation, relation=title.relation, scope=title.scope)
        else:
            yield citation


def _said_of(title: str, sightings: Iterable[Sighting]) -> Iterator[tuple[str, Sighting]]:
    """What a title amends or repeals, by the numbers and titles that it names."""
    for each in sightings:
        if each.relation not in _STRONG:
            continue
        if each.mention.number:
            yield each.mention.number.number, each
        if each.mention.title:
            yield _bare(title[slice(*each.mention.title)]), each


def _bare(text: str) -> str:
    return "".join(text.split())
