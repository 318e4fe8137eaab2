"""The proof that nothing is lost: where every source line of an issue went."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.models import LineCounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.layout.lines import Line


def count_lines(
    lines: Sequence[Line],
    front: Iterable[Line],
    used: Iterable[int],
    pieces: Iterable[Line] = (),
) -> tuple[LineCounts, tuple[int, ...]]:
    """Count the lines by what they were assigned to.

    Args:
        lines: Every line of the file.
        front: Lines of title page, contents and imprint.
        used: Numbers of the lines that blocks are made of, once for every use.
        pieces: The lines as they were read; several with one number where a line was taken apart.

    Returns:
        The counts, and the numbers of the lines that are not assigned exactly once.
    """
    in_front = Counter(line.number for line in front)
    in_documents = Counter(used)
    used_up = in_front + in_documents
    blank = {line.number for line in lines if line.kind == "blank"}
    layout = {line.number for line in lines if line.kind == "layout"} - used_up.keys()
    wanted = Counter(line.number for line in lines if line.is_content)
    wanted |= Counter(line.number for line in pieces)
    astray = tuple(
        line.number
        for line in lines
        if line.is_content and used_up[line.number] != wanted[line.number]
    )
    lost = set(astray)
    counts = LineCounts(
        total=len({line.number for line in lines}),
        blank=len(blank),
        front_matter=sum(number not in lost for number in in_front),
        documents=sum(number not in lost and number not in in_front for number in in_documents),
        layout=len(layout),
        unassigned=len(astray),
    )
    return counts, astray
