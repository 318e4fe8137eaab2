"""Document numbers in running text: 葫政办发〔2018〕4 号, whatever its brackets and spaces."""

from __future__ import annotations

import re

from gazette_search.models import DocumentNumber
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.vocabulary import either, words

# 〔2018〕4 号, (2018) 4号, 【2018】第4号, 〔二〇一八〕四号, after fold_width.
_BRACKETED = re.compile(
    rf" ?[〔\[(【﹝〖] ?(?P<year>(?:19|20)\d\d|[一二][{NUMERAL_CHARACTERS}]{{3}}) ?[〕\])】﹞〗] ?"
    rf"(?:第 ?)?(?P<serial>\d{{1,5}}|[{NUMERAL_CHARACTERS}]{{1,6}}) ?号"
)
_RUN = re.compile(r"[\u3400-\u9fff]*$")
# 中共葫芦岛市委办公室 is longer than any code; a code with more characters has text glued in front.
_LONGEST_CODE = 12
_LONGEST_WHOLE = 8  # 沪规划资源风 has 6
_NOT_WHOLE = Lazy(
    lambda: (
        rf"^(?:{_long_genres()}|原|即|见|详见|依|按|以|和|与|及|或|经|由|据|对|将)|的|关于|文件|[印转下]发"
        rf"|{either('leads', 'ground', 'model')}|{either('endings', 'repeal', 'amend')}|执行|落实"
    )
)
# What may stand unspaced in front of a code: the 文种 that closes a title in the contents
# (…的通知葫政发〔2020〕6号), the 文件 of a masthead, and the words that introduce a citation.
_GLUED = Lazy(
    lambda: (
        rf"{_long_genres()}|文件|的函|[号的]"
        rf"|按照?|{either('leads', 'ground', 'model')}|{either('endings', 'repeal', 'amend')}"
        r"|执行|印发|转发|下发"
        # 和葫政发 but 和政办发, the code of 和平区: 政 opens no code.
        r"|[和与及或以对见将由](?![政委府党办])"
    )
)


def _long_genres() -> str:
    """文种 of two characters and more; 函 and 令 close codes themselves (国办函)."""
    return "|".join(word for word in words("genres", "official", "title") if len(word) > 1)


def find_document_numbers(
    text: str, folded: str | None = None
) -> list[tuple[int, int, DocumentNumber]]:
    """Properly bracketed numbers in running text, with their start and end.

    Any agency code counts; width, spaces and kind of the brackets don't matter. A title or a
    preposition that runs into the code is not taken for a part of it.

    Args:
        text: Clean text.
        folded: The same after `fold_width`, where the caller has it.
    """
    if "号" not in text:
        return []
    folded = fold_width(text) if folded is None else folded
    found = []
    for match in _BRACKETED.finditer(folded):
        start = max(0, match.start() - 2 * _LONGEST_CODE)
        window = folded[start : match.start()]
        code = _whole_code(window) or code_before(window)
        year, serial = parse_numeral(match["year"]), parse_numeral(match["serial"])
        if code and year and serial is not None and 1900 <= year < 2100:
            number = DocumentNumber(code, year, serial)
            found.append((match.start() - len(code), match.end(), number))
    return found


def _whole_code(text: str) -> str:
    """The code that is all behind a bracket or all of a line: 沪规划资源风 is whole."""
    run = _RUN.search(text)
    code = run[0] if run else ""
    opened = text[: len(text) - len(code)]
    if (opened and opened[-1] not in "([【〔") or not 2 <= len(code) <= _LONGEST_WHOLE:
        return ""
    return "" if _NOT_WHOLE.search(code) else code


def code_before(text: str) -> str:
    """The agency code that ends the text, or an empty string."""
    run = _RUN.search(text)
    code = run[0] if run else ""
    for glued in _GLUED.finditer(code):
        # 葫政公告〔2019〕2号: 公告 belongs to the code, nothing would be left of it.
        rest = code[glued.end() :]
        if len(rest) >= 2:
            return code_before(rest)
    return code if 2 <= len(code) <= _LONGEST_CODE else ""
