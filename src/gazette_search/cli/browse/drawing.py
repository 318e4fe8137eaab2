"""Finished lines for the panes: folded as Chinese is, matches in colour, ready to be shown.

textual and rich fold at blanks only and cut figures, so nothing is left for them to fold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.cli.browse.narrowing import FACET_NAMES, facet_label
from gazette_search.cli.excerpt import excerpt
from gazette_search.cli.marking import marker
from gazette_search.cli.terminal import Screen, display_width, joined_whole
from gazette_search.cli.views.document import drawn_parts
from gazette_search.export.force_wording import remark
from gazette_search.export.marked import Marked, mark
from gazette_search.export.wording import RELATIONS, missing_words, one_line
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from gazette_search.cli.browse.narrowing import FacetCounts, Narrowing
    from gazette_search.search.force.references import Link, References
    from gazette_search.search.reports import ShownDocument
    from gazette_search.search.results import Hit

TITLE_LINES = 3
PASSAGE_LINES_LISTED = 2
LISTED_MARGIN = 5  # columns before a hit: whether it is collected, its rank
_MATCH = "\x1b[1;31m"  # how a Screen begins a match


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines to show.

    Attributes:
        rows: Without line ends, colours as escape sequences of ours.
        starts: Where each entry begins, ascending; an entry ends where the next one begins.
        at: The line to open at.
    """

    rows: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    at: int = 0


def drawn_hits(hits: Iterable[Hit], collected: Container[str], screen: Screen) -> Drawn:
    """Hits below each other, an entry each."""
    rows: list[str] = []
    starts = []
    for hit in hits:
        starts.append(len(rows))
        rows += _hit(hit, hit.document.id in collected, screen)
    return Drawn(tuple(rows), tuple(starts))


def _hit(hit: Hit, collected: bool, screen: Screen) -> Iterator[str]:  # noqa: FBT001 -- of one caller
    room = (screen.width or 80) - LISTED_MARGIN
    label = f"{'✓' if collected else ' '}{hit.rank:>{LISTED_MARGIN - 2}} "
    title = excerpt(_without_issuer(hit), TITLE_LINES * room)
    lines = screen.paragraph(title.runs(), "title", indent=LISTED_MARGIN).split("\n")
    yield label + lines[0][LISTED_MARGIN:]
    yield from lines[1:]
    document = hit.document
    day = document.signed_date.isoformat() if document.signed_date else ""
    for line in joined_whole((one_line(document.id), day, one_line(document.issuer or "")), room):
        yield from screen.text(line, "quiet", indent=LISTED_MARGIN).split("\n")
    for said in filter(None, (remark(hit.validity), missing_words(hit) if hit.partial else "")):
        yield from screen.text(said, "warning", indent=LISTED_MARGIN).split("\n")
    for passage in hit.passages[:1]:
        text = excerpt(mark(passage.text, passage.highlights), PASSAGE_LINES_LISTED * room)
        flat = Marked(text.text.replace("\n", " ").replace("\t", " "), text.spans)
        yield from screen.paragraph(flat.runs(), indent=LISTED_MARGIN).split("\n")
    yield ""


def clipped(text: str, width: int) -> str:
    """A text on one line, its end cut where there is no room."""
    if display_width(text) <= width:
        return text
    kept = text[:width]
    while display_width(kept) > width - display_width("…"):
        kept = kept[:-1]
    return f"{kept}…"


def _without_issuer(hit: Hit) -> Marked:
    """关于提高城乡居民最低生活保障…的通知: in a narrow list the organ stands below the title."""
    title = mark(hit.document.title, hit.title_highlights)
    issuer = hit.document.issuer or ""
    rest = title.text[len(issuer) :]
    if not (issuer and title.text.startswith(issuer) and rest.startswith("关于")):
        return title
    cut = len(issuer)
    spans = tuple((max(a, cut) - cut, b - cut) for a, b in title.spans if b > cut)
    return Marked(rest, spans)


