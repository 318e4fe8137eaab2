"""Lines that hold more than one element, taken apart: number and title, a whole page in one line.

A program that takes the text of a web page without its line ends gives a document on one line:
title, number, addressee, text, signature and date run into each other. Where the forms of these
elements meet, the line is parted. Every piece keeps the number of its source line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette_search import vocabulary
from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.ingestion.layout.lines import classify
from gazette_search.text.numerals import NUMERAL_CHARACTERS
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.ingestion.layout.lines import Line

_LONGEST_TITLE = 120
_SHORTEST_PAGE = 80  # characters; a title with its number has fewer
_HEAD = 400  # characters in which a page on one line has its title and number
_N = f"[{NUMERAL_CHARACTERS}]"
_TITLE = Lazy(
    lambda: (
        r"[^。；：:;!?！？]{4,100}?"
        rf"{vocabulary.either('genres', 'official', 'title')}(?:[（(][^（）()]{{1,20}}[）)])?"
    )
)
_ADDRESSEE = Lazy("(?:各|市|省|县|区)[^。；：:]{1,300}?[：:]")
# Where elements of the text meet: a sentence or lead-in and 一、, （一）, 第一条.
_MARKER = Lazy(rf"(?<=[。；：:])(?=第{_N}{{1,5}}[章条]|{_N}{{1,3}}、|（{_N}{{1,3}}）)")
_CLOSING = Lazy(
    lambda: (
        rf"(?<=[。）])(?P<agency>[\u4e00-\u9fff、 ]{{2,40}}?{vocabulary.either('organs')}) ?"
        rf"(?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日|二{_N}{{3}}年{_N}{{1,2}}月{_N}{{1,3}}日)"
        r"(?P<disclosure>[（(][^（）()]{0,6}公开[^（）()]{0,8}[）)])?"
    )
)


def unfold(lines: Sequence[Line]) -> list[Line]:
    """The lines, those with several elements replaced by a line for each."""
    return [piece for line in lines for piece in _pieces(line)]


def _pieces(line: Line) -> Iterable[Line]:
    if line.kind != "text" or len(line.text) < 12:
        return (line,)
    numbered = "号" in line.folded[:_HEAD] and _numbered(line)
    if numbered:
        return _with(line, numbered)
    return (line,)


def _numbered(line: Line) -> list[str]:
    """The parts of a line with a number between or beside title and text, or none."""
    folded = line.folded[:_HEAD]
    found = find_document_numbers(folded, folded)
    if not found:
        return []
    start, end, _ = found[0]
    before, behind = line.text[:start].rstrip(" (（"), line.text[end:].lstrip(" )）")
    number = line.text[start:end]
    if not before:
        return _number_first(number, behind)
    is_title = _TITLE.fullmatch(before) and "关于" in before
    if not is_title or (behind and len(line.text) < _SHORTEST_PAGE):
        return []
    return [before, number, *_text(behind)]


def _number_first(number: str, behind: str) -> list[str]:
    # 青政发〔2021〕5号《青河市人民政府关于…的通知》, as pages are named
    bare = behind[1:-1] if behind.startswith("《") and behind.endswith("》") else behind
    if len(bare) <= _LONGEST_TITLE and _TITLE.fullmatch(bare):
        return [number, behind]
    title = _TITLE.match(behind)
    if not title or len(behind) < _SHORTEST_PAGE or "关于" not in title[0]:
        return []
    addressee = _ADDRESSEE.match(behind, title.end())
    return [number, title[0], *_text(behind[title.end() :])] if addressee else []


def _text(text: str) -> list[str]:
    """Addressee, text and closing of a document that stands on one line."""
    parts = []
    addressee = _ADDRESSEE.match(text)
    if addressee:
        parts.append(addressee[0])
        text = text[addressee.end() :]
    closing = _CLOSING.search(text)
    if closing is None:
        return [*parts, *_sections(text)]
    end = [closing["agency"], closing["date"], closing["disclosure"] or ""]
    return [*parts, *_sections(text[: closing.start()]), *end, *_sections(text[closing.end() :])]


def _sections(text: str) -> list[str]:
    """A text parted in front of each number of its structure."""
    places = [0, *(match.start() for match in _MARKER.finditer(text)), len(text)]
    return [text[begin:end] for begin, end in pairwise(places)]


def _with(line: Line, texts: list[str]) -> Iterator[Line]:
    for place, text in enumerate(part for part in texts if part.strip()):
        piece = classify(line.number, text)
        yield replace(
            piece,
            depth=0 if place else line.depth,
            bullet=line.bullet and not place,
            after_blank=line.after_blank if not place else True,
            setting="whole" if len(texts) > 2 else line.setting,
        )
