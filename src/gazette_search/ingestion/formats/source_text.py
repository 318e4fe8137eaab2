"""What every reader of a file gives: its text in lines, and what is to be known about them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FileFormat = Literal[
    "text", "html", "docx", "epub", "pdf", "ofd", "doc", "wps", "rtf", "odt", "image"
]

LineOrigin = Literal[
    "text",
    "row",  # of a table; tabs separate its cells
    "note",  # a footnote or endnote of the paragraph above it
]

WarningCode = Literal[
    "revisions",  # tracked changes, read as accepted
    "hidden",  # hidden text, not read
    "private-use",  # characters that only the file's own font can tell
    "text-layer-doubtful",  # the characters of the file are not what it shows
    "scanned",  # pages without text, not read
    "machine-read",  # text read off an image by a machine
    "recognition-doubtful",  # lines of which the machine was not sure
    "amount-doubtful",  # ‰ and ㎡ are misread by machines
    "embedded",  # pictures, charts or formulas whose text is not read
]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the text.

    Attributes:
        text: As printed; the cells of a row are separated by tabs.
        page: Page of the file, counted from 1; None where the format has no pages.
        origin: What it is in the file.
        continues: Whether it goes on with the line above it, which the end of a page broke off.
        machine_read: Whether a machine read it off an image.
    """

    text: str
    page: int | None = None
    origin: LineOrigin = "text"
    continues: bool = False
    machine_read: bool = False


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something to know about the text of a file.

    Attributes:
        code: Stable name for scripts.
        message: The sentence for a reader, in Chinese.
        page: Page of the file, None when it concerns the whole.
    """

    code: WarningCode
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file.

    Attributes:
        format: What the file is.
        lines: In reading order; blank lines part paragraphs and tables.
        whole_paragraphs: Whether a line is a whole paragraph, so that nothing is to be joined but
            what `continues`; otherwise lines are as printed.
        pages: How many pages the file has, None where the format has none.
        metadata: What the file says about itself beside its text: the 索引号 block of a web page,
            the front matter of Markdown; keys as printed without spaces and colon.
        warnings: What is to be known about it.
    """

    format: FileFormat
    lines: tuple[SourceLine, ...]
    whole_paragraphs: bool = False
    pages: int | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[SourceWarning, ...] = ()

    @property
    def text(self) -> str:
        """All lines, each but the last ended by a line feed."""
        return "\n".join(line.text for line in self.lines)


def spaced(lines: Iterable[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines with a blank one between paragraphs, and around but not inside a table.

    A new table begins where an empty line was given.
    """
    out: list[SourceLine] = []
    for line in lines:
        if not line.text.strip():
            if out and out[-1].text:
                out.append(SourceLine(""))
            continue
        above = out[-1] if out else None
        inside = line.origin == "row" and above is not None and above.origin == "row"
        if above and above.text and not inside and not line.continues:
            out.append(SourceLine(""))
        out.append(line)
    while out and not out[-1].text:
        out.pop()
    return tuple(out)
