"""What a text does to the documents that it names: repeals > amends > basis > cites.

Works on an `Outline`, where every reference is one character. References that the text strings
together (N、N和N第三条) form a *chain* and share a relation. A repeal or an amendment changes the
law, so it must be performed here and now: the verb stands directly before the chain (决定废止N、N)
or directly behind it (N自本办法施行之日起废止, N第三条修改为). Merely told (N已废止), conditional
(N中与本办法不一致的), wished for (适时修订N) or quoted (“…N同时废止。”) it is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.mentions import NUMBERED, TITLED
from gazette_search.ingestion.citing.quotations import is_quoted
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass
from gazette_search.vocabulary import either

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.citing.mentions import Outline
    from gazette_search.models import Relation
    from gazette_search.text.spans import Span

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
_TO = (
    rf"(?:了|原|以下|下列|下述|本市|我市|{_COUNT}[件个部项份]|规范性|文件|[:：])*"
    r"(?:\d+[.．、])?$"
)
_OTHER = f"[^。；;{NUMBERED}{TITLED}]"


def _repeal() -> str:
    return either("endings", "repeal")


def _amend() -> str:
    return either("endings", "amend")


_CHAIN = Lazy(rf"{_ANY}{_PART}(?:(?:[、和与及]|以及)?{_ANY}{_PART})*")
_REPEAL_BEFORE = Lazy(lambda: rf"(?P<verb>{_repeal()}){_TO}")
_REPEAL_AFTER = Lazy(lambda: rf"{_CARRIED}{_LISTED}{_FROM}{_NOW}{_repeal()}{_END}")
# N已不适应当前工作需要，经研究，决定予以废止。
_REPEAL_LATE = Lazy(
    lambda: (
        rf"{_OTHER}{{0,60}}，(?:[市县区省]?(?:人民)?政府)?(?:决定|现|故|特)(?:对其|将其)?"
        rf"{_FROM}{_NOW}{_repeal()}{_END}"
    )
)
_AMEND_BEFORE = Lazy(lambda: rf"(?P<verb>{either('endings', 'amend', 'delete')}){_TO}")
# The words of an amending act itself, which need no 决定 before them.
_AMEND_AFTER = Lazy(
    lambda: (
        rf"{_CARRIED}{_LISTED}(?:(?:作|作出|做|做出|进行|予以)了?(?:如下|以下)"
        rf"(?:{_amend()}|调整|补充)|{_amend()}(?:内容)?(?:如下|为))"
    )
)
# 第三条中的“30日”改为“15日”: too common verbs where no article or wording stands before them.
_AMEND_ARTICLE = Lazy(
    lambda: (
        rf"{_CARRIED}(?:(?<=[条款项目容定文述])|中?的?“[^”]{{0,200}}”)[前后]?"
        rf"(?:{_amend()}为|{either('endings', 'article', 'delete')})"
    )
)
_AMEND_DECIDED = Lazy(
    lambda: (rf"{_CARRIED}{_LISTED}(?:予以|进行|加以|作|作出)了?(?:部分|相应)?{_amend()}{_END}")
)
_AMEND_LATE = Lazy(
    lambda: (
        rf"{_OTHER}{{0,60}}，(?:现|决定)[^。；;，,{NUMBERED}{TITLED}]{{0,20}}?{_amend()}(?:如下|为)"
    )
)
_CLAUSE = Lazy(r"[^。；;！？!?，,：:\n]*$")
_PERFORMS_REPEAL = Lazy(r"(?:决定|同时|一并|现|予以|起)$|(?:施行|实施|执行|生效|起)[，,；;。]$")
# 同时修订N is as well a task in a plan.
_PERFORMS_AMEND = Lazy(r"(?:决定|现)$")
_WISHED = Lazy(lambda: rf"{either('leads', 'wish')}|负责|[未已被]$")
_OF_ANOTHER = Lazy(r"的?(?:请示|建议|申请|程序|工作|任务|意见)|后|时")
_DECISION = Lazy(lambda: rf"决定[^。；;]{{0,12}}(?:{_repeal()}|{_amend()})")
_DECIDING = Lazy(r"决定|^现")
_BASIS = Lazy(lambda: rf"{either('leads', 'ground', 'model')}|按.{{0,6}}$|以$")
_MODEL = Lazy(lambda: either("leads", "model"))
_APPLIED = Lazy(rf"(?:{ARTICLES})?的?(?:执行|办理|处理)")
_DEMANDED = Lazy(r"[^。；;，,]{0,30}?(?:规定|要求|精神|部署|标准)")
_TAKEN_AS = Lazy(r"[^。；;，,]{0,12}?为(?:主要|基本)?(?:依据|根据|准绳|指导)")
_LISTING = Lazy(r"[；;](?:\d+[.．、])?")
_ACT = Lazy(lambda: rf"(?:{_repeal()}|{_amend()})(?![）)稿版])")
_LIST_REPEALS = Lazy(_repeal)
_LIST_AMENDS = Lazy(_amend)
_LIST_KEEPS = Lazy(lambda: either("endings", "keep"))


def _list_of() -> str:
    """下列文件予以废止： and 一、废止的（12件）, but not 关于修订权责清单的通知."""
    verb = rf"(?:{_repeal()}|{_amend()})"
    return (
        rf"下列|以下|文件|规章|(?:决定|予以|宣布){verb}[:：]$"
        rf"|^(?:[（(]?{_COUNT}[、.．）)])?(?:决定|予以|宣布)?{verb}的?(?:[（(\d]|$)"
    )


_LIST_OF = Lazy(_list_of)
_LIST_OTHER = Lazy(r"拟|建议|征求|评估|不(?:予|再|作)|未|依据|工作")
_LEADS = Lazy(r"[\d一二三四五六七八九十]*[、.．]?")
_LED = Lazy(rf"{_LISTED}(?:[。；;，,：:\n]|$)")
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands above a block and bears on its references.

    Attributes:
        deciding: The document or annex by its title amends or repeals.
        titled: The block is a title: 关于废止N的决定 performs there, elsewhere it names an act.
        listed: What a heading, an intro or a title says of the documents listed below it.
        grounds: The block stands under 编制依据.
        quoted: What the block quotes, as spans of its text.
    """

    deciding: bool = False
    titled: bool = False
    listed: Relation | None = None
    grounds: bool = False
    quoted: Sequence[Span] = ()


