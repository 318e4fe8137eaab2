"""A stretch of a text."""

from __future__ import annotations

Span = tuple[int, int]  # first character and the one behind the last
