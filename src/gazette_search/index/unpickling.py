"""Reading whoosh's pickles without letting them run anything.

Whoosh keeps its list of segments, the end of its term file and every block of postings as pickles,
and a pickle may name any function of any module to be called while it is loaded. Whoever can write
to an index, or makes others unpack one, could so run programs on the machine of everyone who
searches it. Here whoosh's loading functions are exchanged for ones that resolve four names and
refuse all others, as the documentation of `pickle` advises ("Restricting Globals").
"""

from __future__ import annotations

import io
import pickle
import sys
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import IO, Any

# What a segment that `SegmentWriter` wrote names: none of them does more than hold values.
ALLOWED = frozenset(
    {
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
    }
)
READING = ("whoosh.index", "whoosh.reading", "whoosh.codec.whoosh3")


class RestrictedUnpickler(pickle.Unpickler):
    """An unpickler that knows no names but `ALLOWED`."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name.

        Raises:
            pickle.UnpicklingError: When it is not one of `ALLOWED`.
        """
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")
        return super().find_class(module, name)


def load(stream: IO[bytes]) -> Any:
    """Takes the place of `pickle.load`."""
    return RestrictedUnpickler(stream).load()


def loads(content: bytes) -> Any:
    """Takes the place of `pickle.loads`."""
    return RestrictedUnpickler(_Peekable(content)).load()


class _Peekable(io.BytesIO):
    """Bytes that pickle takes at once, not opcode by opcode: 4 µs for a block instead of 16."""

    def peek(self, _size: int = -1, /) -> bytes:
        return self.getvalue()[self.tell() :]


@cache
def restrict_whoosh() -> None:
    """Exchange the loading functions in every whoosh module that is imported.

    They are found by what they are, not by their names, which differ between versions of whoosh
    (`load`, `load_pickle`, `pickle.loads`). A module imported later would escape, so all that read
    are imported here.
    """
    for name in READING:
        import_module(name)
    from whoosh.legacy import toc_loaders

    toc_loaders.clear()  # formats of before 2010, with an unpickler of their own
    harmless = {**vars(pickle), "load": load, "loads": loads, "Unpickler": RestrictedUnpickler}
    exchanged = {
        id(pickle.load): load,
        id(pickle.loads): loads,
        id(pickle.Unpickler): RestrictedUnpickler,
        id(pickle): SimpleNamespace(**harmless),
    }
    modules = [sys.modules[name] for name in sys.modules if name.startswith("whoosh")]
    for module in modules:
        names = vars(module)
        for name in [name for name, value in names.items() if id(value) in exchanged]:
            setattr(module, name, exchanged[id(names[name])])
