"""Statements on the life of documents: who says that what begins, ends, is repealed or changed.

A repeal or an amendment of another document is what `sightings` finds performed here and now, for
documents with a number and for those named by title alone. Beginning, end and term are read
sentence by sentence. Quoted text (第八条修改为：“…自公布之日起施行。”) states nothing here.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from gazette_search.ingestion.citing.context import TITLE_KINDS
from gazette_search.ingestion.citing.quotations import is_quoted
from gazette_search.ingestion.citing.relations import ARTICLE
from gazette_search.ingestion.force.lifetimes import read_lifetimes
from gazette_search.ingestion.force.subjects import Subjects, bare
from gazette_search.models import NumberedTarget, Statement
from gazette_search.text.dates import PRINTED_DAY, find_dates, parse_date
from gazette_search.text.patterns import Lazy
from gazette_search.text.sentences import sentence_spans
from gazette_search.values import dataclass
from gazette_search.vocabulary import either, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.citing.context import Context
    from gazette_search.ingestion.citing.sightings import Sighting
    from gazette_search.ingestion.force.lifetimes import Lifetime
    from gazette_search.models import About, Alias, Block, Citation, StatementKind

# Kinds that tell of a beginning and an end; what is repealed, any block may say.
_SAYING = ("paragraph", "item", "heading", "note", "caption")
# What may close a sentence behind the last words of a quotation: …起施行。” …起施行”；
_LAST_MARKS = "。；;”」』"


def _acts() -> str:
    """The verbs, spaced out or not: 废 止."""
    verbs = words("endings", "repeal", "amend", "delete")
    return "|".join(r"\s*".join(verb) for verb in verbs)


def _article_act() -> str:
    """废止：第一条、…; 二、第五条修改为：“…”; 三、删去第八条."""
    repeal, amend = either("endings", "repeal"), either("endings", "amend")
    return (
        rf"^(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*)?(?:(?P<repeal>{repeal})|将|{amend}"
        rf"|{either('endings', 'delete', 'article')})?[：:]?\s*(?:原)?{ARTICLE}"
    )


def _yields() -> str:
    """Provisions that yield without being named."""
    repeal = either("endings", "repeal")
    return (
        r"(?:规定|文件|政策|条款|办法|通知|标准)[^。；，,《]{0,8}[与同和]本[^。；，,《]{1,8}?"
        r"(?:相抵触|不一致|不符|有抵触|相冲突|相违背)的?[，,]?(?:[均一律]*以本[^。；，,]{1,8}为准"
        rf"|(?:同时|一律)*{repeal}|按照?本[^。；，,]{{1,8}}执行)"
        r"|(?:原|[以此之]前|以往|过去|现行)[^。；，,《]{0,20}?(?:规定|文件|政策|办法|通知|标准)"
        rf"(?:同时|一律|即行|自行|均|予以|一并)+{repeal}"
    )


_ACTS = Lazy(_acts)
_ARTICLE_ACT = Lazy(_article_act)
_ARTICLE_VERB = Lazy(
    lambda: (rf"{either('endings', 'repeal', 'delete', 'article')}|{either('endings', 'amend')}为")
)
_YIELDS = Lazy(_yields)
_SINCE = Lazy(
    lambda: (
        rf"(?P<day>{PRINTED_DAY})起?(?:正式)?{either('beginnings', 'apply')}的"
        r"《(?P<title>[^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》"
    )
)
_FROM = Lazy(
    lambda: rf"[自从](?P<when>[^。；，,：:自从]{{4,20}}?)[日号]起[^。；，,]{{0,14}}(?:{_acts()})"
)
_HEADED = Lazy(r"(?:执行|实施|施行|生效|起始?)(?:的)?(?:时间|日期|时限)|有效期")


def find_statements(
    blocks: Sequence[Block],
    contexts: Sequence[Context],
    sightings: Sequence[Sequence[Sighting]],
    citations: Sequence[Citation] = (),
    aliases: Sequence[Alias] = (),
) -> tuple[Statement, ...]:
    """Everything that the blocks of one document say of being in force.

    Args:
        blocks: All blocks of the document in order.
        contexts: What `read_contexts` read of each.
        sightings: What `find_sightings` found in each.
        citations: What `find_citations` made of them.
        aliases: What `find_aliases` found in the blocks.

    Returns:
        Statements in text order, each sentence and subject once.
    """
    reader = _Reader(blocks, contexts, sightings, citations, aliases)
    found = [each for index in range(len(blocks)) for each in reader.statements(index)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Target:
    """The one document that the title of a part repeals or amends."""

    about: About
    title: str | None
    repeals: bool


@dataclass(frozen=True, slots=True)
class _Act:
    """A repeal or an amendment at an offset of a block."""

    start: int
    about: About
    title: str | None
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its place in the document."""

    text: str
    start: int
    index: int
    block: Block
    context: Context

    @property
    def unquoted(self) -> str:
        """The text up to a quotation that runs to its end: 第八条修改为：“本办法自…起施行。”"""
        end = self.start + len(self.text.rstrip(_LAST_MARKS))
        cuts = (s - self.start for s, e in self.context.quoted if self.start < s and e >= end)
        return self.text[: min(cuts, default=len(self.text))]

    def states(self, kind: StatementKind, about: About | None, **more: Any) -> Statement:
        last = self.start + len(self.text) - 1
        lines = (self.block.line_at(self.start), self.block.line_at(last))
        return Statement(kind, about, self.text, lines, self.index, self.start, **more)


