"""Homes with a few short documents, for what the real issues do not show."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gazette_search.index.local.engine import LocalIndex
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.home import Home
from gazette_search.workflows.opening import open_index
from gazette_search.workflows.searching import search
from gazette_texts import document_text, issue_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette_search.index.snapshot import Snapshot
    from gazette_search.search.results import SearchResult

OFFICE = "葫芦岛市人民政府办公室"


def notice(serial: int, about: str, *body: str, day: str = "2020年3月8日") -> str:
    """葫政办发〔2020〕serial号, a notice with a title and a text."""
    return document_text(
        number=f"葫政办发〔2020〕{serial}号",
        title=f"{OFFICE}关于{about}的通知",
        body=body or (f"现就{about}有关事项通知如下。",),
        closing=(OFFICE, day),
    )


def write_issue(home: Home, name: str, *documents: str) -> None:
    """Write corpus/name.txt; an issue 2020-02 calls itself so."""
    home.corpus.mkdir(parents=True, exist_ok=True)
    text = issue_text(*documents)
    (home.corpus / f"{name}.txt").write_text(_named(text, name), encoding="utf-8")


def _named(text: str, name: str) -> str:
    year, number = name.split("-")
    return text.replace("2020年第2期", f"{year}年第{int(number)}期", 1)


def small_home(path: Path, *documents: str) -> Home:
    """A home with one issue, not indexed yet."""
    home = Home(path)
    write_issue(home, "2020-02", *documents)
    return home


@contextmanager
def reading(home: Home) -> Iterator[Snapshot]:
    """The current generation, built when there is none."""
    with open_index(home) as opened:
        assert isinstance(opened.index, LocalIndex)
        yield opened.index.snapshot


def ask(home: Home, query: str, **fields: Any) -> SearchResult:
    """Search a home, all hits."""
    return search(home, SearchRequest(query, **{"limit": 0, **fields}))


def found(result: SearchResult) -> list[str]:
    """Numbers of the hits, best first."""
    return [str(hit.document.number) for hit in result.hits]


def ranks(home: Home, query: str, **fields: Any) -> list[str]:
    """Numbers that a query finds, best first."""
    return found(ask(home, query, **fields))
