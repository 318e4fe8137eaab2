"""From a parsed query to what must be found: concepts to score and requirements to meet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.scan import KINDS, TITLES
from gazette_search.analysis.terms import GRAM
from gazette_search.search.language.ast import (
    And,
    DateRange,
    FieldClause,
    Near,
    Not,
    NumberReference,
    Or,
    Phrase,
    Prefix,
    Words,
)
from gazette_search.search.lookup.concepts import Concept, Surface
from gazette_search.search.lookup.filters import issued_by, issues_named, of_genre, signed_between
from gazette_search.search.lookup.matching import Matcher, occurrences
from gazette_search.search.lookup.number_directory import NumberDirectory

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.index.snapshot import Snapshot
    from gazette_search.search.language.ast import Node
    from gazette_search.search.understanding.questions import AnswerType
    from gazette_search.search.understanding.word_reader import WordReader


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that every full match holds.

    Attributes:
        label: As typed, to name what a partial match is missing.
        documents: Those that hold it.
        droppable: Whether a document without it can still be a partial match; what was quoted,
            filtered or excluded cannot be dropped.
    """

    label: str
    documents: set[int]
    droppable: bool = False


@dataclass(frozen=True, slots=True)
class WantedNumber:
    """A document number asked for, with the documents that bear it and those that cite it."""

    reference: NumberReference
    held: frozenset[int]
    citing: frozenset[int]


@dataclass(slots=True)
class CompiledQuery:
    """What to score and what to require.

    Attributes:
        concepts: Everything that adds to a score.
        requirements: All of them make a full match.
        answer: What kind of thing the query asks for.
        numbers: Document numbers asked for.
        corrections: Typed words and what was looked for instead.
    """

    concepts: list[Concept] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    answer: AnswerType | None = None
    numbers: list[WantedNumber] = field(default_factory=list)
    corrections: list[tuple[str, str]] = field(default_factory=list)