class _Reader:
    """Reads blocks in order and remembers what the titles of each part act on."""

    def __init__(
        self,
        blocks: Sequence[Block],
        contexts: Sequence[Context],
        sightings: Sequence[Sequence[Sighting]],
        citations: Sequence[Citation],
        aliases: Sequence[Alias],
    ) -> None:
        self._blocks = blocks
        self._contexts = contexts
        self._sightings = sightings
        self._targets: dict[int, _Target] = {}
        self._citations: dict[int, list[Citation]] = {}
        for citation in citations:
            self._citations.setdefault(citation.block, []).append(citation)
        self._subjects = Subjects(blocks, citations, aliases)

    def statements(self, index: int) -> Iterator[Statement]:
        block, context = self._blocks[index], self._contexts[index]
        acts = sorted([*self._numbered(index), *self._titled(index)], key=lambda act: act.start)
        if block.kind in TITLE_KINDS:
            self._aim(block.part, acts)
        starts = [act.start for act in acts]
        for sentence in _sentences(index, block, context):
            first = bisect_left(starts, sentence.start)
            stated = acts[first : bisect_left(starts, sentence.start + len(sentence.text))]
            yield from (_stated(sentence, act) for act in stated)
            if block.kind in _SAYING and not is_quoted(context.quoted, sentence.start):
                yield from self._unnamed(sentence, named=bool(stated))

    def _numbered(self, index: int) -> Iterator[_Act]:
        for citation in self._citations.get(index, ()):
            kind = _kind_of(citation)
            if kind:
                yield _Act(citation.start, NumberedTarget(citation.number), citation.title, kind)

    def _titled(self, index: int) -> Iterator[_Act]:
        """Acts on documents that are named by title alone."""
        text = self._blocks[index].text
        for sighting in self._sightings[index]:
            mention, kind = sighting.mention, _kind_of(sighting)
            if mention.number or not mention.title or not kind:
                continue
            title = bare(text[slice(*mention.title)])
            about = self._subjects.resolve(title)
            if about and self._subjects.is_named(title):
                yield _Act(mention.start, about, title, kind)

    def _aim(self, part: int, acts: Sequence[_Act]) -> None:
        """A title that repeals or amends one document is what the articles below it speak of."""
        if len({act.about for act in acts}) == 1:
            first = acts[0]
            self._targets[part] = _Target(first.about, first.title, first.kind != "amended")

    def _unnamed(self, sentence: _Sentence, *, named: bool) -> Iterator[Statement]:
        """What the sentence says without naming a document that it acts on."""
        text, target = sentence.text, self._targets.get(sentence.block.part)
        if not named and target and _changes_article(text):
            kind: StatementKind = "partly_repealed" if target.repeals else "amended"
            yield sentence.states(kind, target.about, title=target.title, scope="clause")
        if not named and _YIELDS.search(text):
            yield sentence.states("partly_repealed", None, scope="clause")
        for match in _SINCE.finditer(bare(text)):
            about = self._subjects.resolve(match["title"])
            day = parse_date(match["day"])
            if about and day and self._subjects.is_named(match["title"]):
                yield sentence.states("effective", about, title=match["title"], day=day)
        path = sentence.context.path
        headed = bool(path and _HEADED.search(path[-1]))
        for lifetime in read_lifetimes(sentence.unquoted, headed=headed):
            yield from self._lifetime(sentence, lifetime)

    def _lifetime(self, sentence: _Sentence, lifetime: Lifetime) -> Iterator[Statement]:
        subject = self._subjects.of(lifetime, sentence.block)
        if subject:
            yield sentence.states(
                lifetime.kind,
                subject.about,
                title=subject.title,
                scope=subject.scope,
                day=lifetime.day,
                grain=lifetime.grain,
                event=lifetime.event,
                days=lifetime.days,
                months=lifetime.months,
            )


def _stated(sentence: _Sentence, act: _Act) -> Statement:
    lead = ""
    if not _ACTS.search(sentence.text):
        lead = next((text for text in sentence.context.above if _ACTS.search(text)), "")
    from_day = _FROM.search(bare(sentence.text))
    days = find_dates(from_day["when"] + "日") if from_day else []
    return sentence.states(
        act.kind,
        act.about,
        title=act.title,
        scope="document" if act.kind == "repealed" else "clause",
        day=days[0][2] if len(days) == 1 else None,
        lead=lead,
    )


def _changes_article(text: str) -> bool:
    return _ARTICLE_ACT.match(text) is not None and _ARTICLE_VERB.search(text) is not None


def _kind_of(said: Citation | Sighting) -> StatementKind | None:
    """What a mention does to its document, when it ends or changes it."""
    if said.relation == "amends":
        return "amended"
    if said.relation == "repeals":
        return "repealed" if said.scope == "document" else "partly_repealed"
    return None


def _sentences(index: int, block: Block, context: Context) -> Iterator[_Sentence]:
    """The sentences of a block; the rows of a table."""
    if block.kind == "table":
        start = 0
        for row in block.text.split("\n"):
            yield _Sentence(row, start, index, block, context)
            start += len(row) + 1
        return
    for start, end in sentence_spans(block.text):
        yield _Sentence(block.text[start:end], start, index, block, context)
