"""Document numbers as people write them: 葫政办发2020 23号, 2018年33号文, 国务院第590号令.

A number with its year in brackets is one wherever it stands. Without brackets something else must
speak for it, for 2020年3号楼, 开发2号地块 and 3号机组 are no documents: a code that looks like a
机关代字 (葫政办发, 国发), or 号文, or that the words end behind 号. What is no number for sure is
left to be read as words.

All functions take text whose full-width ASCII is folded (`fold_width`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from gazette_search.search.language.ast import NumberReference
from gazette_search.text.likeness import holds_in_order

_HAN = "\u4e00-\u9fff"

# From the year, 令 or serial on; the name before it is read backwards from there.
_NUMBER = r"""(?x)
    (?=\S) (?P<decree> 令 \s* (?P<open> \( )? \s* )?
    (?: [〔\[(【﹝〖] \s* (?P<bracketed> (?:19|20)\d\d ) \s* 年? \s* [〕\])】﹞〗]
      | (?<![\dA-Za-z_]) (?P<spelt> (?:19|20)\d\d | \d\d ) \s* 年
      | (?<![\dA-Za-z_]) (?P<bare> (?:19|20)\d\d ) (?: \s* [-—–_/] \s* | \s+ | (?= \d{1,4} \s* 号) )
    )? \s*
    (?: 第 \s* )?
    (?(bare) | (?<![\dA-Za-z_]) ) 0* (?P<serial> [1-9]\d{0,3} ) (?!\d)
    (?: \s* (?P<sign> [号期] ) (?: \s* (?P<behind> 令 ) | (?P<paper> 文件 | 文 (?![\u4e00-\u9fff]) | 文 (?=[的是有还]) ) )? )?
    (?(open) \s* \) )
