"""What `gsearch add` did, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.json_export import answer, index_fields
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.export.json_export import Fields
    from gazette_search.search.additions import AddedFile, AddReport


def adding_to_json(report: AddReport) -> str:
    """One object."""
    return answer(
        {
            "added": [_added(one) for one in report.added],
            "left": [{"source": one.source, "reason": one.reason} for one in report.left],
            "index": index_fields(report.index) if report.index else None,
        }
    )


def adding_to_plain(report: AddReport) -> str:
    """A line for each file that was added: its name, format, documents and pages."""
    return "".join(
        "\t".join((one_line(one.file), one.format, str(one.documents), str(one.pages or ""))) + "\n"
        for one in report.added
    )


def _added(one: AddedFile) -> Fields:
    return {
        "file": one.file,
        "source": one.source,
        "format": one.format,
        "year": one.issue.year,
        "number": one.issue.number,
        "serial": one.issue.serial,
        "documents": one.documents,
        "pages": one.pages,
        "doubts": [*one.doubts],
    }


EXPORTS: Mapping[str, Callable[[AddReport], str]] = {
    "json": adding_to_json,
    "plain": adding_to_plain,
}
