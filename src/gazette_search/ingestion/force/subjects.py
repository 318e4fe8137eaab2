"""Who a beginning, an end or a term is said of: the document itself, a part of it, or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.citing.context import TITLE_KINDS
from gazette_search.models import SELF, NumberedTarget, Title
from gazette_search.text.likeness import bigrams
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass
from gazette_search.vocabulary import either

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.force.lifetimes import Lifetime
    from gazette_search.models import About, Alias, Block, Citation


def _noun() -> str:
    """文种 and the other names by which an official text calls itself or its content."""
    return rf"(?:{either('genres', 'self', 'official')}|机制|条款|文件)"


# 本条 is a part of the text, 本市最低工资标准 and 本公司章程 are other people's.
_THIS = r"本(?![条款项节章段目市省县区乡镇村级地年月季期届次轮人单企院校科厂]|公司)"
_MARKER = Lazy(r"^(?:第[\d一二三四五六七八九十百]+条|[\d一二三四五六七八九十]{1,3}[、.．])+")
_FILLERS = Lazy(r"(?:一律|统一|均|将|应|正式|其|的|暂定|现|及其附件)+$")
_ITSELF = Lazy(lambda: rf"^{_THIS}[^,《》]{{0,12}}?{_noun()}$")
_ITSELF_BEFORE = Lazy(lambda: rf"{_THIS}[^,《》。;]{{0,12}}?{_noun()}")
# 《办法》业经审议通过，现予公布，自…; 现将《…》印发给你们，自…; 现对…予以明确，自…
_ISSUING = Lazy(r"现(?:予|将|对|就|印发|发布|公布)|予以(?:公布|发布|印发|明确)")
_OF_PART = Lazy(r"^(?:上述|以上|前款|其中|本[条款项节章])")
_REFERENCE = Lazy(r"(?:^|[^》])《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》$")
_CHANGED = Lazy(r"^(?:(?:提高|调整|修订|修改|提标|制定)后?的|新的?|全市|我市)+")
_NOUN_LAST = Lazy(lambda: rf"{_noun()}$")
# 关于修改《…》的决定 bears the title of another document, 关于印发《…》的通知 its own.
_ACTED_ON = Lazy(lambda: rf"({either('endings', 'repeal', 'amend')})《.*》")
_OTHERS = Lazy(r"国家|中央|省|部")
_SHORTEST_TITLE = 6  # 《办法》 names nothing by itself


@dataclass(frozen=True, slots=True)
class Subject:
    """`about` as in a `Statement`, the title of another document, and how much is meant."""

    about: About
    scope: Literal["document", "clause"]
    title: str | None = None


class Subjects:
    """Knows a document's own titles and what it calls other documents."""

    def __init__(
        self, blocks: Sequence[Block], citations: Sequence[Citation], aliases: Sequence[Alias]
    ) -> None:
        titles = (fold_width(bare(block.text)) for block in blocks if block.kind in TITLE_KINDS)
        self._own = [_ACTED_ON.sub(r"\1", title) for title in titles if title]
        self._numbers = {bare(each.title): each.number for each in citations if each.title}
        self._full = {bare(alias.short): bare(alias.full) for alias in aliases}

    def of(self, lifetime: Lifetime, block: Block) -> Subject | None:
        """The subject of a beginning, end or term; None when it is no document or standard."""
        who = _FILLERS.sub("", _MARKER.sub("", lifetime.who))
        whole: Literal["document", "clause"] = "document" if block.part <= 1 else "clause"
        if lifetime.sets:
            return Subject(SELF, "clause")
        if not who:
            return Subject(SELF, whole if _implied(lifetime, block) else "clause")
        if _ITSELF.match(who):
            return Subject(SELF, whole)
        if who.endswith("》"):
            return self._other(who, whole)
        if not _NOUN_LAST.search(who):
            return Subject(SELF, "clause") if lifetime.own else None
        named = not _OF_PART.match(who) and self._is_titled(who)
        return Subject(SELF, whole if named else "clause")

    def resolve(self, title: str) -> About | None:
        """The document cited by title: by its number, when the text gives one.

        None when the document itself bears the title.
        """
        full = self._full.get(title, title)
        opening = full.find("《")
        full = full[opening + 1 :].removesuffix("》") if opening >= 0 else full
        number = self._numbers.get(title) or self._numbers.get(full)
        if number:
            return NumberedTarget(number)
        folded = fold_width(full)
        is_own = len(folded) >= _SHORTEST_TITLE and any(folded in own for own in self._own)
        return None if is_own or not full else Title(full)

    def is_named(self, title: str) -> bool:
        """Whether a title can be told from others: 《办法》 without a number or alias cannot."""
        return title in self._numbers or title in self._full or len(title) >= _SHORTEST_TITLE

    def _other(self, who: str, whole: Literal["document", "clause"]) -> Subject | None:
        found = _REFERENCE.search(who)
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
        name = _CHANGED.sub("", who)
        if len(name) < 4 or _OTHERS.search(name):
            return False
        named = frozenset(bigrams(name))
        shared = max((len(named & frozenset(bigrams(own))) for own in self._own), default=0)
        return shared >= 0.7 * len(named)


def _implied(lifetime: Lifetime, block: Block) -> bool:
    """Whether 自…起施行 without a subject speaks of the document."""
    if _ITSELF_BEFORE.search(lifetime.before):
        return True
    if _ISSUING.search(lifetime.before):
        return block.part == 0
    return not lifetime.before and len(block.text) <= 60 and block.kind != "heading"


def bare(text: str) -> str:
    """Text without spaces."""
    return "".join(text.split())
