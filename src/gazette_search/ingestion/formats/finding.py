"""What lies in a corpus: the files that are read, and those that are not, with the reason."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.errors import system_reason
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from typing import BinaryIO

# What offices name the files that are read, compared without case: scanners and Windows write
# 2020-03.TXT. What such a file holds is found out when it is read.
READ = frozenset(
    (
        ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".shtml", ".xhtml", ".docx", ".docm",
        ".epub", ".pdf", ".ofd", ".doc", ".wps", ".rtf", ".odt",
        ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp",
    )
)  # fmt: skip
# Beginnings of the same under other names: RTF and OLE (.doc, .wps). A search looks for new files
# too, so a file is opened only when its name does not tell what it is.
_MAGIC = (b"{\\rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_ZIP = b"PK\x03\x04"
_ZIPPED = frozenset(("word/document.xml", "OFD.xml", "META-INF/container.xml"))
_HEAD = 1024  # bytes
_WHY_NOT = {
    ".zip": "是压缩包，请用 gsearch add 展开加入",
}
# The home's own lists, put among the issues by whoever read that they lie in the same folder.
_LISTS = {"thesaurus.txt": "同义词表", "vocabulary.txt": "公文用语表"}
# What systems and editors leave in any folder is no file of the user's, and not worth a word.
_DEBRIS = frozenset({"thumbs.db", "desktop.ini"})
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder of the corpus that is not read."""

    path: Path
    reason: str


@dataclass(slots=True)
class FoundFiles:
    """The files of a corpus and its sub-folders, each list by path."""

    sources: list[Path] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


def find_sources(corpus: Path) -> list[Path]:
    """The files of a corpus that are read."""
    return look_through(corpus).sources


def look_through(corpus: Path) -> FoundFiles:
    """Find every file below a directory, in linked folders too, each folder once.

    A corpus that is not there has no files; of a folder that cannot be opened it is said.
    """
    found = FoundFiles()
    visited: set[tuple[int, int]] = set()
    folders = [corpus]
    links: list[Path] = []
    while folders or links:  # a folder is known by its own name before any link to it
        folder = folders.pop() if folders else links.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                below = [*entries]
        except OSError as problem:
            if folder != corpus or os.path.lexists(folder):
                found.passed_over.append(PassedOver(folder, f"打不开：{system_reason(problem)}"))
            continue
        for entry in sorted(below, key=lambda entry: entry.name, reverse=True):
            if not _sorted_in(entry, found):
                (links if entry.is_symlink() else folders).append(Path(entry.path))
    found.sources.sort()
    found.passed_over.sort(key=lambda one: one.path)
    return found


def _sorted_in(entry: os.DirEntry[str], found: FoundFiles) -> bool:
    """Put a file where it belongs; a folder stays with the caller.

    Returns:
        Whether that is all to do.
    """
    if entry.name.startswith(_HIDDEN) or entry.name.lower() in _DEBRIS:
        return True
    path = Path(entry.path)
    try:
        if entry.is_dir():
            return False
        why_not = _why_not(path) if entry.is_file() else "不是普通文件"
    except OSError as problem:  # a link that leads in a circle
        why_not = f"打不开：{system_reason(problem)}"
    if why_not:
        found.passed_over.append(PassedOver(path, why_not))
    else:
        found.sources.append(path)
    return True


def _why_not(path: Path) -> str:
    """Why a file is not read, empty when it is."""
    if one := _LISTS.get(path.name.lower()):
        return f"是{one}，在 corpus 里不起作用，请移到 corpus 旁边"
    suffix = path.suffix
    if suffix.lower() in READ or _begins_like_one(path):
        return ""
    kind = f" {suffix} 文件" if suffix else "没有扩展名的文件"
    return _WHY_NOT.get(suffix.lower(), f"不读{kind}，请先转成 .txt 文本")


def _begins_like_one(path: Path) -> bool:
    """Whether a file is of a kind that is read under the name of another."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if head.startswith(_ZIP):
                return _is_zipped_document(stream)
    except OSError:
        return False
    if head.startswith(_MAGIC) or b"%PDF-" in head:
        return True
    return not path.suffix and bool(head) and b"\0" not in head  # a text without a suffix


def _is_zipped_document(stream: BinaryIO) -> bool:
    """Whether a zipped file has the part that a kind of document is known by."""
    import zipfile  # with two compressors, which a search must not pay for

    try:
        return not _ZIPPED.isdisjoint(zipfile.ZipFile(stream).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
