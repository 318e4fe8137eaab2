"""A scratch home whose every generation can be told from every other.

All documents of the corpus carry the number of the version that they belong to, so a search shows
at once whether it saw one whole generation: it finds all documents, and all name one version.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.index.generations import ASIDE, CURRENT, LOCK, PREFIX, IndexDirectory
from gazette_search.index.verification import verify
from gazette_search.search.results import SearchRequest, SearchResult
from gazette_search.workflows.searching import search

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

DOCUMENTS = 2  # in an issue
_VERSION = re.compile("第(\\d+)次修订")

ISSUE = """目录

2020年第{number}期(总第{serial}期)

2020年3月15日出版

○ 葫政办发文件

{contents}

{documents}
"""
DOCUMENT = """葫芦岛市人民政府文件

葫政办发〔2020〕{serial}号

葫芦岛市人民政府办公室关于提高城乡居民最低生活保障标准的通知

各县（市）区人民政府，市政府各部门：

为保障困难群众基本生活，现就提高城乡居民最低生活保障标准有关事项通知如下，本通知为第{version}次修订：

一、提高标准

农村低保标准，全市统一提高到每人每年{version}元。

葫芦岛市人民政府办公室

2020年3月11日

（此件公开发布）
"""


def issue_text(number: int, version: int) -> str:
    """An issue of two documents, as the gazette prints them."""
    serials = [number * 10 + n for n in range(DOCUMENTS)]
    contents = "\n\n".join(
        "葫芦岛市人民政府办公室关于提高城乡居民最低生活保障标准的通知"
        f"葫政办发〔2020〕{serial}号……………({page})"
        for page, serial in enumerate(serials, 2)
    )
    documents = "\n".join(DOCUMENT.format(serial=serial, version=version) for serial in serials)
    return ISSUE.format(number=number, serial=number + 60, contents=contents, documents=documents)


def write_corpus(home: Home, version: int, issues: int = 3) -> None:
    """Replace every issue by that version of it."""
    home.corpus.mkdir(parents=True, exist_ok=True)
    for number in range(1, issues + 1):
        path = home.corpus / f"2020-{number:02d}.txt"
        path.write_text(issue_text(number, version), encoding="utf-8")


def find_all(home: Home, query: str = "“次修订”") -> SearchResult:
    """All documents, through the workflow that the command calls."""
    return search(home, SearchRequest(query, limit=0))


def versions(result: SearchResult) -> set[int]:
    """The versions that the passages of a result name."""
    texts = [passage.text for hit in result.hits for passage in hit.passages]
    return {int(found) for text in texts for found in _VERSION.findall(text)}


def version_seen(home: Home, issues: int = 3) -> int:
    """The one version that a search sees.

    Raises:
        AssertionError: When documents are missing or of different versions.
    """
    result = find_all(home)
    assert result.total == len(result.hits) == issues * DOCUMENTS
    (version,) = versions(result)
    return version


def current_is_whole(home: Home) -> bool:
    """Whether there is a generation and all its files are what was written."""
    directory = IndexDirectory(home.index)
    manifest = directory.current()
    if manifest:
        verify(directory, manifest)
    return manifest is not None


def debris(home: Home) -> list[str]:
    """What lies in the index that has no business there after an update."""
    names = sorted(path.name for path in home.index.glob("*"))
    generations = [name for name in names if name.startswith(PREFIX)]
    known = {CURRENT, LOCK, *generations[-3:]}  # the current one and at most two before it
    return [name for name in names if name not in known or name.startswith(ASIDE)]
