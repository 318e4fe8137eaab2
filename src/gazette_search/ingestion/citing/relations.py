"""What a text does to the documents that it names: repeals > amends > basis > cites.

Works on an `Outline`, where every reference is one character. References that the text strings
together (N、N和N第三条) form a *chain* and share a relation. A repeal or an amendment changes the
law, so it must be performed here and now: the verb stands directly before the chain (决定废止N、N)
or directly behind it (N自本办法施行之日起废止, N第三条修改为). Merely told (N已废止), conditional
(N中与本办法不一致的), wished for (适时修订N) or quoted (“…N同时废止。”) it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.citing.mentions import NUMBERED, TITLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.ingestion.citing.mentions import Outline
    from gazette_search.models import Relation

_COUNT = r"[\d一二三四五六七八九十百]+"
ARTICLE = rf"第{_COUNT}[编章节条](?:第{_COUNT}[款项目])*"
ARTICLES = rf"{ARTICLE}(?:[、和及至](?:第{_COUNT}[款项目]|{ARTICLE}))*"
_PART = (
    rf"(?:中的?|的)?(?:{ARTICLES})?" r"(?:的?(?:部分|有关|相关|个别)?(?:内容|条款|规定|条文|表述))?"
)
_ANY = f"[{NUMBERED}{TITLED}]"
# N印发的T is the text that the notice N carries; 等3件规范性文件 closes a list.
_CARRIED = rf"(?:(?:文件)?(?:印发|发布|公布|所附)的?{_ANY}{_PART})?"
_LISTED = rf"等?(?:{_COUNT}[件个部项份])?(?:规范性|政策性|有关|相关)*(?:文件?|通知|政策)?(?:规定)?"
_FROM = r"(?:[，,]?[自从][^。；;，,：:]{1,30}?(?:起|之日)[，,]?)?"
_NOW = r"(?:现|均|也|亦|则|一并|同时|相应|即行|即|自行|自动|立即|全部|全文|随之|予以|宣布|正式)*"
_END = r"(?=[。；;，,、！）)\n]|$)"
_REPEAL = r"(?:废止|作废|失效|停止(?:执行|施行|使用|实施)|终止(?:执行|施行|实施)|不再(?:执行|施行))"
_AMEND = r"(?:修改|修订|修正)"
_TO = (
    rf"(?:了|原|以下|下列|下述|本市|我市|{_COUNT}[件个部项份]|规范性|文件|[:：])*"
    r"(?:\d+[.．、])?$"
)
_OTHER = f"[^。；;{NUMBERED}{TITLED}]"

_PATTERNS = {
    "chain": rf"{_ANY}{_PART}(?:(?:[、和与及]|以及)?{_ANY}{_PART})*",
    "repeal_before": rf"(?P<verb>{_REPEAL}){_TO}",
    "repeal_after": rf"{_CARRIED}{_LISTED}{_FROM}{_NOW}{_REPEAL}{_END}",
    # N已不适应当前工作需要，经研究，决定予以废止。
    "repeal_late": (
        rf"{_OTHER}{{0,60}}，(?:[市县区省]?(?:人民)?政府)?(?:决定|现|故|特)(?:对其|将其)?"
        rf"{_FROM}{_NOW}{_REPEAL}{_END}"
    ),
    "amend_before": rf"(?P<verb>{_AMEND}|删去|删除){_TO}",
    # The words of an amending act itself, which need no 决定 before them.
    "amend_after": (
        rf"{_CARRIED}{_LISTED}(?:(?:作|作出|做|做出|进行|予以)了?(?:如下|以下)"
        rf"(?:修改|修订|修正|调整|补充)|{_AMEND}(?:内容)?(?:如下|为))"
    ),
    # 第三条中的“30日”改为“15日”: too common verbs where no article or wording stands before them.
    "amend_article": (
        rf"{_CARRIED}(?:(?<=[条款项目容定文述])|中?的?“[^”]{{0,200}}”)"
        r"(?:(?:修?改|修订|调整|变更)为|[前后]?增加|删除|删去)"
    ),
    "amend_decided": (
        rf"{_CARRIED}{_LISTED}(?:予以|进行|加以|作|作出)了?(?:部分|相应)?{_AMEND}{_END}"
    ),
    "amend_late": (
        rf"{_OTHER}{{0,60}}，(?:现|决定)[^。；;，,{NUMBERED}{TITLED}]{{0,20}}?{_AMEND}(?:如下|为)"
    ),
    "clause": r"[^。；;！？!?，,：:\n]*$",
    "performs_repeal": r"(?:决定|同时|一并|现|予以|起)$|(?:施行|实施|执行|生效|起)[，,；;。]$",
    # 同时修订N is as well a task in a plan.
    "performs_amend": r"(?:决定|现)$",
    "wished": r"拟|建议|应当|尽快|适时|抓紧|逐步|及时|是否|不得|负责|[未已被]$",
    "of_another": r"的?(?:请示|建议|申请|程序|工作|任务|意见)|后|时",
    "decision": rf"决定[^。；;]{{0,12}}(?:{_REPEAL}|{_AMEND})",
    "deciding": r"决定|^现",
    "basis": r"根据|依据|按照|依照|遵照|贯彻|落实|参照|违反|按.{0,6}$|以$",
    "applied": rf"(?:{ARTICLES})?的?(?:执行|办理|处理)",
    "demanded": r"[^。；;，,]{0,30}?(?:规定|要求|精神|部署|标准)",
    "taken_as": r"[^。；;，,]{0,12}?为(?:主要|基本)?(?:依据|根据|准绳|指导)",
    "listing": r"[；;](?:\d+[.．、])?",
    "act": rf"(?:废止|失效|{_AMEND})(?![）)稿版])",
    "list_repeals": r"废止|失效|停止执行",
    "list_amends": _AMEND,
    "list_keeps": r"保留|有效|继续执行",
    # 下列文件予以废止： and 一、废止的（12件）, but not 关于修订权责清单的通知
    "list_of": (
        rf"下列|以下|文件|规章|(?:决定|予以|宣布)(?:废止|失效|停止执行|{_AMEND})[:：]$"
        rf"|^(?:[（(]?{_COUNT}[、.．）)])?(?:决定|予以|宣布)?(?:废止|失效|停止执行|{_AMEND})的?(?:[（(\d]|$)"
    ),
    "list_other": r"拟|建议|征求|评估|不(?:予|再|作)|未|依据|工作",
    "leads": r"[\d一二三四五六七八九十]*[、.．]?",
    "led": rf"{_LISTED}(?:[。；;，,：:\n]|$)",
}
_WINDOW = 60


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands above a block and bears on its references.

    Attributes:
        deciding: The document or annex by its title amends or repeals.
        titled: The block is a title: 关于废止N的决定 performs there, elsewhere it names an act.
        listed: What a heading, an intro or a title says of the documents listed below it.
        grounds: The block stands under 编制依据.
    """

    deciding: bool = False
    titled: bool = False
    listed: Relation | None = None
    grounds: bool = False


