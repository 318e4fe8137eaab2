"""What `gsearch check --index` found, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.json_export import answer
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.index.verification import Examination


def verification_to_json(found: Examination) -> str:
    """One object."""
    return answer(
        {
            "generation": found.generation,
            "updated": found.updated,
            "files": found.files,
            "bytes": found.size,
            "damaged": [{"file": one.file, "reason": one.reason} for one in found.damages],
        }
    )


def verification_to_plain(found: Examination) -> str:
    """A line for each damaged file; none is good news."""
    return "".join(f"{one_line(one.file)}\t{one_line(one.reason)}\n" for one in found.damages)


EXPORTS: Mapping[str, Callable[[Examination], str]] = {
    "json": verification_to_json,
    "plain": verification_to_plain,
}
