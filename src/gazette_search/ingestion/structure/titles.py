"""Titles: the 文种 that closes them, their wording, and spaces left by printed line breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search import vocabulary
from gazette_search.ingestion.layout.paragraphs import without
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.layout.paragraphs import Paragraph

# 办法（试行）, 意见 (2020年): a remark may close the title.
_REMARK = r"(?: ?\([^()]{1,20}\))?"
# The 15 kinds of 党政机关公文处理工作条例, article 8; what else gazettes print as documents; and
# what the text that a notice encloses is called, which may be a list or a table as well.
_OFFICIAL = Lazy(lambda: rf"(?P<genre>{vocabulary.either('genres', 'official')}){_REMARK}$")
_GENRE = Lazy(lambda: rf"(?P<genre>{vocabulary.either('genres', 'official', 'title')}){_REMARK}$")
_ENCLOSED_END = Lazy(
    lambda: rf"{vocabulary.either('genres', 'official', 'title', 'enclosed')}{_REMARK}$"
)
_AGENCY = r"(?:政府|办公[室厅]|委员会|中央|国务院|[省市县区]委|[^委]局|厅|法院|检察院|军区|指挥部)"
_AGENCY_BEFORE = re.compile(rf"{_AGENCY}$")
_AGENCY_BEHIND = re.compile(rf"(?:中共|国务院|中央|[\u4e00-\u9fff]{{2,15}}?{_AGENCY})")
_SPACE = re.compile(" +")
_LOOSE = re.compile(r"[\s“”‘’\"'「」『』]+")
_SAME_SIGNS = str.maketrans("—–－～〜〈〉《》•．・", "-----<><>···")


def genre_of(title: str) -> str | None:
    """文种: the kind of document that the title closes with."""
    folded = fold_width(title.replace(" ", ""))
    match = _OFFICIAL.search(folded) or _GENRE.search(folded)  # 复函 is a 函
    return match["genre"] if match else None


def unquoted(title: str) -> str:
    """The title without 《》 around all of it, as the names of pages have them."""
    is_quoted = title.startswith("《") and title.find("》") == len(title) - 1
    return title[1:-1] if is_quoted else title


def is_official(genre: str | None) -> bool:
    """Whether it is one of the fifteen kinds, so that a title that closes with it is whole."""
    return genre in vocabulary.words("genres", "official")


def ends_enclosed_title(title: str) -> bool:
    """Whether the title of an enclosed text or annex can end here."""
    return bool(_ENCLOSED_END.search(fold_width(title)))


def title_wording(title: str) -> str:
    """The title for comparison: without spaces, quotes, and widths and kinds of brackets."""
    return _compared(fold_width(title))


def line_wording(line: Line) -> str:
    """The same for a line that may be a title, or a part of one."""
    return _compared(line.folded)


def _compared(folded: str) -> str:
    return _LOOSE.sub("", folded).translate(_SAME_SIGNS)


def break_spaces(title: str, other: str = "") -> set[int]:
    """Positions of the spaces in a title that stand for a printed line break.

    Spaces beside figures are typesetting (8890 政务), unless only one side of the figures has
    one (市 2018年度). Spaces between two agencies part them (中共中央 国务院). A space that the
    contents print at the same place (`other`) parts items: a line does not break there twice.
    """
    kept = _spaced_places(other) if other else set()
    found: set[int] = set()
    for match in _SPACE.finditer(title):
        before, behind = title[: match.start()], title[match.end() :]
        if not before or not behind:
            continue
        if not (
            _is_typeset(before, behind)
            or _parts_agencies(before, behind)
            or (kept and _around(before, behind) in kept)
        ):
            found.update(range(match.start(), match.end()))
    return found


def repair_title(title: str, other: str = "") -> str:
    """The title without the spaces that stand for printed line breaks."""
    spaces = break_spaces(title, other)
    return "".join(c for position, c in enumerate(title) if position not in spaces)


def repair_paragraph(paragraph: Paragraph, other: str = "", start: int = 0) -> Paragraph:
    """The same for a title that knows its lines; spaces before `start` stay."""
    spaces = break_spaces(paragraph.text, other)
    spaces = {position for position in spaces if position >= start}
    return without(paragraph, spaces) if spaces else paragraph


def _spaced_places(title: str) -> set[str]:
    """The characters around each space of a title."""
    places = set()
    for match in _SPACE.finditer(title):
        before, behind = title[: match.start()], title[match.end() :]
        if before and behind and not (_is_figure(before[-1]) or _is_figure(behind[0])):
            places.add(_around(before, behind))
    return places


def _around(before: str, behind: str) -> str:
    return title_wording(before)[-4:] + " " + title_wording(behind)[:4]


def _is_typeset(before: str, behind: str) -> bool:
    """Whether a space only sets figures or letters off."""
    if _is_figure(behind[0]) and _is_han(before[-1]):
        run = re.match("[!-~]+", behind)
        rest = behind[run.end() :] if run else ""
        return rest.startswith(" ") or not rest
    return _is_figure(before[-1]) or _is_figure(behind[0])


def _parts_agencies(before: str, behind: str) -> bool:
    """Whether the space stands between two issuers (中共中央 国务院关于…)."""
    return bool(_AGENCY_BEFORE.search(before) and _AGENCY_BEHIND.match(behind))


def _is_figure(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