def listed_relation(text: str) -> Relation | None:
    """What a heading or intro announces for the documents listed below it.

    Returns:
        `repeals`, `amends`; `cites` when it keeps them or says more than one thing; None when it
        announces no list.
    """
    text = text.strip()
    text = text[max(text.rfind(mark) for mark in "。；;，,") + 1 :]
    found = {name for name in ("repeals", "amends", "keeps") if _has(f"list_{name}", text)}
    if not found or not _has("list_of", text):
        return None
    if len(found) > 1 or _has("list_other", text):
        return "cites"
    return "repeals" if "repeals" in found else "amends" if "amends" in found else "cites"


def is_deciding(title: str) -> bool:
    """Whether a title is that of an act which amends or repeals."""
    return _has("act", title)


def find_relations(outline: Outline, setting: Setting) -> list[Relation]:
    """One relation for each reference of the outline, in its order."""
    relations: list[Relation] = []
    reader = _Reader(outline.text, setting)
    chains = _pattern("chain").finditer(outline.text)
    chain = next(chains, None)
    relation: Relation = "cites"
    read = -1
    for place in outline.places:
        while chain is not None and chain.end() <= place:
            chain = next(chains, None)
        if chain is not None and chain.start() > read:
            relation = reader.relation(chain.start(), chain.end())
            read = chain.start()
        relations.append(relation)
    return relations


