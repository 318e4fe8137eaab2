"""Whether a document is in force, with the sentences that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.force_wording import (
    meaning,
    place,
    quotation,
    shown_evidence,
    status_label,
)
from gazette_search.export.wording import chinese_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.force.validity import Validity


def draw_validity(validity: Validity, screen: Screen) -> Iterator[str]:
    """The status on the day asked for, then each statement with its place."""
    style = "" if validity.status == "none" else "warning"
    day = chinese_date(validity.as_of)
    yield screen.text(f"效力（截至{day}）：{status_label(validity)}", style, hanging=2)
    for evidence in shown_evidence(validity):
        yield screen.text(f"{meaning(evidence)}  {place(evidence)}", "quiet", 2, 2)
        yield screen.text(quotation(evidence), indent=4)