def drawn_facets(
    facets: Mapping[str, FacetCounts], narrowing: Narrowing, screen: Screen
) -> tuple[Drawn, tuple[tuple[str, str], ...]]:
    """The facets below each other.

    Returns:
        The lines, an entry for each value; and which facet and value each entry is.
    """
    rows: list[str] = []
    starts: list[int] = []
    values = []
    width = screen.width or 80
    for facet, name in FACET_NAMES.items():
        if not facets.get(facet):
            continue
        rows.append(screen.styled(name, "heading"))
        for value, count in facets[facet]:
            starts.append(len(rows))
            values.append((facet, value))
            chosen = getattr(narrowing, facet) == value
            rows += _facet(facet_label(facet, value), count, width, screen, chosen=chosen)
        rows.append("")
    return Drawn(tuple(rows), tuple(starts)), tuple(values)


def _facet(label: str, count: int, width: int, screen: Screen, *, chosen: bool) -> Iterator[str]:
    margin = "✓ " if chosen else "  "
    number = f" {count}"
    lines = Screen(width=width - 2 - len(number)).text(label, hanging=1).split("\n")
    gap = width - 2 - display_width(lines[-1]) - len(number)
    last = f"{lines[-1]}{' ' * gap}{screen.styled(number, 'quiet')}"
    for n, line in enumerate([*lines[:-1], last]):
        yield f"{margin if n == 0 else '  '}{line}"


def drawn_document(shown: ShownDocument, words: str, line: int | None, screen: Screen) -> Drawn:
    """A document as `gsearch show` lays it out.

    Args:
        shown: The document.
        words: To mark in it.
        line: Source line of the hit, None for the beginning.
        screen: Where it is drawn.
    """
    rows: list[str] = []
    at = 0
    for number, text in drawn_parts(shown, screen, marker(words)):
        lines = text.split("\n")
        block = None if number is None else shown.held.document.blocks[number]
        if block and line is not None and block.lines[0] <= line <= block.lines[1] and not at:
            at = len(rows) + next((n for n, row in enumerate(lines) if _MATCH in row), 0)
        rows += lines
    return Drawn(tuple(rows), at=at)


def next_match(rows: Sequence[str], after: int, step: int = 1) -> int | None:
    """The next line with a match, going round; None when there is none."""
    count = len(rows)
    order = ((after + step * n) % count for n in range(1, count + 1))
    return next((row for row in order if _MATCH in rows[row]), None)


def drawn_references(found: References, screen: Screen) -> tuple[Drawn, tuple[Link, ...]]:
    """What a document cites and who cites it.

    Returns:
        The lines, an entry for each document; and the link that each entry is.
    """
    rows: list[str] = []
    starts: list[int] = []
    links: list[Link] = []
    for name, listed in (("它引用的公文", found.rests_on), ("引用它的公文", found.cited_by)):
        once = {(link.number, link.citation.relation): link for link in reversed(listed)}
        if not once:
            continue
        rows += [screen.styled(name, "heading"), ""]
        for link in reversed(once.values()):
            starts.append(len(rows))
            links.append(link)
            rows += [*_link(link, screen), ""]
    if not links:
        rows.append("没有引用别的公文，库内也没有公文引用它。")
    return Drawn(tuple(rows), tuple(starts)), tuple(links)


def _link(link: Link, screen: Screen) -> Iterator[str]:
    held = "" if link.held else "（库内没有）"
    named = f"《{one_line(link.title)}》" if link.title else ""
    text = f"{RELATIONS[link.citation.relation]}　{named}{one_line(link.number)}{held}"
    style = "" if link.held else "quiet"
    yield from screen.text(text, style, indent=2, hanging=4).split("\n")
    if force := remark(link.validity):
        yield from screen.text(force, "warning", indent=6).split("\n")


def with_width(screen: Screen, width: int) -> Screen:
    """The same screen, of a pane's width."""
    return replace(screen, width=max(8, width))