class _Reader:
    """Reads the chains of one outline from left to right."""

    def __init__(self, text: str, setting: Setting) -> None:
        self._text = text
        self._setting = setting
        self._seen = self._depth = 0
        self._previous: tuple[int, Relation] | None = None

    def relation(self, start: int, end: int) -> Relation:
        strong = None if self._is_quoted(start) else self._strong(start, end)
        relation = strong or self._carried_on(start, end) or self._weak(start, end)
        self._previous = (end, relation)
        return relation

    def _is_quoted(self, start: int) -> bool:
        between = self._text[self._seen : start]
        self._depth = max(0, self._depth + between.count("“") - between.count("”"))
        self._seen = start
        return self._depth > 0

    def _head(self, start: int) -> str:
        return self._text[max(0, start - _WINDOW) : start]

    def _strong(self, start: int, end: int) -> Relation | None:
        if self._performs_before("repeal", start, end):
            return "repeals"
        if self._performs_behind(("repeal_after", "repeal_late"), start, end):
            return "repeals"
        if self._performs_before("amend", start, end):
            return "amends"
        behind = ["amend_after", "amend_article", "amend_late"]
        if self._is_decided(start) or _has("deciding", _clause(self._head(start))):
            behind.append("amend_decided")
        if self._performs_behind(behind, start, end):
            return "amends"
        return self._listed(start, end)

    def _performs_before(self, verb: Literal["repeal", "amend"], start: int, end: int) -> bool:
        head = self._head(start)
        found = _pattern(f"{verb}_before").search(head)
        if not found or _pattern("of_another").match(self._text, end):
            return False
        before = head[: found.start("verb")]
        if _has("wished", _clause(before)):
            return False
        if _has(f"performs_{verb}", before) or (self._setting.titled and before.endswith("关于")):
            return True
        opens = _pattern("leads").fullmatch(_clause(before))
        return opens is not None and self._is_decided(start)

    def _performs_behind(self, names: Iterable[str], start: int, end: int) -> bool:
        clause = _clause(self._head(start))
        if _has("wished", clause):
            return False
        if _has("basis", clause) and not clause.endswith(("对", "将", "把")):
            return False
        return any(_pattern(name).match(self._text, end) for name in names)

    def _is_decided(self, start: int) -> bool:
        return self._setting.deciding or bool(
            _pattern("decision").search(self._text, max(0, start - 400), start)
        )

    def _listed(self, start: int, end: int) -> Relation | None:
        listed = self._setting.listed
        if listed in ("repeals", "amends") and _pattern("led").match(self._text, end):
            return listed if _pattern("leads").fullmatch(self._text, 0, start) else None
        return None

    def _carried_on(self, start: int, end: int) -> Relation | None:
        """根据N，N精神 and 废止：1.N；2.N: nothing but a separator stands between two chains."""
        if self._previous is None:
            return None
        behind, relation = self._previous
        separator = self._text[behind:start]
        if relation in ("repeals", "amends"):
            goes_on = _pattern("listing").fullmatch(separator)
            return relation if goes_on and _pattern("led").match(self._text, end) else None
        return relation if separator in ("", "，", ",") else None

    def _weak(self, start: int, end: int) -> Relation:
        head = self._head(start)
        if self._setting.grounds or head.endswith(("依据：", "依据:")):
            return "basis"
        words = [match[0] for match in _pattern("basis").finditer(_clause(head))]
        word = words[-1] if words else ""
        if word.startswith("以"):
            return "basis" if _pattern("taken_as").match(self._text, end) else "cites"
        if word in ("", "参照", "违反"):
            return "cites"
        if word in ("按照", "依照") or not word.startswith("按"):
            applied = word in ("按照", "依照") and _pattern("applied").match(self._text, end)
            return "cites" if applied else "basis"
        return "basis" if _pattern("demanded").match(self._text, end) else "cites"


def _clause(text: str) -> str:
    found = _pattern("clause").search(text)
    return found[0] if found else ""


def _has(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None
