"""Stand-ins for the workflows, so that commands are tested without an index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from builders import (
    check_report,
    contents,
    duty_list,
    embed_report,
    index_report,
    listing,
    result,
    shown,
)
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.standing import Standing


@dataclass
class Operations:
    """Stand-ins for the workflows: each returns a fixed value, or raises it."""

    search: Any = field(default_factory=result)
    stand_at: Any = field(default_factory=lambda: [Standing(shown())])
    list_documents: Any = field(default_factory=listing)
    contents: Any = field(default_factory=contents)
    bring_up_to_date: Any = field(default_factory=index_report)
    check: Any = field(default_factory=check_report)
    duties: Any = field(default_factory=duty_list)
    embed: Any = field(default_factory=embed_report)
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    def named(self, name: str) -> Any:
        def operation(_home: object, *args: Any, **kwargs: Any) -> Any:
            self.calls.append((name, args, kwargs))
            value = getattr(self, name)
            if isinstance(value, BaseException):
                raise value
            return value

        return operation

    @property
    def request(self) -> SearchRequest:
        (_, (request, _), _) = self.calls[-1]
        assert isinstance(request, SearchRequest)
        return request


MODULES = {
    "searching": ["search"],
    "reading": ["list_documents", "contents"],
    "standing": ["stand_at"],
    "indexing": ["bring_up_to_date"],
    "checking": ["check"],
    "duties": ["duties"],
    "embedding": ["embed"],
}
