"""From a parsed query to what must be found: concepts to score and requirements to meet."""

from __future__ import annotations

from dataclasses import field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.units import parted_at_last
from gazette_search.index.concepts import Concept, Surface
from gazette_search.index.conditions import (
    AllOf,
    AnyOf,
    Begins,
    Cites,
    InBody,
    InTitle,
    NearRuns,
    NegatedCondition,
    Numbered,
    NumberHolds,
    Run,
    Word,
)
from gazette_search.search.language import ast
from gazette_search.search.lookup.filters import (
    NOTHING,
    issue_named,
    issued_by,
    of_genre,
    signed_between,
)
from gazette_search.search.lookup.number_directory import NumberDirectory
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.language.ast import Node, NumberReference
    from gazette_search.search.understanding.questions import AnswerType
    from gazette_search.search.understanding.traits import Trait
    from gazette_search.search.understanding.word_reader import WordReader


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that every full match meets.

    Attributes:
        label: As typed, to name what a partial match is missing.
        condition: What meeting it means.
        droppable: Whether a document without it can still be a partial match; what was quoted,
            filtered or excluded cannot be dropped.
    """

    label: str
    condition: Condition
    droppable: bool = False


@dataclass(frozen=True, slots=True)
class WantedNumber:
    """A document number asked for.

    Attributes:
        held: The numbers meant that documents bear.
        citing: Those that documents cite.
    """

    reference: NumberReference
    held: tuple[str, ...]
    citing: tuple[str, ...] = ()


@dataclass(slots=True)
class CompiledQuery:
    """What to score and what to require.

    Attributes:
        concepts: Everything that adds to a score, each word once.
        requirements: All of them make a full match.
        runs: Typed words side by side, whose character pairs are evidence too.
        answer: What kind of thing the query asks for.
        traits: What else the answer does.
        numbers: Document numbers asked for.
        corrections: Typed words and what was looked for instead.
        unquoted: Quoted stretches of a sentence whose words are looked for.
    """

    concepts: list[Concept] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    answer: AnswerType | None = None
    traits: tuple[Trait, ...] = ()
    numbers: list[WantedNumber] = field(default_factory=list)
    corrections: list[tuple[str, str]] = field(default_factory=list)
    unquoted: list[str] = field(default_factory=list)


def _once(concepts: list[Concept]) -> list[Concept]:
    """Each word once, however often it was typed; where it is wanted at all, it is wanted.

    Of 308 questions that lay people asked 122 repeat a word (A 和 B 两种说法), which says nothing
    of its weight.
    """
    kept: dict[tuple[Surface, ...], Concept] = {}
    for concept in concepts:
        known = kept.get(concept.surfaces)
        if known is None or (concept.wanted and not known.wanted):
            kept[concept.surfaces] = concept
    return list(kept.values())


def _quoted(node: ast.Phrase) -> str:
    """The characters that a phrase asks for; it may be pasted over a line's end."""
    return search_text(" ".join(node.text.split()))


