"""Statements on the life of documents: who says that what begins, ends, is repealed or changed.

A repeal or an amendment of another document is what `relations` finds performed here and now, for
documents with a number and for those cited by title alone. Beginning, end and term are read
sentence by sentence. Quoted text (第八条修改为：“…自公布之日起施行。”) states nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from gazette_search.ingestion.citing.mentions import find_references, outline
from gazette_search.ingestion.citing.relations import (
    ARTICLE,
    Setting,
    find_relations,
    is_deciding,
    listed_relation,
)
from gazette_search.ingestion.force.lifetimes import read_lifetimes
from gazette_search.ingestion.force.subjects import Subjects, bare
from gazette_search.models import Statement
from gazette_search.text.dates import find_dates, parse_date
from gazette_search.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.force.lifetimes import Lifetime
    from gazette_search.models import Alias, Block, Citation, Relation, StatementKind

_TITLES = ("title", "attachment_title")
_SAYING = ("paragraph", "item", "heading", "note", "caption", "attachment_note", *_TITLES)
_ACTS = (
    r"废\s*止|失\s*效|作\s*废|(?:停止|终止)(?:执行|施行|使用|实施)|不再(?:执行|施行)"
    r"|修\s*[改订正]|删[去除]"
)
_PATTERNS = {
    "acts": _ACTS,
    "in_part": (
        rf"\s*(?:[（(][^（()）]{{0,60}}[）)])?\s*中?的?\s*(?:{ARTICLE}"
        r"|(?:部分|有关|相关|以下|下列|个别)*(?:内容|条款|规定|条文))"
    ),
    # 废止：第一条、…; 二、第五条修改为：“…”; 三、删去第八条。
    "article_act": (
        rf"^(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*)?(?:(?P<repeal>废止)|将|删[去除]|修改|修订|增加)?"
        rf"[：:]?\s*(?:原)?{ARTICLE}"
    ),
    "article_verb": r"废止|删[去除]|(?:修?改|修订|调整|变更)为|增加|改为",
    # Provisions that yield without being named.
    "yields": (
        r"(?:规定|文件|政策|条款|办法|通知|标准)[^。；，,《]{0,8}[与同和]本[^。；，,《]{1,8}?"
        r"(?:相抵触|不一致|不符|有抵触|相冲突|相违背)的?[，,]?(?:[均一律]*以本[^。；，,]{1,8}为准"
        r"|(?:同时|一律)*(?:废止|失效|停止执行)|按照?本[^。；，,]{1,8}执行)"
        r"|(?:原|[以此之]前|以往|过去|现行)[^。；，,《]{0,20}?(?:规定|文件|政策|办法|通知|标准)"
        r"(?:同时|一律|即行|自行|均|予以|一并)+(?:废止|失效|停止执行)"
    ),
    "since": (
        r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)起?(?:正式)?(?:施行|实施|执行|生效)的"
        r"《(?P<title>[^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》"
    ),
    "from": rf"[自从](?P<when>[^。；，,：:自从]{{4,20}}?)[日号]起[^。；，,]{{0,14}}(?:{_ACTS})",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


def find_statements(
    blocks: Sequence[Block], citations: Sequence[Citation] = (), aliases: Sequence[Alias] = ()
) -> tuple[Statement, ...]:
    """Everything that the blocks of one document say of being in force.

    Args:
        blocks: All blocks of the document in order.
        citations: What `find_citations` found in them.
        aliases: What `find_aliases` found in them.

    Returns:
        Statements in text order, each sentence and subject once.
    """
    reader = _Reader(blocks, citations, aliases)
    found = [each for index in range(len(blocks)) for each in reader.statements(index)]
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class _Part:
    """What has been read of the document's own text or of one attachment."""

    title: str = ""
    intro: str = ""
    target: tuple[str, str | None] | None = None  # what its title repeals or amends
    repeals: bool = False