def listed_relation(text: str) -> Relation | None:
    """What a heading or intro announces for the documents listed below it.

    Returns:
        `repeals`, `amends`; `cites` when it keeps them or says more than one thing; None when it
        announces no list.
    """
    text = text.strip().rstrip("。；;")
    text = text[max(text.rfind(mark) for mark in "。；;，,") + 1 :]
    repeals, amends = _LIST_REPEALS.search(text), _LIST_AMENDS.search(text)
    found = [each for each in (repeals, amends, _LIST_KEEPS.search(text)) if each]
    if not found or not _LIST_OF.search(text):
        return None
    # 不再执行 is a verb, 不再保留 none.
    if len(found) > 1 or _LIST_OTHER.search(_LIST_REPEALS.sub("", text)):
        return "cites"
    return "repeals" if repeals else "amends" if amends else "cites"


def is_deciding(title: str) -> bool:
    """Whether a title is that of an act which amends or repeals."""
    return _ACT.search(title) is not None


def find_relations(outline: Outline, setting: Setting) -> list[Relation]:
    """One relation for each mention of the outline, in its order."""
    relations: list[Relation] = []
    reader = _Reader(outline.text, setting)
    chains = _CHAIN.finditer(outline.text)
    chain = next(chains, None)
    relation: Relation = "cites"
    read = -1
    for place, mention in zip(outline.places, outline.mentions, strict=True):
        while chain is not None and chain.end() <= place:
            chain = next(chains, None)
        if chain is not None and chain.start() > read:
            quoted = is_quoted(setting.quoted, mention.start)
            relation = reader.relation(chain.start(), chain.end(), quoted=quoted)
            read = chain.start()
        relations.append(relation)
    return relations