class QueryCompiler:
    """Compiles queries against one index."""

    def __init__(self, index: SearchIndex, reader: WordReader) -> None:
        self._index = index
        self._reader = reader
        self._numbers = NumberDirectory(index)

    def compile(self, node: Node) -> CompiledQuery:
        """Everything that the query asks for."""
        compiled = CompiledQuery()
        self._reader.expect(words.text for words in _words_in(node))
        nodes = node.nodes if isinstance(node, ast.And) else (node,)
        parts = list(self._unquoted(nodes, compiled))
        for part in parts:
            self._require(part, compiled, alone=len(parts) == 1)
        for one, other in pairwise(parts):
            if isinstance(one, ast.Words) and isinstance(other, ast.Words):
                self._join(one, other, compiled)
        compiled.concepts = _once(compiled.concepts)
        compiled.requirements = list(dict.fromkeys(compiled.requirements))
        return compiled

    def _unquoted(self, nodes: Sequence[Node], compiled: CompiledQuery) -> Iterator[Node]:
        """Conjuncts, the quoted stretches of a sentence as its words where they stand nowhere.

        Who asks 如何实现“以房养老” hardly searches for exactly these characters.
        """
        for at, node in enumerate(nodes):
            beside = nodes[max(0, at - 1) : at + 2]
            if isinstance(node, ast.Phrase) and self._is_of_sentence(node, beside):
                compiled.unquoted.append(node.text)
                yield ast.Words(node.text, node.span)
            else:
                yield node

    def _join(self, one: ast.Words, other: ast.Words, compiled: CompiledQuery) -> None:
        """Let an entry written with a space, 农村 改厕, stand for both of its words."""
        text = search_text(one.text + other.text)
        if one.span[1] >= other.span[0] or not self._reader.is_entry(text):
            return
        whole = replace(self._reader.concept(text), wanted=False)
        compiled.concepts.append(whole)
        words = (search_text(one.text), search_text(other.text))
        compiled.requirements = [
            replace(r, condition=AnyOf((r.condition, whole.condition))) if r.label in words else r
            for r in compiled.requirements
        ]

    def _is_of_sentence(self, phrase: ast.Phrase, beside: Sequence[Node]) -> bool:
        """Whether a quoted stretch has words right beside it and stands in no document."""
        start, end = phrase.span
        written_on = any(
            isinstance(node, ast.Words) and (node.span[1] == start or node.span[0] == end)
            for node in beside
        )
        if not (written_on and self._reader.correcting):
            return False
        return not self._index.counts([Run(_quoted(phrase))])[0]

    def _require(self, node: Node, compiled: CompiledQuery, *, alone: bool) -> None:
        """Add one conjunct of the query."""
        if isinstance(node, ast.Words):
            reading = self._reader.read(node.text)
            compiled.answer = compiled.answer or reading.answer
            compiled.traits += reading.traits
            if reading.only_asks and not alone:
                return  # 还有效吗, beside what it is asked of
            compiled.concepts += reading.concepts
            compiled.runs += reading.runs
            compiled.corrections += reading.corrections
            compiled.requirements += [
                Requirement(concept.label, concept.condition, droppable=True)
                for concept in reading.concepts
                if concept.wanted
            ]
        else:
            droppable = isinstance(node, ast.Or) and all(
                isinstance(part, ast.Words) for part in node.nodes
            )
            condition = self._condition(node, compiled)
            compiled.requirements.append(Requirement(str(node), condition, droppable=droppable))

    def _condition(self, node: Node, compiled: CompiledQuery | None) -> Condition:
        """What satisfies a node; what it looks for is added to `compiled` unless None."""
        compile_node: dict[type, Callable[..., Condition]] = {
            ast.Words: self._words,
            ast.Phrase: self._phrase,
            ast.Prefix: self._prefix,
            ast.Near: self._near,
            ast.NumberReference: self._number,
            ast.DateRange: self._dates,
            ast.FieldClause: self._field,
            ast.Not: self._not,
            ast.And: self._and,
            ast.Or: self._or,
        }
        return compile_node[type(node)](node, compiled)

    def _words(self, node: ast.Words, compiled: CompiledQuery | None) -> Condition:
        reading = self._reader.read(node.text)
        if compiled is not None:
            compiled.corrections += reading.corrections
            compiled.concepts += reading.concepts
        wanted = tuple(concept.condition for concept in reading.concepts if concept.wanted)
        return AllOf(wanted) if wanted else NOTHING

    def _phrase(self, node: ast.Phrase, compiled: CompiledQuery | None) -> Condition:
        return _added(Concept(str(node), (Surface(_quoted(node)),), exact=True), compiled)

    def _prefix(self, node: ast.Prefix, compiled: CompiledQuery | None) -> Condition:
        """Documents where a word begins so; in a run of Latin letters, a longer one too."""
        text = search_text(node.text)
        if compiled is not None:
            head, last = parted_at_last(text)
            units = self._index.units_from(last) if last else [""]
            surfaces = tuple(Surface(head + unit) for unit in units) or (Surface(text),)
            compiled.concepts.append(Concept(str(node), surfaces, exact=True))
        return Begins(text)

    def _near(self, node: ast.Near, compiled: CompiledQuery | None) -> Condition:
        left, right = search_text(node.left.text), search_text(node.right.text)
        if compiled is not None:
            for side, text in ((node.left, left), (node.right, right)):
                compiled.concepts.append(Concept(str(side), (Surface(text),), exact=True))
        return NearRuns(left, right, node.distance)

    def _number(self, node: NumberReference, compiled: CompiledQuery | None) -> Condition:
        held, citing = tuple(self._numbers.held(node)), tuple(self._numbers.citing(node))
        if compiled is not None:
            compiled.numbers.append(WantedNumber(node, held, citing))
            texts = self._numbers.texts(node)
            compiled.concepts.append(
                Concept(str(node), tuple(map(Surface, texts)), wanted=False, exact=True)
            )
        return AnyOf((Numbered(frozenset(held)), Cites(frozenset(citing))))

    def _dates(self, node: ast.DateRange, _: CompiledQuery | None) -> Condition:
        return signed_between(node.since, node.until)

    def _not(self, node: ast.Not, _: CompiledQuery | None) -> Condition:
        """What is excluded is taken as typed: no synonym of it excludes anything."""
        if isinstance(node.node, ast.Words):
            return NegatedCondition(Word(search_text(node.node.text)))
        return NegatedCondition(self._condition(node.node, None))

    def _and(self, node: ast.And, compiled: CompiledQuery | None) -> Condition:
        return AllOf(tuple(self._condition(part, compiled) for part in node.nodes))

    def _or(self, node: ast.Or, compiled: CompiledQuery | None) -> Condition:
        """Any side will do: none of their words is wanted on its own."""
        known = len(compiled.concepts) if compiled is not None else 0
        found = AnyOf(tuple(self._condition(part, compiled) for part in node.nodes))
        if compiled is not None:
            compiled.concepts[known:] = [
                replace(concept, wanted=False) for concept in compiled.concepts[known:]
            ]
        return found

    def _field(self, node: ast.FieldClause, compiled: CompiledQuery | None) -> Condition:
        inner = node.node
        if isinstance(inner, ast.And | ast.Or | ast.Not):
            parts = inner.nodes if isinstance(inner, ast.And | ast.Or) else (inner.node,)
            wrapped = tuple(ast.FieldClause(node.field, part) for part in parts)
            if isinstance(inner, ast.Not):
                return self._not(ast.Not(wrapped[0]), compiled)
            return self._condition(type(inner)(wrapped), compiled)
        if node.field == "number":
            return self._number_field(inner, compiled)
        if node.field in ("title", "body"):
            return self._text_field(node.field, inner, compiled)
        typed = inner.text if hasattr(inner, "text") else str(inner)
        if node.field == "issue":
            return issue_named(self._index, typed.strip('"')) or NOTHING
        return issued_by(self._index, (typed,)) if node.field == "issuer" else of_genre((typed,))

    def _number_field(self, node: Node, compiled: CompiledQuery | None) -> Condition:
        """A number, the beginning of one (葫政办发*), or any part of it."""
        if isinstance(node, ast.NumberReference):
            held = tuple(self._numbers.held(node))
            if compiled is not None:
                compiled.numbers.append(WantedNumber(node, held))
            return Numbered(frozenset(held))
        text = search_text(getattr(node, "text", str(node)))
        return NumberHolds(text, at_start=isinstance(node, ast.Prefix))

    def _text_field(self, name: str, node: Node, compiled: CompiledQuery | None) -> Condition:
        """What must stand in the title, or outside of it."""
        inner = CompiledQuery()
        found = self._condition(node, inner)
        if compiled is not None:
            compiled.concepts += inner.concepts
            compiled.corrections += inner.corrections
        place = InTitle if name == "title" else InBody
        standing = tuple(
            AnyOf(tuple(place(surface.text) for surface in concept.surfaces))
            for concept in inner.concepts
            if concept.wanted
        )
        return AllOf((found, *standing))


def _added(concept: Concept, compiled: CompiledQuery | None) -> Condition:
    if compiled is not None:
        compiled.concepts.append(concept)
    return concept.condition


def _words_in(node: Node) -> Iterator[ast.Words]:
    """The runs of words of a query, but for those that are excluded as typed."""
    if isinstance(node, ast.Words):
        yield node
    elif isinstance(node, ast.And | ast.Or):
        for part in node.nodes:
            yield from _words_in(part)
    elif isinstance(node, ast.FieldClause) and node.field in ("title", "body"):
        yield from _words_in(node.node)
