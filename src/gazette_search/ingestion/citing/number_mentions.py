"""Where a text names a document by number, in every form that gazettes print.

Bracketed 发文字号 (辽政办明电〔2018〕16号), decrees before and after their number (国务院令第590号,
环境保护部第42号令), 公告 by year, minutes (会议纪要2005年第42期), numbers without a year
(中发 37 号文件) and standards (GB/T51267-2017). Each form is anchored at its rare part, a bracketed
year or 号令 or 纪要, and the code or name before it is read backwards over a bounded window, so
that one long line costs linear time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.text.numerals import parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass
from gazette_search.vocabulary import either

if TYPE_CHECKING:
    from collections.abc import Iterator

# No agency's name is longer: 中共葫芦岛市委办公室葫芦岛市人民政府办公室 has 20 characters.
_WINDOW = 40
_GAP = r"[ \u3000\xa0]*"
_SPACES = " \u3000\xa0"


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as printed at text[start:end] and its canonical form."""

    start: int
    end: int
    number: str

    def moved(self, by: int) -> NumberMention:
        """The same mention in a text that begins `by` characters earlier."""
        return NumberMention(self.start + by, self.end + by, self.number)


_NUMERAL = r"(?P<serial>\d{1,5}|[一二三四五六七八九十百千零〇]{1,8})"
_YEAR = rf"(?P<year>\d{{4}}){_GAP}"
# 财政部令〔2016〕41号, 市政府常务会议纪要〔2019〕5号: a name stands where others have a code.
_NAMED = Lazy(
    rf"(?P<kind>令|纪要){_GAP}[〔［\[【﹝（(]{_GAP}{_YEAR}[〕］\]】﹞）)]{_GAP}"
    rf"第?{_GAP}(?P<serial>\d{{1,5}}){_GAP}号"
)
# 国务院令第590号, 国务院令（第590号）, 国家发展改革委令2019年第29号,
# 国家税务总局公告2019年第48号
_DECREE = Lazy(
    rf"(?P<kind>令|公告){_GAP}(?P<open>[（(〔\[])?{_GAP}(?:{_YEAR}年)?{_GAP}"
    rf"第?{_GAP}{_NUMERAL}{_GAP}号(?(open){_GAP}[）)〕\]])"
)
_DECREE_BEHIND = Lazy(rf"(?:第{_GAP})?{_NUMERAL}{_GAP}号{_GAP}令$")
_DECREE_SIGN = Lazy(rf"号{_GAP}令")
_MINUTES = Lazy(
    rf"纪要{_GAP}[（(〔\[]?{_GAP}(?:{_YEAR}年?)?{_GAP}[）)〕\]]?{_GAP}"
    rf"(?P<ordinal>第)?{_GAP}(?P<serial>\d{{1,4}}){_GAP}(?P<unit>[期号])"
)
_YEARLESS = Lazy(rf"(?P<serial>\d{{1,4}}){_GAP}号(?:{_GAP}文件?|(?={_GAP}[）)]))")
_STANDARD = Lazy(
    r"(?<![A-Za-z0-9/])(?P<body>[A-Z]{2,4}\d{0,4}(?:/[A-Z]{1,3})?)[ \u3000]*"
    r"(?P<serial>\d{2,6}(?:\.\d{1,3})?)[ \u3000]*[-—–－][ \u3000]*(?P<year>(?:19|20)\d\d)"
    r"(?![\d-])"
)
# What runs into a name or code: verbs, prepositions, the genre that closes a title.
_BEFORE_NAME = Lazy(
    lambda: (
        rf"按照?|{either('leads', 'ground', 'model')}|{either('endings', 'repeal', 'amend')}"
        r"|执行|印发|发布|符合|适用"
        r"|[号的按将由被是见以]|对(?!外)|关于|通知|意见|决定|办法|方案|规定|细则|文件"
    )
)
# 总河长令第3号 is a decree too.
_AGENCY = Lazy(r"(?:[部院委局署会厅府行]|主席|[河林]长|办公室)$")
_JOINT = Lazy(r"[（(][ \u3000]*((?:[\u4e00-\u9fff]{1,20}[部院委局署会厅行室][、 \u3000]+)+)$")
# 市政府葫政发〔2016〕43号: the agency's name before its own code, but 县政府办发 is one code.
_GLUED_AGENCY = Lazy(
    r"(?:人民政府|政府|国务院|办公厅|办公室|[省市县区]委)(?=[^办发函字令会公].)|[被由是]"
)
# 葫国用（2008）第123号 is a land certificate, 建规证 a permit: no documents.
_CERTIFICATE = Lazy(r"(?:用|证|准|许可)$")
_CODE_END = Lazy(r"[发字函电规通告令文办要议复任报审批备监注环建]$")


def find_numbers(text: str) -> list[NumberMention]:
    """Every document named by number in `text`, in order, none overlapping.

    Args:
        text: Clean text of one block or one table cell.

    Returns:
        Mentions with canonical numbers: no spaces, 〔〕 around the year, a decree's serial behind
        its agency (环境保护部令第42号).
    """
    mentions: list[NumberMention] = []
    taken = -1
    found = [mention for finder in _FINDERS for mention in finder(text)]
    # Of two readings of one place the one that starts first says more: 会议纪要〔2019〕5号.
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if mention.start >= taken:
            mentions.append(mention)
            taken = mention.end
    return mentions