class QueryCompiler:
    """Compiles queries against one snapshot."""

    def __init__(self, snapshot: Snapshot, matcher: Matcher, reader: WordReader) -> None:
        self._snapshot = snapshot
        self._catalog = snapshot.catalog
        self._matcher = matcher
        self._reader = reader
        self._numbers = NumberDirectory(snapshot.catalog)

    def compile(self, node: Node) -> CompiledQuery:
        """Everything that the query asks for."""
        compiled = CompiledQuery()
        parts = node.nodes if isinstance(node, And) else (node,)
        for part in parts:
            self._require(part, compiled, alone=len(parts) == 1)
        return compiled

    def _require(self, node: Node, compiled: CompiledQuery, *, alone: bool) -> None:
        """Add one conjunct of the query."""
        if isinstance(node, Words):
            reading = self._reader.read(node.text)
            compiled.answer = compiled.answer or reading.answer
            if reading.only_asks and not alone:
                return  # 还有效吗, beside what it is asked of
            compiled.concepts += reading.concepts
            compiled.corrections += reading.corrections
            compiled.requirements += [
                Requirement(concept.label, self._holding(concept), droppable=True)
                for concept in reading.concepts
                if concept.wanted
            ]
        else:
            droppable = isinstance(node, Or) and all(isinstance(n, Words) for n in node.nodes)
            documents = self._documents(node, compiled)
            compiled.requirements.append(Requirement(str(node), documents, droppable=droppable))

    def _holding(self, concept: Concept) -> set[int]:
        return set(self._matcher.concept(concept))

    def _documents(self, node: Node, compiled: CompiledQuery | None) -> set[int]:
        """Documents that satisfy a node; what it looks for is added to `compiled` unless None."""
        compile_node: dict[type, Callable[..., set[int]]] = {
            Words: self._words,
            Phrase: self._phrase,
            Prefix: self._prefix,
            Near: self._near,
            NumberReference: self._number,
            DateRange: self._dates,
            FieldClause: self._field,
            Not: self._not,
            And: self._and,
            Or: self._or,
        }
        return compile_node[type(node)](node, compiled)

    def _add(self, compiled: CompiledQuery | None, concept: Concept) -> set[int]:
        if compiled is not None:
            compiled.concepts.append(concept)
        return self._holding(concept)

    def _words(self, node: Words, compiled: CompiledQuery | None) -> set[int]:
        found: set[int] | None = None
        reading = self._reader.read(node.text)
        if compiled is not None:
            compiled.corrections += reading.corrections
        for concept in reading.concepts:
            holding = self._add(compiled, concept)
            if concept.wanted:
                found = holding if found is None else found & holding
        return found or set()

    def _phrase(self, node: Phrase, compiled: CompiledQuery | None) -> set[int]:
        surface = Surface(search_text(" ".join(node.text.split())))  # pasted over a line's end
        return self._add(compiled, Concept(str(node), (surface,), exact=True))

    def _prefix(self, node: Prefix, compiled: CompiledQuery | None) -> set[int]:
        """Documents where a word begins so; in a run of Latin letters, a longer one too."""
        text = search_text(node.text)
        terms = [text]
        if text[-1:].isascii():
            terms = self._snapshot.terms_from(GRAM, text)
        if compiled is not None:
            surfaces = tuple(Surface(term) for term in terms) or (Surface(text),)
            compiled.concepts.append(Concept(str(node), surfaces, exact=True))
        return {
            ordinal
            for term in terms
            for ordinal in self._matcher.run(term)
            if self._begins_a_word(ordinal, term)
        }

    def _begins_a_word(self, ordinal: int, text: str) -> bool:
        words = self._snapshot.words_of(ordinal)
        return any(words.is_boundary(at) for at in occurrences(words, text))

    def _near(self, node: Near, compiled: CompiledQuery | None) -> set[int]:
        left, right = search_text(node.left.text), search_text(node.right.text)
        both = self._matcher.run(left).keys() & self._matcher.run(right).keys()
        if compiled is not None:
            for side, text in ((node.left, left), (node.right, right)):
                compiled.concepts.append(Concept(str(side), (Surface(text),), exact=True))
        return {o for o in both if self._is_near(o, left, right, node.distance)}

    def _is_near(self, ordinal: int, left: str, right: str, distance: int) -> bool:
        scan = self._snapshot.scan(ordinal)
        rights = list(occurrences(scan, right))
        for one in occurrences(scan, left):
            block = scan.blocks[scan.unit_at(one)]
            for other in rights:
                gap = other - one - len(left) if other > one else one - other - len(right)
                if 0 <= gap <= distance and scan.blocks[scan.unit_at(other)] == block:
                    return True
        return False

    def _number(self, node: NumberReference, compiled: CompiledQuery | None) -> set[int]:
        held, citing = self._numbers.held(node), self._numbers.citing(node)
        if compiled is not None:
            compiled.numbers.append(WantedNumber(node, frozenset(held), frozenset(citing)))
            texts = self._numbers.texts(node)
            compiled.concepts.append(
                Concept(str(node), tuple(map(Surface, texts)), wanted=False, exact=True)
            )
        return {*held, *citing}

    def _dates(self, node: DateRange, _: CompiledQuery | None) -> set[int]:
        return self._where(signed_between(self._catalog, node.since, node.until))

    def _where(self, test: Callable[[int], bool]) -> set[int]:
        return {ordinal for ordinal in range(len(self._catalog)) if test(ordinal)}

    def _not(self, node: Not, _: CompiledQuery | None) -> set[int]:
        """What is excluded is taken as typed: no synonym of it excludes anything."""
        inner = node.node
        if isinstance(inner, Words):
            excluded = set(self._matcher.word(search_text(inner.text)))
        else:
            excluded = self._documents(inner, None)
        return set(range(len(self._catalog))) - excluded

    def _and(self, node: And, compiled: CompiledQuery | None) -> set[int]:
        return set.intersection(*(self._documents(part, compiled) for part in node.nodes))

    def _or(self, node: Or, compiled: CompiledQuery | None) -> set[int]:
        """Any side will do: none of their words is wanted on its own."""
        known = len(compiled.concepts) if compiled is not None else 0
        found = set().union(*(self._documents(part, compiled) for part in node.nodes))
        if compiled is not None:
            compiled.concepts[known:] = [
                replace(concept, wanted=False) for concept in compiled.concepts[known:]
            ]
        return found

    def _field(self, node: FieldClause, compiled: CompiledQuery | None) -> set[int]:
        inner = node.node
        if isinstance(inner, And | Or | Not):
            parts = inner.nodes if isinstance(inner, And | Or) else (inner.node,)
            wrapped = tuple(FieldClause(node.field, part) for part in parts)
            if isinstance(inner, Not):
                return self._not(Not(wrapped[0]), compiled)
            return self._documents(type(inner)(wrapped), compiled)
        if node.field == "number":
            return self._number_field(inner, compiled)
        if node.field == "issue":
            issues = issues_named(self._catalog, str(inner).strip('"'))
            return self._where(lambda ordinal: self._catalog.issue[ordinal] in issues)
        if node.field in ("title", "body"):
            return self._text_field(node.field, inner, compiled)
        typed = inner.text if hasattr(inner, "text") else str(inner)
        passes = issued_by if node.field == "issuer" else of_genre
        return self._where(passes(self._catalog, (typed,)))

    def _number_field(self, node: Node, compiled: CompiledQuery | None) -> set[int]:
        """A number, the beginning of one (葫政办发*), or any part of it."""
        if isinstance(node, NumberReference):
            held = frozenset(self._numbers.held(node))
            if compiled is not None:
                compiled.numbers.append(WantedNumber(node, held, frozenset()))
            return set(held)
        text = search_text(getattr(node, "text", str(node)))
        numbers = [search_text(number) for number in self._catalog.numbers]
        if isinstance(node, Prefix):
            return self._where(lambda ordinal: numbers[ordinal].startswith(text))
        return self._where(lambda ordinal: text in numbers[ordinal])

    def _text_field(self, name: str, node: Node, compiled: CompiledQuery | None) -> set[int]:
        """What must stand in the title, or outside of it."""
        inner = CompiledQuery()
        found = self._documents(node, inner)
        if compiled is not None:
            compiled.concepts += inner.concepts
            compiled.corrections += inner.corrections
        wanted = [concept for concept in inner.concepts if concept.wanted]
        holds = self._in_title if name == "title" else self._in_body
        return {o for o in found if all(holds(o, concept) for concept in wanted)}

    def _in_title(self, ordinal: int, concept: Concept) -> bool:
        return any(surface.text in self._catalog.titles[ordinal] for surface in concept.surfaces)

    def _in_body(self, ordinal: int, concept: Concept) -> bool:
        scan = self._snapshot.scan(ordinal)
        return any(
            KINDS[scan.kinds[scan.unit_at(at)]] not in TITLES
            for surface in concept.surfaces
            for at in occurrences(scan, surface.text)
        )
