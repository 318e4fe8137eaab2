"""Parts of a zipped file and their XML, read within limits.

Sizes in the directory of a zip are claims: what is unpacked is counted while it is unpacked. XML
with a DTD is refused before it is parsed: no entity is ever expanded, nothing outside is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from gazette_search.errors import SourceFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# document.xml of an issue has about 1 MB; public OFD files have parts of up to 12 MB (fonts).
LARGEST_PART = 64_000_000  # bytes, unpacked
LARGEST_TOTAL = 512_000_000  # bytes unpacked of one file, so that many parts cost no more than one
MOST_PARTS = 50_000
DEEPEST = 256  # elements inside each other; the deepest document seen has 31
_CHUNK = 1 << 20

_DTD = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}\?>")


class Package:
    """A zipped file whose parts are named by paths.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged, encrypted or beyond the limits.
    """

    def __init__(self, raw: bytes, file: str) -> None:
        self.file = file
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise SourceFileError(file, "压缩包损坏，打不开") from problem
        infos = self._archive.infolist()
        if len(infos) > MOST_PARTS:
            raise SourceFileError(file, f"里面有 {len(infos)} 个部件，太多，没有读")
        self._infos = {posixpath.normpath(info.filename): info for info in infos}
        # Names differ in case between a part and what refers to it (OPC: they are the same).
        self._folded = {name.lower(): info for name, info in self._infos.items()}

    def __contains__(self, path: str) -> bool:
        return self._find(path) is not None

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        return iter(self._infos.values())

    def _find(self, path: str) -> zipfile.ZipInfo | None:
        name = posixpath.normpath(path)
        return self._infos.get(name) or self._folded.get(name.lower())

    def read(self, path: str, largest: int = LARGEST_PART) -> bytes:
        """The bytes of a part.

        Raises:
            SourceFileError: There is none of this name, or it cannot be unpacked within `largest`.
        """
        info = self._find(path)
        if info is None:
            raise SourceFileError(self.file, f"缺少部件 {path}")
        if info.flag_bits & 1:
            raise SourceFileError(self.file, "加了密，没有密码读不出来")
        if info.file_size > largest:
            raise self._too_large(path, largest)
        try:
            return self._unpack(info, path, largest)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
            raise SourceFileError(self.file, f"部件 {path} 损坏") from problem

    def _unpack(self, info: zipfile.ZipInfo, path: str, largest: int) -> bytes:
        chunks, size = [], 0
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._unpacked += len(chunk)
                if size > largest or self._unpacked > LARGEST_TOTAL:
                    raise self._too_large(path, largest)
                chunks.append(chunk)
        return b"".join(chunks)

    def _too_large(self, path: str, largest: int) -> SourceFileError:
        return SourceFileError(
            self.file, f"部件 {path} 展开后超过 {largest // 1_000_000} MB，没有读"
        )

    def xml(self, path: str) -> Element:
        """The root of a part that is XML.

        Raises:
            SourceFileError: As `read`; it is no XML, declares a DTD or nests too deeply.
        """
        return parse_xml(self.read(path), self.file, path)

    def xml_or_none(self, path: str) -> Element | None:
        """The root of a part, None when the file has no such part."""
        return self.xml(path) if path in self else None


def parse_xml(raw: bytes, file: str, part: str) -> Element:
    """The root of an XML text without DTD, nested no deeper than documents are.

    Raises:
        SourceFileError: It is none.
    """
    text = _decode_xml(raw, file, part)
    if _DTD.search(text):
        raise SourceFileError(file, f"部件 {part} 含有 DTD，不安全，没有读")
    try:
        root = ET.fromstring(_DECLARATION.sub("", text, count=1))  # noqa: S314 - no DTD
    except (ET.ParseError, ValueError) as problem:
        raise SourceFileError(file, f"部件 {part} 不是完好的 XML") from problem
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise SourceFileError(file, f"部件 {part} 嵌套超过 {DEEPEST} 层，没有读")
        level = [child for element in level for child in element]
    return root


def _decode_xml(raw: bytes, file: str, part: str) -> str:
    """The text of XML by its mark or declaration, so that no DTD hides in an encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        declared = _DECLARED.match(raw)
        encoding = declared[1].decode("ascii") if declared else "utf-8-sig"
    if encoding.lower().replace("_", "-") in ("gb2312", "gbk"):
        encoding = "gb18030"
    try:
        return raw.decode("utf-8-sig" if encoding.lower() == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError) as problem:
        raise SourceFileError(file, f"部件 {part} 的编码（{encoding}）读不出来") from problem


def beside(part: str, target: str) -> str:
    """The path of what a part refers to: relative to its folder, or absolute inside the file."""
    target = unquote(target.split("#")[0]).replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