@dataclass(slots=True)
class _Act:
    """A repeal or an amendment at an offset of a block."""

    start: int
    about: str
    title: str | None
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its place in the document."""

    text: str
    start: int
    index: int
    block: Block

    def states(self, kind: StatementKind, about: str, **more: Any) -> Statement:
        last = self.start + len(self.text) - 1
        lines = (self.block.line_at(self.start), self.block.line_at(last))
        return Statement(kind, about, self.text, lines, self.index, **more)


class _Reader:
    """Reads blocks in order and remembers what stands above each."""

    def __init__(
        self, blocks: Sequence[Block], citations: Sequence[Citation], aliases: Sequence[Alias]
    ) -> None:
        self._blocks = blocks
        self._parts: dict[int, _Part] = {}
        self._citations: dict[int, list[Citation]] = {}
        for citation in citations:
            self._citations.setdefault(citation.block, []).append(citation)
        self._subjects = Subjects(blocks, citations, aliases)
        self._quoted = _quoted_blocks(blocks)

    def statements(self, index: int) -> Iterator[Statement]:
        block = self._blocks[index]
        part = self._parts.setdefault(block.part, _Part())
        if block.kind in _TITLES:
            part.title += block.text
        acts = sorted([*self._numbered(index), *self._titled(block, part)], key=lambda a: a.start)
        if block.kind in _TITLES:
            self._aim(part, acts)
        if block.kind == "table" or (block.kind in _SAYING and index not in self._quoted):
            yield from self._read(index, block, part, acts)
        self._leave(block, part)

    def _read(
        self, index: int, block: Block, part: _Part, acts: Sequence[_Act]
    ) -> Iterator[Statement]:
        starts = [act.start for act in acts]
        for sentence in _sentences(index, block, goes_on=index + 1 in self._quoted):
            first = bisect_left(starts, sentence.start)
            stated = acts[first : bisect_left(starts, sentence.start + len(sentence.text))]
            yield from (self._act(sentence, act, part) for act in stated)
            if block.kind not in ("table", *_TITLES, "attachment_note"):
                yield from self._unnamed(sentence, part, named=bool(stated))

    def _numbered(self, index: int) -> Iterator[_Act]:
        for citation in self._citations.get(index, ()):
            if citation.relation == "amends":
                kind: StatementKind = "amended"
            elif citation.relation == "repeals":
                kind = "repealed" if citation.scope == "document" else "partly_repealed"
            else:
                continue
            yield _Act(citation.start, citation.number, citation.title, kind)

    def _titled(self, block: Block, part: _Part) -> Iterator[_Act]:
        """Acts on documents that are cited by title alone."""
        setting = self._setting(block, part)
        acting = setting.listed or _pattern("acts").search(block.text)
        if block.kind not in _SAYING or "《" not in block.text or not acting:
            return
        drawn = outline(block.text, find_references(block.text))
        relations = find_relations(drawn, setting)
        for reference, relation in zip(drawn.references, relations, strict=True):
            if reference.mention or not reference.title or relation not in ("repeals", "amends"):
                continue
            title = bare(block.text[slice(*reference.title)])
            about = self._subjects.resolve(title)
            if about and self._subjects.is_named(title):
                in_part = _pattern("in_part").match(block.text, reference.end)
                yield _Act(reference.start, about, title, _kind(relation, in_part=bool(in_part)))

    def _setting(self, block: Block, part: _Part) -> Setting:
        main = self._parts.get(0, part)
        above = (part.intro, *reversed(block.path), part.title)
        listed = next((r for text in above if text and (r := listed_relation(text))), None)
        deciding = is_deciding(part.title) or is_deciding(main.title)
        return Setting(deciding=deciding, titled=block.kind in _TITLES, listed=listed)

    def _aim(self, part: _Part, acts: Sequence[_Act]) -> None:
        """A title that repeals or amends one document is what the articles below it speak of."""
        if len({act.about for act in acts}) == 1:
            part.target = (acts[0].about, acts[0].title)
            part.repeals = acts[0].kind != "amended"

    def _leave(self, block: Block, part: _Part) -> None:
        """下列文件予以废止： governs the documents below until other text comes."""
        if block.kind in ("paragraph", "item"):
            if block.text.rstrip().endswith(("：", ":")) and listed_relation(block.text):
                part.intro = block.text
            elif block.kind == "paragraph" and "《" not in block.text:
                part.intro = ""
        elif block.kind == "heading":
            part.intro = ""

    def _act(self, sentence: _Sentence, act: _Act, part: _Part) -> Statement:
        lead = ""
        if not _pattern("acts").search(sentence.text):
            above = (part.intro, *reversed(sentence.block.path), part.title, self._title)
            lead = next((text for text in above if _pattern("acts").search(text)), "")
        from_day = _pattern("from").search(bare(sentence.text))
        days = find_dates(from_day["when"] + "日") if from_day else []
        return sentence.states(
            act.kind,
            act.about,
            title=act.title,
            scope="document" if act.kind == "repealed" else "clause",
            day=days[0][2] if len(days) == 1 else None,
            lead=lead,
        )

    @property
    def _title(self) -> str:
        return self._parts[0].title if 0 in self._parts else ""

    def _unnamed(self, sentence: _Sentence, part: _Part, *, named: bool) -> Iterator[Statement]:
        """What the sentence says without naming a document that it acts on."""
        text = sentence.text
        if not named and part.target and _changes_article(text):
            about, title = part.target
            kind = _kind("repeals" if part.repeals else "amends", in_part=True)
            yield sentence.states(kind, about, title=title, scope="clause")
        if not named and _pattern("yields").search(text):
            yield sentence.states("partly_repealed", "", scope="clause")
        for match in _pattern("since").finditer(bare(text)):
            about = self._subjects.resolve(match["title"])
            day = parse_date(match["day"])
            if about and day and self._subjects.is_named(match["title"]):
                yield sentence.states("effective", about, title=match["title"], day=day)
        for lifetime in read_lifetimes(text):
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
                event=lifetime.event,
                days=lifetime.days,
                months=lifetime.months,
            )


def _changes_article(text: str) -> bool:
    acts, verb = _pattern("article_act").match(text), _pattern("article_verb")
    return acts is not None and verb.search(text) is not None


def _kind(relation: Relation, *, in_part: bool) -> StatementKind:
    if relation == "amends":
        return "amended"
    return "partly_repealed" if in_part else "repealed"


def _sentences(index: int, block: Block, *, goes_on: bool) -> Iterator[_Sentence]:
    """The sentences of a block that are not quoted in it; the rows of a table.

    A mark that is not closed quotes the rest only when the quotation goes on in the next block.
    """
    if block.kind == "table":
        start = 0
        for row in block.text.split("\n"):
            yield _Sentence(row, start, index, block)
            start += len(row) + 1
        return
    depth = seen = 0
    closed = goes_on or block.text.count("“") <= block.text.count("”")
    for start, end in sentence_spans(block.text):
        before = block.text[seen:start]
        depth, seen = max(0, depth + before.count("“") - before.count("”")), start
        if not (depth and closed):
            yield _Sentence(block.text[start:end], start, index, block)


_FARTHEST_CLOSE = 20  # blocks that a new wording of an article may take


def _quoted_blocks(blocks: Sequence[Block]) -> frozenset[int]:
    """Blocks that stand whole inside quotation marks that an earlier block opens.

    A mark that no block behind it closes is a misprint and opens nothing.
    """
    open_marks = [block.text.count("“") - block.text.count("”") for block in blocks]
    quoted: set[int] = set()
    for index, count in enumerate(open_marks):
        if count <= 0 or index in quoted:
            continue
        for other in range(index + 1, min(len(blocks), index + 1 + _FARTHEST_CLOSE)):
            if blocks[other].part != blocks[index].part:
                break
            if open_marks[other] < 0:
                quoted.update(range(index + 1, other + 1))
                break
    return frozenset(quoted)
