"""The characters of a query: where its runs, operators and document numbers begin and end."""

from __future__ import annotations

import re
from functools import cache

from gazette_search.analysis.normalizer import search_text
from gazette_search.search.language.typed_numbers import find_references
from gazette_search.text.widths import fold_width

_HAN = "\u4e00-\u9fff"
_MARKS = r"\s()|*\"“”„‟〝〞「」『』"
_RUN = re.compile(rf"[^{_MARKS}]+")
# Brackets around text, two more pairs deep inside: 规划(《纲要(2019)》(试行)).
_TEXT = rf"[^{_MARKS}]*"
_TEXT_BRACKETS = rf"\({_TEXT}(?:\({_TEXT}(?:\({_TEXT}\){_TEXT})*\){_TEXT})*\)"
_WORD_OPERATOR = rf"(?:OR|AND|NOT|NEAR(?:/[^{_MARKS}{_HAN}]*)?)(?:(?=[{_HAN}])|(?![\w/.+:-]))"
_OPERATOR = rf"\||{_WORD_OPERATOR}"
_OPERATOR_IN_HAN = rf"(?<=[{_HAN}])(?:{_WORD_OPERATOR})"
_OPERATOR_LETTERS = re.compile(r"[|A-Z]")  # most queries hold none: nothing more to compile then


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def is_searchable(text: str) -> bool:
    """Whether a search keeps anything of the text."""
    return bool(search_text(text).strip())


class QueryScanner:
    """A place in a query; offsets are the same in the text as typed and as folded.

    Attributes:
        text: The query, width-folded.
        position: Where the next character is read.
        numbers: Document numbers by where they begin.
    """

    __slots__ = ("_may_operate", "_stops", "numbers", "position", "text")

    def __init__(self, query: str) -> None:
        self.text = fold_width(query)
        self.position = 0
        self.numbers = {number.span[0]: number for number in find_references(self.text)}
        self._may_operate = _OPERATOR_LETTERS.search(self.text) is not None
        operators = (
            (match.start() for match in re.finditer(_OPERATOR_IN_HAN, self.text))
            if self._may_operate
            else ()
        )
        # Where a run ends although no mark ends it: a number or an operator begins.
        self._stops = sorted({*operators, *self.numbers})

    def char(self) -> str:
        """The next character, empty at the end."""
        return self.text[self.position : self.position + 1]

    def skip(self) -> int:
        """Passes over spaces and over marks that ask for nothing; returns the new position."""
        while char := self.char():
            if char.isspace() or (char == "-" and not self._may_negate()):
                self.position += 1
            elif char != "-" and self.is_mark_ahead():
                self.skip_run()
            else:
                break
        return self.position

    def skip_run(self) -> None:
        """Passes over everything up to the next mark of the grammar, operator or number."""
        self.position += len(self._run())

    def is_mark_ahead(self) -> bool:
        """Whether the next run holds nothing that can be searched for: ， 《 —— emoji."""
        run = self._run()
        return bool(run) and not run[0].isalnum() and not is_searchable(run)

    def operator(self) -> str:
        """The operator ahead as written, or nothing; spaces in front of it are passed over."""
        position = self.skip()
        match = self._may_operate and _compiled(_OPERATOR).match(self.text, position)
        return match[0] if match else ""

    def is_at_end(self) -> bool:
        """Whether the query or its group is over."""
        self.skip()
        return self.char() in ("", ")")

    def is_blank(self) -> bool:
        """Whether no clause begins right here."""
        char = self.char()
        return char in ("", ")", "|") or char.isspace() or self.is_mark_ahead()

    def is_joined(self) -> bool:
        """Whether another clause follows without a space; goes there if so."""
        before = self.position
        passed = self.text[before : self.skip()]
        apart = any(map(str.isspace, passed)) or self.char() in ("", ")", "|")
        if apart or self.operator():
            self.position = before
            return False
        return True

    def words_end(self, *, numbers: bool) -> int:
        """Where the word ends that begins here: at a mark, an operator, or brackets of a group.

        Args:
            numbers: Whether a document number ends it too.
        """
        limit, end = self._next_stop(numbers=numbers), self.position
        while run := _RUN.match(self.text, end, limit):
            end = run.end()
            if self.text[end : end + 1] != "(":
                break
            brackets = _compiled(_TEXT_BRACKETS).match(self.text, end, limit)
            if brackets is None:
                break
            end = brackets.end()
        return end

    def _run(self) -> str:
        run = _RUN.match(self.text, self.position, self._next_stop(numbers=True))
        return run[0] if run else ""

    def _next_stop(self, *, numbers: bool) -> int:
        stops = (stop for stop in self._stops if numbers or stop not in self.numbers)
        return next((stop for stop in stops if stop > self.position), len(self.text))

    def _may_negate(self) -> bool:
        before = self.text[: self.position][-1:]
        return not before or before.isspace() or before in "(|"