def _bracketed(text: str) -> Iterator[NumberMention]:
    for start, end, found in find_document_numbers(text):
        cut = _glued_length(text, start, found.agency_code)
        number = replace(found, agency_code=found.agency_code[cut:])
        is_building = text[end : end + 1] in ("楼", "院")
        if _is_document_code(number.agency_code, text[start:end]) and not is_building:
            yield NumberMention(start + cut, end, str(number))


def _glued_length(text: str, start: int, code: str) -> int:
    """How much of a code is still the sentence: 市政府葫政发, 2014年6月19日葫政发, 原葫政发."""
    cut = 0
    for glued in _GLUED_AGENCY.finditer(code):
        if len(code) - glued.end() >= 2:
            cut = glued.end()
    if not cut and code[0] in "年月日" and text[start - 1 : start].isdigit():
        cut = 1
    return cut + (code[cut] in "原现")


def _is_document_code(code: str, printed: str) -> bool:
    """Whether a code is a document's: round brackets also enclose plain years, 项目（2018）4号."""
    if _CERTIFICATE.search(code):
        return False
    rounded = "（" in printed or "(" in printed
    return not rounded or _CODE_END.search(code) is not None


def _named(text: str) -> Iterator[NumberMention]:
    for match in _NAMED.finditer(text):
        start = _name_start(text, match.start())
        name = _bare(text[start : match.start()])
        if len(name) >= 2:
            year, serial = int(match["year"]), int(match["serial"])
            yield NumberMention(start, match.end(), f"{name}{match['kind']}〔{year}〕{serial}号")


def _decrees(text: str) -> Iterator[NumberMention]:
    for match in _DECREE.finditer(text):
        start, agency = _agency_before(text, match.start())
        serial = parse_numeral(fold_width(match["serial"]))
        if agency and serial is not None:
            year = f"{int(match['year'])}年" if match["year"] else ""
            number = f"{agency}{match['kind']}{year}第{serial}号"
            yield NumberMention(start, match.end(), number)


def _decrees_behind(text: str) -> Iterator[NumberMention]:
    for behind in _DECREE_SIGN.finditer(text):
        floor = max(0, behind.start() - _WINDOW)
        match = _DECREE_BEHIND.search(text, floor, behind.end())
        if match is None:
            continue
        start, agency = _agency_before(text, match.start())
        serial = parse_numeral(fold_width(match["serial"]))
        if not agency:  # 建设部《城市供水水质管理规定》（第156号令）
            start, agency = match.start(), _agency_before_title(text, match.start())
        if agency and serial is not None:
            yield NumberMention(start, match.end(), f"{agency}令第{serial}号")


def _minutes(text: str) -> Iterator[NumberMention]:
    for match in _MINUTES.finditer(text):
        start = _name_start(text, match.start())
        name = _bare(text[start : match.start()])
        if len(name) >= 2 and (match["ordinal"] or match["unit"] == "期" or match["year"]):
            year = f"{int(match['year'])}年" if match["year"] else ""
            number = f"{name}纪要{year}第{int(match['serial'])}{match['unit']}"
            yield NumberMention(start, match.end(), number)


def _yearless(text: str) -> Iterator[NumberMention]:
    for match in _YEARLESS.finditer(text):
        start = _name_start(text, match.start())
        code = _bare(text[start : match.start()])
        if 2 <= len(code) <= 6 and code[-1] in "发字函电" and code[-2] not in "印转下制颁批":
            yield NumberMention(start, match.end(), f"{code}{int(match['serial'])}号")


def _standards(text: str) -> Iterator[NumberMention]:
    for match in _STANDARD.finditer(text):
        number = f"{match['body']}{match['serial']}-{match['year']}"
        yield NumberMention(match.start(), match.end(), number)


_FINDERS = (_named, _bracketed, _decrees, _decrees_behind, _minutes, _yearless, _standards)


def _agency_before(text: str, end: int) -> tuple[int, str]:
    start = _name_start(text, end)
    name = _bare(text[start:end])
    if not _AGENCY.search(name):
        return end, ""
    name = "主席" if name.endswith("主席") else name.removeprefix("中华人民共和国")
    joint = _JOINT.search(text, max(0, start - _WINDOW), start)
    if joint:  # （财政部、国家税务总局令第50号）
        start, name = joint.start(1), "".join(joint[1].split()) + name
    return start, name


def _agency_before_title(text: str, end: int) -> str:
    """The agency that stands before 《…》 when only 第123号令 stands in the brackets behind it."""
    opening = text.rfind("《", max(0, end - 4 * _WINDOW), end)
    if opening < 0 or text[opening:end].rstrip(_SPACES)[-2:] not in ("》（", "》("):
        return ""
    return _agency_before(text, opening)[1]


def _name_start(text: str, end: int) -> int:
    """Walk left over Han characters from `end`, then forward past the last word of the sentence."""
    floor = max(0, end - _WINDOW)
    position = stop = _rstrip(text, end)
    while position > floor and "\u4e00" <= text[position - 1] <= "\u9fff":
        position -= 1
    if text[position - 1 : position].isdigit():  # 2014年6月19日葫政发…: the date is no code
        position += text[position : position + 1] in ("年", "月", "日")
    run = text[position:stop]
    cut = 0
    for match in _BEFORE_NAME.finditer(run):
        if len(run) - match.end() >= 2:
            cut = match.end()
    run = run[cut:]
    dropped = len(run) - len(run.lstrip("和与及或原现"))
    return position + cut + dropped


def _rstrip(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in _SPACES:
        end -= 1
    return end


def _bare(text: str) -> str:
    return text.strip(_SPACES)