"""  # noqa: E501, a pattern is read whole
# After 号 the words are over, or go on about a document; 号楼, 号线, 号机组 are something else.
_OVER = rf"(?![{_HAN}])|[的是有还和与及]|规定|关于|通知|通告|公告|意见|决定"
# What makes a plain number a measure, a date or a time: 2020年3月, 2020-3个, 2020 3.5.
_MEASURED = rf"[{_HAN}%‰℃㎡#\w]|[.:-]\d"

# 机关代字 by form: a place, an organ's or its office's word, departments, and a genre's word last
# (葫政办发, 葫办发, 穗办函, 鄂政文, 葫编办发); or a place, departments and a genre (白教规字,
# 葫司通, 国卫基层发, 苏环办); or an agency with its 公告. Between the two stand only characters by
# which codes call departments, so that 委托函, 行政复议 and 政协会议 stay words.
_REGIONS = "国中京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_ORGANS = "政委党府办纪组宣统编"
_DEPARTMENTS = (
    "教财民司公水农林草商环建人常社审监文旅广卫计健科信资退应医保体金粮档住房税土防安"
    "工法研督交运城管市质食药残侨宗台外机网军妇团检基层价知能海"
)
_UNITS = _ORGANS + _DEPARTMENTS
_GENRES = "规?[发函字通]|规|[明密]?电|告字?|批|任|议|综"
_CODE = (
    rf"[{_HAN}]{{0,5}}[{_ORGANS}][{_UNITS}]{{0,4}}(?:{_GENRES})|[{_HAN}]{{1,2}}政文"
    rf"|[{_HAN}]{{0,5}}[政委府党]办|[国中][发办函]"
    rf"|[{_HAN}]{{1,2}}[{_UNITS}]{{1,5}}(?:规?[发函字通]|规)"
    rf"|[{_REGIONS}][{_UNITS}]{{1,4}}(?:办|发[{_UNITS}高])"
    rf"|[{_HAN}]{{2,16}}[局部委院署会行]公告"
)
# Ordinary words with such endings, and offices written out: 市政府办 names one, 葫政办 is a code.
_NO_CODE = (
    "政府|国务院|委员会|(?:[开下印出转核颁批研引爆触并交突]发|[交普沟开畅卡联直流人网城信]通"
    "|[数文汉名体]字|[公民主承协创举催交]办|办电|[报预警宣]告|审[批议]|[常委]任"
    "|[法监常]规|(?:[信公保]|催办|交办|询价|通知)函|进行公告|^[办纪组宣统编].)$"
)
# A code whose last character was typed by its sound: 葫政办法, 辽政涵; 行政法, 省政法 and 本办法
# are words.
_SLIPPED = (
    rf"(?![行民财家德省市县区邮执])[{_HAN}](?:[政委党府][办告]?[法伐涵含子自同童归]"
    "|办告?[伐涵含子自童归])"
)
# With 2019 88号 behind it any code's ending will do: 沈司通2019 88号.
_GENRE_END = rf"[{_HAN}]{{1,6}}[发函通字规]"
# What stands before a code in a sentence: 落实葫政办发〔2020〕23号.
_LEAD = (
    "按照?|依照|参照|遵照|根据|依据|贯彻|落实|执行|违反|废止|修改|修订|印发|转发|查询|查找|请问|关于"
    "|[的和与及或将由对是见查找]|通知|通告|意见|决定|办法|方案|规定|细则|标准|条例|文件"
)
_AGENCY = rf"[{_HAN}]*(?:部|院|委|委员会|局|署|会|厅|府|行|主席|办公室)"
_BARE = r"\W*(?:第\s*)?0*([1-9]\d{0,3})\s*号\W*"
_LONGEST_RUN = 24  # 中共葫芦岛市委办公室葫芦岛市人民政府办公室 has 20
_LONGEST_CODE = 8  # 辽食药监餐饮发 has 7


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_NUMBER)


def find_references(text: str, *, loose: bool = False) -> list[NumberReference]:
    """Every document number in a query, in order, none overlapping.

    Args:
        text: Query text, width-folded.
        loose: Whether the text is known to be a number, as the value of a field is: any word is
            a code then (环土壤25号), and a bare 23 is a serial.
    """
    found: list[NumberReference] = []
    if not any(map(str.isdigit, text)):
        return found
    position = 0
    while match := _number().search(text, position):
        run, end = _run_before(text, found[-1].span[1] if found else 0, match.start())
        glued = end == match.start()
        reference = _decree(match, run, glued=glued) or _minutes(match, run)
        reference = reference or _numbered(match, run, glued=glued, loose=loose)
        if reference is None:
            position = match.start() + 1
            continue
        start = end - len(reference.agency) if reference.agency else match.start()
        span = (start, match.end())
        found.append(replace(reference, raw=text[slice(*span)], span=span))
        position = match.end()
    return found


def read(text: str, *, loose: bool = False) -> NumberReference | None:
    """The number that a whole text is, or None; a bare 23号 or 第23号 is one here.

    Args:
        text: A whole query or field value, width-folded.
        loose: As of `find_references`.
    """
    found = find_references(text, loose=loose)
    reference = _covering(found, text)
    if reference is None and not any(_is_code(number.agency or "") for number in found):
        # 葫 政 办 发 2020 23 号; but 孤儿 政办发〔2020〕23号 asks for a word and a number.
        squeezed = "".join(text.split())
        reference = _covering(find_references(squeezed), squeezed)
        if reference and (reference.decree or not _is_code(reference.agency or "")):
            reference = None
    if reference is None and (bare := re.fullmatch(_BARE, text)):
        reference = NumberReference(None, None, int(bare[1]))
    return reference and replace(reference, raw=text, span=(0, len(text)))


def _covering(references: list[NumberReference], text: str) -> NumberReference | None:
    """The reference beside which a text holds nothing but marks."""
    for reference in references:
        start, end = reference.span
        if not any(map(str.isalnum, text[:start] + text[end:])):
            return reference
    return None


def agreement(one: NumberReference, other: NumberReference) -> int:
    """How well two numbers name the same document: 0 not at all, 1 as far as they say, 2 exactly.

    The serial decides, 3号 is not 13号. What one of them leaves out is no contradiction, and a
    code may be cut at either end: 葫政办 and 政办发 are both 葫政办发, but 葫政发 is not.
    """
    if (one.serial, one.decree, one.minutes) != (other.serial, other.decree, other.minutes):
        return 0
    if one.year and other.year and one.year != other.year:
        return 0
    if (one.agency, one.year) == (other.agency, other.year):
        return 2
    if not one.agency or not other.agency:
        return 1
    # Whoever enacts is written out or shortened at will: 环保部, 环境保护部; 市政府办公会议纪要.
    alike = holds_in_order if one.decree or one.minutes else _cuts
    return int(alike(one.agency, other.agency) or alike(other.agency, one.agency))


def _run_before(text: str, floor: int, start: int) -> tuple[str, int]:
    """The Han characters before a number, spaces between apart, and where they end."""
    end = start
    while end > floor and text[end - 1].isspace():
        end -= 1
    begin = end
    while begin > max(floor, end - _LONGEST_RUN) and "\u4e00" <= text[begin - 1] <= "\u9fff":
        begin -= 1
    return text[begin:end], end


def _decree(match: re.Match[str], run: str, *, glued: bool) -> NumberReference | None:
    """国务院令第590号, 国务院第590号令, 财政部令〔2016〕41号, 590号令; but not 司令3号."""
    if match["sign"] == "期" or not (match["decree"] or match["behind"]):
        return None
    name = _without_lead(run)
    agency = name if re.fullmatch(_AGENCY, name) else None
    certain = agency and _is_plain(match) if match["decree"] and run and glued else match["sign"]
    if not certain:
        return None
    return NumberReference(agency, _year(match), int(match["serial"]), decree=True)


def _minutes(match: re.Match[str], run: str) -> NumberReference | None:
    """办公会议纪要2005年第42期."""
    if not run.endswith("纪要") or not match["sign"] or match["paper"]:
        return None
    return NumberReference(_without_lead(run), _year(match), int(match["serial"]))


def _numbered(
    match: re.Match[str], run: str, *, glued: bool, loose: bool
) -> NumberReference | None:
    """A 发文字号, whole or in part, when enough speaks for it."""
    code = _code(run)
    coded = loose or _is_code(code)
    signed, year, serial = match["sign"] == "号", _year(match), int(match["serial"])
    named_otherwise = match["sign"] == "期" or match["decree"] or run.endswith(("令", "纪要"))
    if named_otherwise or (not (signed and year) and _is_year(serial)):
        return None
    plain = _is_plain(match)
    named = coded
    if match["bracketed"]:
        certain, named = signed or (coded and plain), coded or glued
    elif match["bare"]:
        named = coded or (signed and _ends_as_code(code))
        certain = named and plain
    elif match["spelt"]:
        certain = (coded and plain) or _goes_on_as_document(match)
    else:
        certain = (loose and plain) or _stands_out(match, run, coded=coded)
    return NumberReference((code or None) if named else None, year, serial) if certain else None


def _goes_on_as_document(match: re.Match[str]) -> bool:
    """Whether 2018年33号 is over with 号; 18年 is a span of time unless 号文 follows."""
    over = bool(match["sign"] and re.compile(_OVER).match(match.string, match.end()))
    return bool(match["paper"]) or (over and len(match["spelt"]) == 4)


def _stands_out(match: re.Match[str], run: str, *, coded: bool) -> bool:
    """Whether a number without a year is a document's: 葫政办发23号, 33号文, 市政府33号文."""
    if coded:
        return bool(match["sign"] and re.compile(_OVER).match(match.string, match.end()))
    apart = not re.search(r"\w[-#.]?$", match.string[: match.start()])
    return bool(match["paper"]) and (apart or bool(re.fullmatch(_AGENCY, run)))


