"""简称: short names that a document defines for itself.

Explicit ones (以下简称“考核委员会”, 以下统称单位), brackets that widen a name
(含市属开发区，下同), and brackets that gloss one where the form leaves no doubt:
第五代移动通信技术（5G）, 三河（连山河、茨山河、五里河）, 海韵路（原东双线）,
领导小组办公室（市政府督考办）. Other brackets behind a noun, as 各开发区（园区）, may be remarks
and are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.models import Alias
from gazette_search.text.likeness import holds_in_order
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazette_search.models import Block

# full starts, full ends, short name, offset behind the definition
_Found = tuple[int, int, str, int]

_WINDOW = 120
_NUMERALS = "一二两三四五六七八九十"
_PAIRS = {"）": "（", ")": "(", "”": "“", "》": "《", "〉": "〈"}
_MARKS = str.maketrans("", "", " “”")
_HARD = frozenset("。；;：:，,！!？?\n\t（(“《〈")
_EXPLICIT = Lazy(
    r"(?:以下(?:简称|统称|合称|通称|称)|(?<=[（(，,])(?:下称|简称|统称|合称))[为作：:]?\s*"
    r"(?P<shorts>[^（）()，,。；;\n\t]{1,60}?)\s*(?=[）)，,。；;]|$)"
)
_SEVERAL = Lazy(r"\s*或者?\s*")
_QUOTED = Lazy(r"^[“\"「『](.*)[”\"」』]$")
_SCOPE = Lazy(
    r"(?P<open>[（(])(?P<note>(?:不?含|包括|包含|限)[^（）()，,。；;]{1,30}|经[^（）()，,。；;]{1,20}的)"
    r"[，,]下同[）)]"
)
_ACRONYM = Lazy(
    r"(?P<open>[（(])(?P<short>(?=[^（）()]*[A-Z])[A-Za-z0-9][A-Za-z0-9.+-]{1,11})[）)]"
)
_FORMER = Lazy(
    r"(?P<open>[（(])(?P<short>原(?![则有因料值件状始籍])[^（）()，,。；;、：\n\t]{2,20})[）)]"
)
_OFFICE = Lazy(r"(?P<open>[（(])(?P<short>(?!以下|[下简]称)[\u4e00-\u9fff]{2,14}办)[）)]")
_COUNTED_BEFORE = Lazy(
    rf"“?(?P<short>[{_NUMERALS}][\u4e00-\u9fff]{{1,7}}?)(?P<close>”)?[（(]"
    r"(?P<body>[^（）()\n\t]{4,160})[）)]”?"
)
_COUNTED_BEHIND = Lazy(rf"(?P<open>[（(])“?(?P<short>[{_NUMERALS}][\u4e00-\u9fff]{{1,7}})”?[）)]")
_SPELLED = Lazy(rf"(?:^|[；;])(?P<short>[{_NUMERALS}][\u4e00-\u9fff]{{1,7}})[：:](?P<full>[^；;]+)")
_SEPARATOR = Lazy(r"[、，,；;]|以及|[和及与]")
_STRICT_SEPARATOR = Lazy(r"[、，,；;]")
_SAID = Lazy(r"^(?:即|指|包括|分别为|分别是|是指)")
# What leads up to a name: verbs and prepositions, none of which is part of one. The last group
# does so only at the head of a clause: 规范 also ends 良好生产规范.
_LEAD = Lazy(
    r"设立|成立|组建|建立|下设|组成|用于|支持|实施(?!方案|意见|细则|办法|规则)|开展|推进|推广|推行"
    r"|推动|通过|采用|运用|利用|引入|打造|构建|搭建|制定|印发|根据|按照|依据|贯彻|落实|加快|加强"
    r"|加大|深化|实行|委托|授权|会同|取得|获得|鼓励|探索|做好|我市|本市|全市(?=“)|的|(?<!自)由"
    r"|对(?![外口])|将|把|(?<!方)向|报(?!告)|(?<!参)与"
    r"|^(?:在|凡|为|经|完善|健全|创新|强化|提高|提升|优化|规范|引导|扩大|拓展|培育|积极|大力|全面)+"
)
_OFFICE_END = Lazy(r"办公室$")
_MARKER = Lazy(rf"\s*(?:第[{_NUMERALS}百零\d]+条|\d{{1,3}}[.．、])?\s*")


def find_aliases(blocks: Sequence[Block]) -> tuple[Alias, ...]:
    """The short names that the blocks of one document define, each once, in text order.

    A title repeats what the text defines (…关于三河（连山河、茨山河、五里河）…的公告), so the text
    is asked first.
    """
    aliases: dict[tuple[str, str], Alias] = {}
    for block in sorted(blocks, key=lambda each: each.kind in ("title", "attachment_title")):
        if "（" not in block.text and "(" not in block.text and "简称" not in block.text:
            continue
        found = [each for finder in _FINDERS for each in finder(block.text)]
        for start, end, short, last in sorted(found):
            full = block.text[start:end].strip()
            if full and short and full != short:
                lines = (block.line_at(start), block.line_at(last - 1))
                aliases.setdefault((short, full), Alias(short, full, lines))
    return tuple(sorted(aliases.values(), key=lambda each: each.lines))


def _explicit(text: str) -> Iterator[_Found]:
    for match in _EXPLICIT.finditer(text):
        end = _full_end(text, match.start())
        if end is None:
            continue
        shorts = [_unquoted(each) for each in _SEVERAL.split(match["shorts"])]
        if any("“" in short or "、" in short for short in shorts):
            continue  # 以下分别简称“…”“…”: which is which is not said
        # 连山区、龙港区、南票区（以下简称三区）
        listed = match[0][2:4] in ("统称", "合称") or shorts[0][:1] in _NUMERALS
        start = _title_start(text, end) or _name_start(text, end, shorts[0], listed=listed)
        for short in shorts:
            yield start, end, short, match.end()


def _full_end(text: str, marker: int) -> int | None:
    """Where the full form ends: before the bracket or the comma that leads to the marker."""
    floor = max(0, marker - _WINDOW)
    opening = max(text.rfind("（", floor, marker), text.rfind("(", floor, marker))
    closing = max(text.rfind("）", floor, marker), text.rfind(")", floor, marker))
    if opening > closing:
        end = opening
        # 《意见》（辽政发〔2018〕1号）（以下简称…）: the number is no part of the name.
        if text[end - 1 : end] in ("）", ")") and text[end - 2 : end - 1] == "号":
            end = _matching(text, end - 1) or end
    elif text[marker - 1 : marker] in ("，", ","):
        end = marker - 1
    else:
        return None
    while end > 0 and text[end - 1] == " ":
        end -= 1
    return end or None


def _title_start(text: str, end: int) -> int | None:
    """Start of the 《…》 that ends at `end`."""
    return _matching(text, end - 1) if text[end - 1] == "》" else None


def _scope_notes(text: str) -> Iterator[_Found]:
    for match in _SCOPE.finditer(text):
        end = match.start()
        start = _name_start(text, end)
        short = f"{text[start:end]}{match['open']}{match['note']}{match[0][-1]}"
        if start < end:
            yield start, end, short, match.end()


def _bracketed(pattern: Lazy, is_clear: Callable[[str], bool]) -> Callable[[str], Iterator[_Found]]:
    """Finder for full（short） where both forms show that one names the other."""

    def find(text: str) -> Iterator[_Found]:
        for match in pattern.finditer(text):
            start = _name_start(text, match.start())
            if is_clear(text[start : match.start()].strip()):
                yield start, match.start(), match["short"], match.end()

    return find


def _is_term(full: str) -> bool:
    """A term long enough to have initials; beyond 16 characters a verb has slipped in."""
    return 4 <= len(full) <= 16 and all("\u4e00" <= char <= "\u9fff" for char in full)


def _is_name(full: str) -> bool:
    return 2 <= len(full) <= 24


def _is_office(full: str) -> bool:
    return _OFFICE_END.search(full) is not None


def _counted_before(text: str) -> Iterator[_Found]:
    """三河（连山河、茨山河、五里河） and “三圈、两河”（三圈：…；两河：…）."""
    for match in _COUNTED_BEFORE.finditer(text):
        short, (start, end) = match["short"], match.span("body")
        spelled = list(_SPELLED.finditer(match["body"]))
        for each in spelled:
            if each["short"] in text[max(0, start - 40) : start]:
                first = start + each.start("full")
                yield first, first + len(each["full"]), each["short"], match.end()
        said = _SAID.match(match["body"])
        start += said.end() if said else 0
        if not spelled and _counts(short, text[start:end], quoted=bool(match["close"])):
            yield start, end, short, match.end()


def _counted_behind(text: str) -> Iterator[_Found]:
    """无公害农产品、绿色食品、有机食品和农产品地理标志标识（三品一标）."""
    for match in _COUNTED_BEHIND.finditer(text):
        start = _name_start(text, match.start(), listed=True)
        if _counts(match["short"], text[start : match.start()], quoted=False):
            yield start, match.start(), match["short"], match.end()


def _counts(short: str, body: str, *, quoted: bool) -> bool:
    """Whether the items of `body` are what `short` counts: 三统一两分 = 3 × 统一, 2 × 分."""
    for separator in (_SEPARATOR, _STRICT_SEPARATOR):
        items = [item.strip(" “”") for item in separator.split(body)]
        if len(items) >= (1 if quoted else 2) and _counted(short, items):
            return True
    return False


def _counted(short: str, items: Sequence[str]) -> bool:
    if not short:
        return not items
    count = "一二三四五六七八九十".find(short[0].replace("两", "二")) + 1
    if not 0 < count <= len(items):
        return False
    return any(
        all(short[1:cut] in item for item in items[:count]) and _counted(short[cut:], items[count:])
        for cut in range(2, min(4, len(short) + 1))
    )


_FINDERS: tuple[Callable[[str], Iterator[_Found]], ...] = (
    _explicit,
    _scope_notes,
    _bracketed(_ACRONYM, _is_term),
    _bracketed(_FORMER, _is_name),
    _bracketed(_OFFICE, _is_office),
    _counted_before,
    _counted_behind,
)


def _name_start(text: str, end: int, short: str = "", *, listed: bool = False) -> int:
    """Where the noun phrase that ends at `end` begins.

    It reaches back to the nearest punctuation, then forward past the last word that leads up to a
    name, as long as the characters of `short` remain: 平台的办公室（以下简称平台办公室）.

    Args:
        text: Text of the block.
        end: Offset behind the phrase.
        short: The short form, whose characters the phrase should hold in order.
        listed: 、 joins the parts of the phrase.
    """
    reach, masked = _phrase(text, end, listed=listed)
    start = reach
    for match in _LEAD.finditer(masked):
        rest = text[reach + match.end() : end]
        # A name that is no part of the phrase may mean both: 申请人与被申请人（以下称当事人）.
        free = not holds_in_order(text[reach:end], _letters(short)) and match[0] != "与"
        if rest.strip() and (free or holds_in_order(rest, _letters(short))):
            start = reach + match.end()
    return _past_marker(text, start, end)


def _phrase(text: str, end: int, *, listed: bool) -> tuple[int, str]:
    """Text back to the nearest punctuation, what stands in brackets and quotes as asterisks."""
    floor, position = max(0, end - _WINDOW), end
    masked: list[str] = []
    while position > floor:
        char = text[position - 1]
        opening = _matching(text, position - 1) if char in _PAIRS else None
        if opening is not None and opening >= floor:
            masked.append("*" * (position - opening))
            position = opening
        elif char in _HARD or (char == "、" and not listed):
            break
        else:
            masked.append(char)
            position -= 1
    return position, "".join(reversed(masked))


def _past_marker(text: str, start: int, end: int) -> int:
    """Skip 第二条 and spaces before the phrase."""
    marker = _MARKER.match(text, start, end)
    return marker.end() if marker else start


def _matching(text: str, closing: int) -> int | None:
    """Offset of the bracket that text[closing] closes, within the window."""
    mark, opening, depth = text[closing], _PAIRS[text[closing]], 0
    for position in range(closing, max(-1, closing - _WINDOW), -1):
        depth += (text[position] == mark) - (text[position] == opening)
        if depth == 0:
            return position
    return None


def _letters(short: str) -> str:
    """A short form without the marks around it, which its full form lacks."""
    return short.translate(_MARKS)


def _unquoted(short: str) -> str:
    found = _QUOTED.match(short.strip())
    return (found[1] if found else short).strip()
