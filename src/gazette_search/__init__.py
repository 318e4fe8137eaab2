"""Full-text search for Chinese government gazettes.

    >>> from gazette_search import Gazette
    >>> gazette = Gazette.open("a/home")
    >>> for hit in gazette.search("低保标准", limit=3).hits:
    ...     print(hit.document.title, hit.passages[0].text)

Every answer is a frozen dataclass, and its `to_dict()` gives the fields that `--format json`
prints. Names are imported when they are first asked for: the command line needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gazette_search.version import __version__

if TYPE_CHECKING:
    from gazette_search.errors import GazetteSearchError
    from gazette_search.library import Gazette
    from gazette_search.search.lookup.filter_set import Filters

__all__ = ["Filters", "Gazette", "GazetteSearchError", "__version__"]

_HOMES = {
    "Filters": "gazette_search.search.results",
    "Gazette": "gazette_search.library",
    "GazetteSearchError": "gazette_search.errors",
}


def __getattr__(name: str) -> object:
    """Import an exported name (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
