"""The hits of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.cli.excerpt import excerpt
from gazette_search.cli.terminal import display_width
from gazette_search.export.force_wording import remark
from gazette_search.export.marked import mark
from gazette_search.export.neighbours import in_context
from gazette_search.export.sources import source_of
from gazette_search.export.wording import (
    PATH_SEPARATOR,
    facet_lines,
    further_places,
    local_time,
    missing_words,
    one_line,
    reference,
    remarks,
    section_path,
    totals,
)
from gazette_search.models import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.results import Hit, Passage, SearchResult

# On a terminal a passage takes at most this many lines, and a heading of its path this many
# columns: the sentence that answers is seen whole, the plan around it is for `show`.
PASSAGE_LINES = 4
HEADING_COLUMNS = 32


def draw_hits(
    result: SearchResult,
    screen: Screen,
    next_page: str = "--offset {}",
    *,
    remembered: bool = False,
) -> str:
    """Remarks, hits, totals.

    Args:
        result: What was found.
        screen: Where it is drawn.
        next_page: The command line that shows more, with "{}" where the offset goes.
        remembered: Whether a hit can be named by its number, which people are told then.
    """
    parts = [*_explanation(result, screen), *_remarks(result, screen)]
    margin = max((len(str(hit.rank)) for hit in result.hits), default=1) + 2
    parts += [draw_hit(hit, screen, margin) for hit in result.hits]
    parts.append(_footer(result, screen, next_page, remembered=remembered))
    return "\n\n".join(parts) + "\n"


def _explanation(result: SearchResult, screen: Screen) -> list[str]:
    if not result.explanation:
        return []
    state = result.index
    answered = f"索引：{state.generation}，更新于 {local_time(state.updated)}"
    said = (*result.explanation, answered)
    return ["\n".join(screen.text(one_line(line), "quiet", hanging=2) for line in said)]


def _remarks(result: SearchResult, screen: Screen) -> list[str]:
    said = remarks(result)
    urgent = len(said) - len(result.notes)
    lines = [
        screen.text(remark, "warning" if n < urgent else "quiet") for n, remark in enumerate(said)
    ]
    return ["\n".join(lines)] if lines else []


def draw_hit(hit: Hit, screen: Screen, margin: int) -> str:
    """Title, reference and passages; `margin` columns stand before all but the rank."""
    return "\n".join(_hit(hit, screen, margin))


def _hit(hit: Hit, screen: Screen, margin: int) -> Iterator[str]:
    title = mark(hit.document.title, hit.title_highlights)
    label = f"{hit.rank:>{margin - 2}}. "
    yield label + screen.paragraph(title.runs(), "title", indent=margin)[margin:]
    facts = " · ".join(reference(hit.document, hit.issue))
    yield screen.text(facts, "quiet", indent=margin)
    force = remark(hit.validity)
    if force:
        yield screen.text(force, "warning", indent=margin)
    if hit.partial:
        yield screen.text(missing_words(hit), "warning", indent=margin)
    for group in in_context(hit.passages):
        yield ""
        for passage in group:
            yield from _passage(hit, passage, screen, margin)
    if hit.passages and hit.further:
        yield screen.text(further_places(hit), "quiet", indent=margin + 2)


def _passage(hit: Hit, passage: Passage, screen: Screen, margin: int) -> Iterator[str]:
    for neighbour in passage.before:
        yield screen.text(_short(neighbour, screen, margin), "quiet", indent=margin)
    text = mark(passage.text, passage.highlights)
    if screen.width is not None:
        text = excerpt(text, PASSAGE_LINES * (screen.width - margin))
    yield screen.paragraph(text.runs(), indent=margin)
    for neighbour in passage.after:
        yield screen.text(_short(neighbour, screen, margin), "quiet", indent=margin)
    yield _provenance(hit, passage, screen, margin + 2)


def _provenance(hit: Hit, passage: Passage, screen: Screen, indent: int) -> str:
    """Section path and place, on one line if they fit."""
    source = source_of(hit, passage)
    lines = [source]
    if passage.path:
        path = _path(passage.path, screen)
        lines = [f"{path}  {source}"]
        if screen.width is not None and display_width(lines[0]) > screen.width - indent:
            lines = [path, source]
    drawn = "\n".join(screen.text(line, "quiet", indent) for line in lines)
    return screen.with_link(drawn, source, place_of(hit.issue, hit.document, passage.lines[0]))


def _path(path: tuple[str, ...], screen: Screen) -> str:
    """Where a passage stands in its document; on a terminal long headings are cut."""
    if screen.width is None:
        return section_path(path)
    return PATH_SEPARATOR.join(_cut(one_line(name), HEADING_COLUMNS) for name in path)


def _short(text: str, screen: Screen, margin: int) -> str:
    """A neighbouring block: on a terminal its first two lines."""
    flat = one_line(text)
    return flat if screen.width is None else _cut(flat, 2 * (screen.width - margin))


def _cut(text: str, columns: int) -> str:
    if display_width(text) <= columns:
        return text
    kept = text[:columns]
    while display_width(kept) > columns - 1:
        kept = kept[:-1]
    return f"{kept}…"


def _footer(result: SearchResult, screen: Screen, next_page: str, *, remembered: bool) -> str:
    lines = [*facet_lines(result.facets), totals(result)]
    if remembered and result.hits and screen.width is not None:
        lines.append(f"读其中一件：gsearch show {result.hits[0].rank}")
    last = result.hits[-1].rank if result.hits else result.total
    if last < result.total:
        lines.append(f"下一页：{one_line(next_page.replace('{}', str(last)))}")
    return "\n".join(screen.text(line, "quiet") for line in lines)
