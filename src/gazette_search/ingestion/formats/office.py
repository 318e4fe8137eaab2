"""Old office files (.doc, .wps, .rtf, .odt), laid out by LibreOffice and read from the pages.

Of the ways tried on one .doc of 633 blocks, this one lost least: LibreOffice's .docx loses the
numbers of restarted lists (606 blocks), its text the tables, antiword the automatic numbers, catdoc
18 % of the characters; its PDF read as any PDF gives 618. A PDF shows tracked changes run together
(由42604425元), so a file that has any goes through ODT, from which they are taken out.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.pdf.reading import read_pdf
from gazette_search.ingestion.formats.source_text import SourceWarning
from gazette_search.ingestion.formats.zipped import Package
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.source_text import FileFormat, SourceText

CONVERSION_SECONDS = 180  # an issue takes 3 to 12 on an idle machine
_PROGRAMS = ("soffice", "libreoffice")
_MISSING = (
    "要用 LibreOffice 读，这台机器上没有。请运行 apt-get install libreoffice-writer-nogui"
    "（或另装 LibreOffice），再运行 gsearch index"
)
_CHANGES = re.compile(r"<text:tracked-changes\b.*?</text:tracked-changes>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_HAN = re.compile("[\u4e00-\u9fff]")
# Without a Chinese font LibreOffice draws boxes, which no reader can turn into characters.
_LEAST_DRAWN = 0.9


def read_office(raw: bytes, file: str, kind: FileFormat) -> SourceText:
    """The text of an old office file.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        kind: What it is.

    Raises:
        SourceFileError: There is no LibreOffice, it cannot read the file, or it has no font for it.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise SourceFileError(file, _MISSING, lasting=False)
    with tempfile.TemporaryDirectory(prefix="gsearch-") as name:
        place = Path(name)
        source = place / f"source.{kind}"
        source.write_bytes(raw)
        odt = raw if kind == "odt" else _convert(program, source, "odt", file)
        accepted, written, changed = _accept_changes(odt, file)
        if changed:
            source = place / "accepted.odt"
            source.write_bytes(accepted)
        read = read_pdf(_convert(program, source, "pdf", file), file)
    if len(_HAN.findall(read.text)) < _LEAST_DRAWN * written:
        raise SourceFileError(
            file,
            "这台机器没有它要的中文字体，读不全。请安装中文字体（如 fonts-noto-cjk）后再试",
            lasting=False,
        )
    warnings = read.warnings
    if changed:
        revisions = SourceWarning("revisions", "有修订痕迹，按全部接受修订后的文字读取")
        warnings = (revisions, *warnings)
    return replace(read, format=kind, warnings=warnings)


def _convert(program: str, source: Path, target: str, file: str) -> bytes:
    """What LibreOffice makes of a file, with a profile of its own that is thrown away."""
    folder = source.parent
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--nolockcheck", "--nodefault", "--convert-to", target,
        "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - a program found on the path, a file of ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **SYSTEM.own_group,
    )
    try:
        process.wait(CONVERSION_SECONDS)
    except subprocess.TimeoutExpired as problem:
        raise SourceFileError(
            file, f"LibreOffice {CONVERSION_SECONDS} 秒没有读完，不再读"
        ) from problem
    finally:
        # soffice is a script that starts the program itself.
        SYSTEM.end_group(process)
        process.wait()
    made = folder / "out" / f"{source.stem}.{target}"
    if not made.is_file():
        raise SourceFileError(file, "LibreOffice 读不了它，可能已损坏")
    return made.read_bytes()


def _accept_changes(odt: bytes, file: str) -> tuple[bytes, int, bool]:
    """An ODT without what tracked changes deleted.

    Returns:
        The file, how many Han characters its text has, and whether there were changes.
    """
    package = Package(odt, file)
    content = package.read("content.xml").decode("utf-8", "replace")
    accepted, count = _CHANGES.subn("", content)
    written = len(_HAN.findall(_TAG.sub("", accepted)))
    if not count:
        return odt, written, False
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in package:
            name = info.filename
            body = accepted.encode() if name == "content.xml" else package.read(name)
            archive.writestr(name, body)
    return buffer.getvalue(), written, True