def _is_plain(match: re.Match[str]) -> bool:
    """Whether no measure or date follows: 2020-3 but not 2020-3个."""
    return match["sign"] == "号" or not re.compile(_MEASURED).match(match.string, match.end())


def _year(match: re.Match[str]) -> int | None:
    digits = match["bracketed"] or match["spelt"] or match["bare"]
    if not digits:
        return None
    year = int(digits)
    if year > 99:
        return year
    return year + (2000 if year < 50 else 1900)  # 20年 is 2020, 98年 is 1998


def _is_year(serial: int) -> bool:
    return 1949 <= serial < 2100


def _is_code(code: str) -> bool:
    return bool(re.fullmatch(rf"{_CODE}|{_SLIPPED}", code)) and not re.search(_NO_CODE, code)


def _ends_as_code(run: str) -> bool:
    return bool(re.fullmatch(_GENRE_END, run)) and not re.search(_NO_CODE, run)


def _code(run: str) -> str:
    """The 机关代字 at the end of a run: from a region's short name on, where that makes one."""
    name = _without_lead(run)
    for start in range(max(0, len(name) - _LONGEST_CODE), len(name) - 2):
        if name[start] in _REGIONS and _is_code(name[start:]):
            return name[start:]
    return name


def _without_lead(run: str) -> str:
    """The run behind the last word that leads up to a number, two characters left at least."""
    ends = [match.end() for match in re.finditer(_LEAD, run) if len(run) - match.end() >= 2]
    return run[ends[-1] :] if ends else run


def _cuts(part: str, code: str) -> bool:
    return part in code
