"""Nothing knows 葫芦岛: with city, province, districts, agencies' codes, officials and print width
changed through the whole corpus, the same is read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gazette_search
from gazette_search.ingestion.pipeline import parse_issue
from gazette_search.text.widths import print_width
from gazette_texts import corpus_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.models import Document

ISSUES = ("2018-02", "2018-04", "2019-04", "2020-01", "2020-02")
# Of the city and the province characters, so that codes change with them (葫政办发, 辽司通); of
# districts, bureaus, streets and people whole names. Each as long as the other and used by nothing
# else, so that what is read can be renamed as well.
CHARACTERS = str.maketrans("葫芦辽", "沧渌滇")
NAMES = {
    "连山区": "东湖区", "龙港区": "西岭区", "南票区": "北原区", "兴城市": "安丰市",
    "绥中县": "河口县", "建昌县": "平谷县", "营商局": "兴商局",
    "冯英": "周宁", "刘剑": "郝平", "邹俊峰": "崔永年", "王伟": "赵强", "项继飞": "马志远",
}  # fmt: skip
_NAME = re.compile("|".join(NAMES))
WIDTHS = (24, 28, 32)


def renamed(text: str) -> str:
    return _NAME.sub(lambda match: NAMES[match[0]], text).translate(CHARACTERS)


def read(text: str) -> tuple[Document, ...]:
    return parse_issue(text, "corpus/x.txt").documents


def test_the_names_are_those_of_the_corpus() -> None:
    whole = "".join(map(corpus_text, ISSUES))
    assert all(name in whole for name in (*NAMES, *"葫芦辽"))
    assert not any(name in whole for name in (*NAMES.values(), *"沧渌滇"))


@pytest.mark.parametrize("issue", ISSUES)
def test_another_city_with_other_officials_is_read_alike(issue: str) -> None:
    """Numbers, titles, blocks, citations, duties, statements: all but the names."""
    text = corpus_text(issue)
    for own, other in zip(read(text), read(renamed(text)), strict=True):
        assert renamed(repr(own)) == repr(other)


def test_no_rule_names_the_city() -> None:
    """In the program's code, examples in help, messages and docstrings aside."""
    package = Path(gazette_search.__file__).parent
    naming = [
        f"{path.relative_to(package)}: {text}"
        for path in sorted(package.rglob("*.py"))
        for text in _patterns(path.read_text(encoding="utf-8"))
        if re.search("[葫芦]", text)
    ]
    assert naming == []


def _patterns(source: str) -> Iterator[str]:
    """Lines of code with a pattern or a set of characters, comments aside."""
    for line in source.split("\n"):
        code = line.split("#", 1)[0]
        if re.search(r'\br[bf]?"|\bf?r"|^_[A-Z_]+ = ', code):
            yield code


def set_anew(text: str, documents: tuple[Document, ...], width: int) -> str:
    """The text with each broken paragraph broken where lines of another width end."""
    lines = text.split("\n")
    for block in (block for document in documents for block in document.blocks):
        first, last = block.lines
        pieces = [n for n in range(first, last + 1) if lines[n - 1].strip()]
        if block.kind in ("paragraph", "item") and len(pieces) > 1 and "<" not in block.text:
            cut = _margin(block.text, width)
            for piece in pieces:  # one that was set line by line is set as two halves
                lines[piece - 1] = ""
            lines[pieces[0] - 1], lines[pieces[-1] - 1] = block.text[:cut], block.text[cut:]
    return "\n".join(lines)


def _margin(text: str, width: int) -> int:
    """Where about the middle of a text a print line ends inside a sentence."""
    places = []
    for place in range(8, len(text) - 8):
        measure = print_width(text[:place]) + 2
        if measure >= width - 1 and measure % width < 1 and text[place - 1] not in "，、。；：":
            places.append(place)
    return min(places, key=lambda place: abs(2 * place - len(text)), default=len(text) // 2)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("issue", ISSUES)
def test_another_print_width_is_read_alike(issue: str, width: int) -> None:
    text = corpus_text(issue)
    documents = read(text)
    anew = read(set_anew(text, documents, width))
    assert [(str(d.number), d.title, d.issuer, d.signed_date) for d in anew] == [
        (str(d.number), d.title, d.issuer, d.signed_date) for d in documents
    ]
    # Half of a paragraph may end as a heading does, by chance: at most two of 400 to 620 did.
    texts = {block.text for document in anew for block in document.blocks}
    lost = [b.text for document in documents for b in document.blocks if b.text not in texts]
    assert len(lost) <= 2, lost
