"""Number lines: a line that holds a 发文字号 and nothing else, in every form that is printed.

青政发〔2021〕5号 may stand beside its masthead, the 签发人 or a remark (备案号…), in brackets,
behind 文号：, with its characters set apart, with numerals for figures. An order has 第12号 alone
under the masthead that names who gave it. A line that lacks something of a number (one bracket, 号,
a figure read as a letter) is *damaged*: its form says that it was one, what it said is decided
elsewhere.
"""

from __future__ import annotations

from typing import Literal

from gazette_search import vocabulary
from gazette_search.ingestion.document_numbers import code_before, find_document_numbers
from gazette_search.models import DocumentNumber
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass

Form = Literal["number", "order", "damaged"]

# Longer lines are prose, whatever they begin with.
_LONGEST = 120
_N = rf"(?:\d{{1,5}}|[{NUMERAL_CHARACTERS}]{{1,6}})"
_BEFORE = Lazy(
    r"(?:发?文(?:件)?(?:字|编)?号|字号|编号) ?: ?"
    # （一九九八年三月一日 国发〔1998〕5号) below a title
    rf"|\((?=.*\)$)(?:\d{{4}}|[{NUMERAL_CHARACTERS}]{{4}}) ?年.{{2,8}}日[，, ]*"
)
_BEHIND = Lazy(
    # （备案号…）, （LSDR—2022—00001）, 统一编号：LSDR-2022-00001
    r" *(?:[(\[【](?:备案|登记|统一编)[^()]{1,40}[)\]】]|[(\[【][A-Z][A-Z0-9 —–_-]{4,30}[)\]】]"
    r"|(?:统一编号|登记号|备案号|规范性文件编号) ?: ?[A-Z0-9 —–_-]{4,30}|\(此件[^()]{1,20}\)"
    r"|签发人? ?: ?[\u4e00-\u9fff· ]{2,20})$"
)
_ORDER = Lazy(
    rf"\(?(?P<agency>[\u4e00-\u9fff]{{2,30}}(?:令|公告|通告|命令))?"
    rf"(?:[〔\[(【](?P<bracketed>(?:19|20)\d\d)[〕\])】]|(?P<year>(?:19|20)\d\d|二[{NUMERAL_CHARACTERS}]{{3}})年)?"
    rf"第(?P<serial>{_N})号\)?"
)
# What an OCR engine makes of figures; measured on number lines: 0 → O o, besides 1 → l I |, 2 → Z.
_MISREAD = str.maketrans("OoQDlI|iZz〇○零一二三四五六七八九", "0000111122000123456789")
_OPEN = r"[〔\[(【﹝〖{<《〈「『|]"
_CLOSE = r"[〕\])】﹞〗}>》〉」』|]"
_FIGURE = r"[0-9OoQDlI|iZz〇○零一二三四五六七八九]"
_DAMAGED = Lazy(
    rf"(?P<code>[\u3400-\u9fff]{{1,12}}?)(?P<open>{_OPEN}{{0,2}})(?P<year>{_FIGURE}{{3,5}}?)"
    rf"(?P<close>{_CLOSE}{{0,2}})第?(?P<serial>{_FIGURE}{{0,6}})(?P<end>[号另弓]?)"
)
# 文件, 令, 公告: what an order's masthead ends in, and how the State Council counts its own.
_STATE_ORDER = Lazy(r"(?:中华人民共和国)?国务院令")
_MASTHEAD = Lazy(
    lambda: (
        r"(?!根据|依据|按照|依照|遵照|以|由|经)(?!.*(?:关于|印发|转发|批转|的(?:复函|答复|批复|"
        + "|".join(vocabulary.words("genres", "official"))
        + r")|贯彻|落实|本|上述|下列))[\u4e00-\u9fff（）()、 ]{2,60}"
        r"(?:文件|通告|公告|公报|令|函|任免通知|任免|会议纪要|纪要|通报|决定|命令|议案)"
    )
)


