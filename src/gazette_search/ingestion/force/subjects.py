"""Who a beginning, an end or a term is said of: the document itself, a part of it, or another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from gazette_search.models import SELF
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.force.lifetimes import Lifetime
    from gazette_search.models import Alias, Block, Citation

_TITLES = ("title", "attachment_title")
# 文种 and the other names by which an official text calls itself or its content.
_NOUN = (
    r"(?:办法|规定|规则|细则|通知|通告|公告|公报|决定|决议|意见|方案|条例|预案|规划|计划|标准|政策|措施|制度"
    r"|规范|规程|指南|目录|清单|文件|令|批复|纲要|要点|章程|守则|准则|机制|条款)"
)
# 本条 is a part of the text, 本市最低工资标准 and 本公司章程 are other people's.
_THIS = r"本(?![条款项节章段目市省县区乡镇村级地年月季期届次轮人单企院校科厂]|公司)"
_PATTERNS = {
    "marker": r"^(?:第[\d一二三四五六七八九十百]+条|[\d一二三四五六七八九十]{1,3}[、.．])+",
    "fillers": r"(?:一律|统一|均|将|应|正式|其|的|暂定|现|及其附件)+$",
    "self": rf"^{_THIS}[^,《》]{{0,12}}?{_NOUN}$",
    "self_before": rf"{_THIS}[^,《》。;]{{0,12}}?{_NOUN}",
    # 《办法》业经审议通过，现予公布，自…; 现将《…》印发给你们，自…; 现对…予以明确，自…
    "issuing": r"现(?:予|将|对|就|印发|发布|公布)|予以(?:公布|发布|印发|明确)",
    "of_part": r"^(?:上述|以上|前款|其中|本[条款项节章])",
    "reference": r"(?:^|[^》])《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》$",
    "changed": r"^(?:(?:提高|调整|修订|修改|提标|制定)后?的|新的?|全市|我市)+",
    "noun": rf"{_NOUN}$",
    # 关于修改《…》的决定 bears the title of another document, 关于印发《…》的通知 its own.
    "acted_on": r"(?<=废止|修改|修订|修正)《.*》",
    "others": r"国家|中央|省|部",
    "space": r"\s+",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


@dataclass(frozen=True, slots=True)
class Subject:
    """`about` as in a `Statement`, the title of another document, and how much is meant."""

    about: str
    scope: Literal["document", "clause"]
    title: str | None = None


class Subjects:
    """Knows a document's own titles and what it calls other documents."""

    def __init__(
        self, blocks: Sequence[Block], citations: Sequence[Citation], aliases: Sequence[Alias]
    ) -> None:
        titles = (fold_width(bare(block.text)) for block in blocks if block.kind in _TITLES)
        self._own = [_pattern("acted_on").sub("", title) for title in titles if title]
        self._numbers = {bare(each.title): each.number for each in citations if each.title}
        self._full = {bare(alias.short): bare(alias.full) for alias in aliases}

    def of(self, lifetime: Lifetime, block: Block) -> Subject | None:
        """The subject of a beginning, end or term; None when it is no document or standard."""
        who = _pattern("marker").sub("", lifetime.who)
        who = _pattern("fillers").sub("", who)
        whole: Literal["document", "clause"] = "document" if block.part <= 1 else "clause"
        if not who:
            return Subject(SELF, whole if _implied(lifetime, block) else "clause")
        if _pattern("self").match(who):
            return Subject(SELF, whole)
        if who.endswith("》"):
            return self._other(who, whole)
        if not _pattern("noun").search(who):
            return Subject(SELF, "clause") if lifetime.own else None
        named = not _pattern("of_part").match(who) and self._is_titled(who)
        return Subject(SELF, whole if named else "clause")

    def resolve(self, title: str) -> str:
        """The number of a document cited by title, when the text gives one; else the title.

        Empty when the document itself bears the title.
        """
        full = self._full.get(title, title)
        opening = full.find("《")
        full = full[opening + 1 :].removesuffix("》") if opening >= 0 else full
        number = self._numbers.get(title) or self._numbers.get(full)
        if number:
            return number
        folded = fold_width(full)
        return "" if len(folded) >= 6 and any(folded in own for own in self._own) else full

    def is_named(self, title: str) -> bool:
        """Whether a title can be told from others: 《办法》 without a number or alias cannot."""
        return title in self._numbers or title in self._full or len(title) >= 6

    def _other(self, who: str, whole: Literal["document", "clause"]) -> Subject | None:
        found = _pattern("reference").search(who)
        if not found:
            return None
        title = found[1]
        about = self.resolve(title)
        if not about:
            return Subject(SELF, whole)
        return Subject(about, "document", title) if self.is_named(title) else None

    def _is_titled(self, who: str) -> bool:
        """Whether a standard or policy is what the document's title announces.

        新的城乡居民最低生活保障、特困人员救助供养标准 is the object of the notice that raises
        城乡居民最低生活保障、特困人员救助供养标准; 新标准 of a section of a plan is not.
        """
        name = _pattern("changed").sub("", who)
        pairs = {name[n : n + 2] for n in range(len(name) - 1)}
        if len(name) < 4 or _pattern("others").search(name):
            return False
        shared = max((sum(pair in own for pair in pairs) for own in self._own), default=0)
        return shared >= 0.7 * len(pairs)


def _implied(lifetime: Lifetime, block: Block) -> bool:
    """Whether 自…起施行 without a subject speaks of the document."""
    if _pattern("self_before").search(lifetime.before):
        return True
    if _pattern("issuing").search(lifetime.before):
        return block.part == 0
    return not lifetime.before and len(block.text) <= 60 and block.kind != "heading"


def bare(text: str) -> str:
    """Text without spaces."""
    return _pattern("space").sub("", text)
