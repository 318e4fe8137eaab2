"""Which model makes vectors: that of the server which the user named, else the one installed."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from gazette_search.errors import EmbedderError, IndexDamagedError
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.local.engine import LocalIndex
from gazette_search.index.snapshot import Snapshot

if TYPE_CHECKING:
    from gazette_search.index.manifest import Manifest
    from gazette_search.index.reading import SearchIndex
    from gazette_search.meaning.embedder import Embedder
    from gazette_search.search.ranking.meaning import Meaning
    from gazette_search.search.reports import VectorState
    from gazette_search.workflows.home import Home

# The user's own surroundings alone name a server, never a home or an index: those may be someone
# else's, and would be told what is asked.
SERVER = "GSEARCH_EMBED_SERVER"
MODEL_VARIABLE = "GSEARCH_EMBED_MODEL"
KEY = "GSEARCH_EMBED_KEY"


def find_embedder(threads: int = 1) -> Embedder | None:
    """The model to use; None when no server is named and the extra is not installed.

    Raises:
        EmbedderError: A server is named without a model, or its address is none.
    """
    server = os.environ.get(SERVER)
    if server:
        from gazette_search.meaning.remote import RemoteEmbedder

        model = os.environ.get(MODEL_VARIABLE)
        if not model:
            raise EmbedderError(f"指明了向量服务器，请再用环境变量 {MODEL_VARIABLE} 指明它的模型")
        return RemoteEmbedder(server, model, os.environ.get(KEY))
    from gazette_search.meaning.bundled import BundledEmbedder, is_installed

    return BundledEmbedder(threads) if is_installed() else None


def need_embedder(threads: int = 1) -> Embedder:
    """The model to use, for what cannot be done without.

    Raises:
        EmbedderError: There is none.
    """
    embedder = find_embedder(threads)
    if embedder is None:
        raise EmbedderError(
            "没有按意思查找的模型。请运行 pip install 'gazette-search[semantic]'，"
            f"或用环境变量 {SERVER} 和 {MODEL_VARIABLE} 指明一台向量服务器和它的模型"
        )
    return embedder


def find_meaning(index: SearchIndex, home: Home) -> Meaning | None:
    """What looks for meaning in an index; None where there are no vectors of the model."""
    if not isinstance(index, LocalIndex) or not index.snapshot.has_vectors:
        return None
    from gazette_search.index.vector_log import log_path

    embedder = find_embedder()
    vectors = embedder and index.snapshot.vectors(log_path(home.index, embedder.model))
    if not embedder or not vectors:
        return None
    from gazette_search.search.ranking.meaning import Meaning

    return Meaning(vectors, embedder, index)


def vector_state(home: Home, manifest: Manifest) -> VectorState | None:
    """How far the model at hand has come with a generation; None when there is no model."""
    with suppress(EmbedderError, IndexDamagedError):  # which whoever needs it is told
        embedder = find_embedder()
        if embedder is None:
            return None
        from gazette_search.search.reports import VectorState

        with closing(Snapshot(IndexDirectory(home.index), manifest)) as snapshot:
            if not snapshot.has_vectors:
                return VectorState(0, None)
            from gazette_search.index.vector_log import log_path

            vectors = snapshot.vectors(log_path(home.index, embedder.model))
            return VectorState(len(vectors), vectors.waiting) if vectors else VectorState(0, None)
    return None