@dataclass(frozen=True, slots=True)
class HeadNumber:
    """What a number line says.

    Attributes:
        form: `number` when it is whole, `order` for 第12号, `damaged` when something is missing.
        number: The number; None for a damaged one and for an order that does not say whose.
        printed: The number as it stands on the line.
        masthead: 发文机关标志 on the same line, or None.
        year: Of an order (2021年第4号), or None.
        serial: Of an order, or None.
    """

    form: Form
    number: DocumentNumber | None
    printed: str
    masthead: str | None = None
    year: int | None = None
    serial: int | None = None

    def under(self, masthead: str) -> DocumentNumber | None:
        """The number of an order under its masthead, which names who gave it."""
        if self.serial is None or not masthead.endswith(("令", "公告", "通告")):
            return None
        return DocumentNumber(order_code(masthead), self.year, self.serial)


@dataclass(frozen=True, slots=True)
class NumberDamage:
    """What is left of a damaged number, figures for the letters that stand for them.

    Attributes:
        code: 机关代字 as printed.
        year: Four figures, or what is left of them.
        serial: Figures of the 发文顺序号, perhaps none.
    """

    code: str
    year: str
    serial: str

    @property
    def certain(self) -> DocumentNumber | None:
        """The number, when only brackets and letters for figures were wrong."""
        if len(self.year) == 4 and self.year[:2] in ("19", "20") and self.serial:
            return DocumentNumber(self.code, int(self.year), int(self.serial))
        return None


def order_code(masthead: str) -> str:
    """What stands for the agency in the number of an order: 国令 for the State Council's."""
    return "国令" if _STATE_ORDER.fullmatch(masthead) else masthead


def is_masthead(folded: str) -> bool:
    """Whether a line can be a 发文机关标志 by its form."""
    return bool(_MASTHEAD.fullmatch(folded))


def read_head(folded: str) -> HeadNumber | None:
    """What a line says that holds a number and nothing else; None for any other line.

    Args:
        folded: Its clean text after `fold_width`.
    """
    if len(folded) > _LONGEST or not ("号" in folded or "20" in folded or "〔" in folded):
        return None
    bare = folded
    before = _BEFORE.match(bare)
    if before:
        bare = ("(" if before[0].startswith("(") else "") + bare[before.end() :]
    bare = _BEHIND.sub("", bare)
    if bare.startswith("(") and bare.endswith("号)"):
        bare = bare[1:-1]
    return _number(bare) or _order(bare) or _damaged(bare)


def _number(text: str) -> HeadNumber | None:
    if not text.endswith("号"):
        return None
    found = find_document_numbers(text, text)
    closed = text.replace(" ", "")
    if len(found) != 1 or found[0][1] != len(text):
        found, text = find_document_numbers(closed, closed), closed
        if len(found) != 1 or found[0][1] != len(text):
            return None
    start, _, number = found[0]
    before = text[:start].strip()
    if not before:
        return HeadNumber("number", number, text)
    if not is_masthead(before):
        return None
    return HeadNumber("number", number, text[start:], before.replace(" ", ""))


def _order(text: str) -> HeadNumber | None:
    match = _ORDER.fullmatch(text.replace(" ", ""))
    serial = parse_numeral(match["serial"]) if match else None
    if match is None or serial is None:
        return None
    year = parse_numeral(match["bracketed"] or match["year"] or "")
    agency = match["agency"]
    number = DocumentNumber(order_code(agency), year, serial) if agency else None
    return HeadNumber("order", number, match[0], agency, year, serial)


def _damaged(text: str) -> HeadNumber | None:
    return HeadNumber("damaged", None, text) if read_damage(text) else None


def read_damage(text: str) -> NumberDamage | None:
    """What is left of a damaged number; None when the text never was one."""
    match = _DAMAGED.fullmatch(text.replace(" ", ""))
    if match is None:
        return None
    signs = sum(bool(match[name]) for name in ("open", "close", "end"))
    year = match["year"].translate(_MISREAD)
    is_year = year[:2] in ("19", "20") or (len(year) == 3 and year[0] in "12")
    if code_before(match["code"]) != match["code"] and len(match["code"]) > 1:
        return None  # a title runs into it
    if not is_year or signs + bool(match["serial"]) < 2 or signs < 1:
        return None
    return NumberDamage(match["code"], year, match["serial"].translate(_MISREAD))
