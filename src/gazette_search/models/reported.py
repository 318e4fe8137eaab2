"""Results that scripts take as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_WRITERS: dict[type, Callable[[Any], Any]] = {}


class Reported:
    """A result of an operation: a frozen dataclass with the same as plain values.

    How a result is written is for the layer that writes JSON; it says so with `write_with`, so
    that what is found need not know how it is told.
    """

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The fields that `--format json` prints, as dicts, lists, text, numbers and None."""
        fields: dict[str, Any] = _WRITERS[type(self)](self)
        return fields


def write_with(kind: type[Reported], writer: Callable[[Any], dict[str, Any]]) -> None:
    """Let `to_dict` of a kind of result be written by a function."""
    _WRITERS[kind] = writer