class _Reader:
    """Reads the chains of one outline from left to right."""

    def __init__(self, text: str, setting: Setting) -> None:
        self._text = text
        self._setting = setting
        self._previous: tuple[int, Relation] | None = None

    def relation(self, start: int, end: int, *, quoted: bool) -> Relation:
        strong = None if quoted else self._strong(start, end)
        relation = strong or self._carried_on(start, end) or self._weak(start, end)
        self._previous = (end, relation)
        return relation

    def _head(self, start: int) -> str:
        return self._text[max(0, start - _WINDOW) : start]

    def _strong(self, start: int, end: int) -> Relation | None:
        if self._performs_before(_REPEAL_BEFORE, _PERFORMS_REPEAL, start, end):
            return "repeals"
        if self._performs_behind((_REPEAL_AFTER, _REPEAL_LATE), start, end):
            return "repeals"
        if self._performs_before(_AMEND_BEFORE, _PERFORMS_AMEND, start, end):
            return "amends"
        behind = [_AMEND_AFTER, _AMEND_ARTICLE, _AMEND_LATE]
        if self._is_decided(start) or _DECIDING.search(_clause(self._head(start))):
            behind.append(_AMEND_DECIDED)
        if self._performs_behind(behind, start, end):
            return "amends"
        return self._listed(start, end)

    def _performs_before(self, verb: Lazy, performing: Lazy, start: int, end: int) -> bool:
        head = self._head(start)
        found = verb.search(head)
        if not found or _OF_ANOTHER.match(self._text, end):
            return False
        before = head[: found.start("verb")]
        if _WISHED.search(_clause(before)):
            return False
        if performing.search(before) or (self._setting.titled and before.endswith("关于")):
            return True
        opens = _LEADS.fullmatch(_clause(before))
        return opens is not None and self._is_decided(start)

    def _performs_behind(self, verbs: Sequence[Lazy], start: int, end: int) -> bool:
        clause = _clause(self._head(start))
        if _WISHED.search(clause):
            return False
        if _BASIS.search(clause) and not clause.endswith(("对", "将", "把")):
            return False
        return any(verb.match(self._text, end) for verb in verbs)

    def _is_decided(self, start: int) -> bool:
        return self._setting.deciding or bool(
            _DECISION.search(self._text, max(0, start - 400), start)
        )

    def _listed(self, start: int, end: int) -> Relation | None:
        listed = self._setting.listed
        if listed in ("repeals", "amends") and _LED.match(self._text, end):
            return listed if _LEADS.fullmatch(self._text, 0, start) else None
        return None

    def _carried_on(self, start: int, end: int) -> Relation | None:
        """根据N，N精神 and 废止：1.N；2.N: nothing but a separator stands between two chains."""
        if self._previous is None:
            return None
        behind, relation = self._previous
        separator = self._text[behind:start]
        if relation in ("repeals", "amends"):
            goes_on = _LISTING.fullmatch(separator)
            return relation if goes_on and _LED.match(self._text, end) else None
        return relation if separator in ("", "，", ",") else None

    def _weak(self, start: int, end: int) -> Relation:
        head = self._head(start)
        if self._setting.grounds or head.endswith(("依据：", "依据:")):
            return "basis"
        words = [match[0] for match in _BASIS.finditer(_clause(head))]
        word = words[-1] if words else ""
        if word.startswith("以"):
            return "basis" if _TAKEN_AS.match(self._text, end) else "cites"
        if not word or _MODEL.fullmatch(word):
            return "cites"
        if word in ("按照", "依照") or not word.startswith("按"):
            applied = word in ("按照", "依照") and _APPLIED.match(self._text, end)
            return "cites" if applied else "basis"
        return "basis" if _DEMANDED.match(self._text, end) else "cites"


def _clause(text: str) -> str:
    found = _CLAUSE.search(text)
    return found[0] if found else ""
