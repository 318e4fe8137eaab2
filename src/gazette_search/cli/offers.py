"""What a shell is offered."""

from __future__ import annotations

from gazette_search.values import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can stand where the cursor is.

    Attributes:
        kind: `word`, or `file` and `dir` for what the shell itself completes.
        help: What it means, for shells that show it.
    """

    value: str
    help: str = ""
    kind: str = "word"
