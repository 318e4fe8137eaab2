"""The query language: text as typed to a tree.

    query       = disjunction
    disjunction = conjunction { ( "OR" | "|" ) conjunction }
    conjunction = negation { [ "AND" ] negation }
    negation    = "NOT" negation | "-" clause | proximity
    proximity   = clause [ "NEAR" [ "/" distance ] clause ]
    clause      = "(" disjunction ")" | field ":" clause | phrase | number | prefix | words
    phrase      = '"' text '"' | "「" text "」" | "『" text "』"
    prefix      = words "*"
    field       = "title" | "body" | "number" | "issuer" | "genre" | "issue" | "date" | "year"
                | "标题" | "正文" | "文号" | "机关" | "文种" | "期" | "日期" | "年份"
    date        = [ day ] [ ".." [ day ] ]      the value of date, year: 2019, 2019-04, 2019年4月

Full-width letters, digits, marks and spaces mean the same as their ASCII forms (（ ） ： ｜ ＊ －),
and any of " “ ” opens and closes a phrase. What people paste decides the rest:

- Operators are upper case and stand alone or beside Han characters (低保OR孤儿). VR/AR, HANDLE and
  lower-case or, and, not are words.
- "-" negates where a clause may begin: at the start, behind a space, "(" or "|". Inside a word it
  is text: 2017-2020, 18-2#楼.
- A bracket that follows a word without a space belongs to the word, 管理办法（试行）, 规划(2019年),
  unless a space, "|", "*", a phrase or a document number stands inside: 低保(城市 OR 农村). Any
  other bracket groups. A document number keeps its own brackets: （2020）23号.
- A field is one of the names above right before ":". Another Latin name there (foo:bar) is an
  error; a Chinese one is text (责任单位：市教育局), as are 17:00, 1:5万 and http://….
- A document number stands as a clause of its own in whatever run it occurs, spaces inside included
  (葫政办发2020 23号低保); inside other fields than number it is plain text.
- Marks that no search keeps (， 《 emoji) separate nothing and ask for nothing.

Everything else that does not fit is an error with its place: nothing is repaired or dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from gazette_search.errors import QuerySyntaxError
from gazette_search.search.date_query import PeriodError, read_period
from gazette_search.search.number_query import read
from gazette_search.search.query_ast import (
    And,
    DateRange,
    FieldClause,
    Near,
    Node,
    Not,
    NumberReference,
    Or,
    Phrase,
    Prefix,
    Words,
)
from gazette_search.search.query_scanner import QueryScanner, is_searchable

if TYPE_CHECKING:
    from gazette_search.search.query_ast import FieldName

# Far above what anyone writes; they keep the work for a pasted page small.
MAX_LENGTH = 2000
MAX_CLAUSES = 200
MAX_DEPTH = 50
DEFAULT_DISTANCE = 10
MAX_DISTANCE = 1000

_QUOTES = {**dict.fromkeys('"“”„‟〝〞', '"“”„‟〝〞'), "「": "」", "『": "』"}
# A value of date: may hold the spaces that print puts beside digits: 2020 年 3 月.
_PERIOD = re.compile(
    r"(?:[^\s()|*\"“”「」『』]|\s+(?=[年月日])|(?<=[年月])\s+(?=\d\d?\s*[月日]))+", re.ASCII
)

_FIELDS: dict[str, FieldName | None] = {  # None: the clause becomes a DateRange
    "title": "title",
    "body": "body",
    "number": "number",
    "issuer": "issuer",
    "genre": "genre",
    "issue": "issue",
    "date": None,
    "year": None,
    "标题": "title",
    "正文": "body",
    "文号": "number",
    "机关": "issuer",
    "文种": "genre",
    "期": "issue",
    "日期": None,
    "年份": None,
}
_NUMBER_FIELDS = ("number", "文号")
_DATE_FIELDS = ("date", "日期", "year", "年份")
_YEARS_ONLY = ("year", "年份")
_HAN_FIELDS = "|".join(name for name in _FIELDS if not name.isascii())
_FIELD = re.compile(rf"(?P<name>[A-Za-z_][A-Za-z0-9_]*|{_HAN_FIELDS}):(?!//)")

_EMPTY_REMEDY = "请写要找的词、问题或文号，例如 低保标准"
_OPERATOR_REMEDY = "例如 低保 OR 孤儿、低保 NOT 孤儿；要找这个词本身，请加引号"
_DATE_REMEDY = "日期写成 2019、2019-04 或 2019-04-01，范围写成 2019..2020、..2020-06 或 2019-04.."
_YEAR_REMEDY = "年份写成 2019，范围写成 2018..2020"
_FIELD_REMEDY = (
    "可用的字段有 title body number issuer genre issue date year，"
    "即 标题 正文 文号 机关 文种 期 日期 年份；要找带冒号的原文，请加引号"
)


def parse(query: str) -> Node:
    """Reads a query; the grammar stands above.

    Raises:
        QuerySyntaxError: The query cannot be read, asks for nothing, or is far too long.
    """
    return _Parser(query).parse()


def fixed(query: str) -> Node:
    """The whole query as one phrase: no operators, no fields.

    Raises:
        QuerySyntaxError: It holds nothing that can be searched for, or is far too long.
    """
    return _Parser(query).fixed()


class _Parser:
    """Recursive descent; offsets are those of the query as typed."""

    __slots__ = ("_clauses", "_depth", "_field", "_query", "_scanner")

    def __init__(self, query: str) -> None:
        self._query = query
        if len(query) > MAX_LENGTH:
            reason = f"查询太长：{len(query)} 个字，最多 {MAX_LENGTH} 个"
            self._fail(MAX_LENGTH, reason, "请只留下要找的词")
        self._scanner = QueryScanner(query)
        self._depth = self._clauses = 0
        self._field: str | None = None

    def parse(self) -> Node:
        self._scanner.skip()
        if not self._scanner.char():
            self._fail(0, "查询里没有可以检索的字词", _EMPTY_REMEDY)
        node = self._disjunction()
        if self._scanner.char():
            self._refuse_closing()
        return self._whole_number(node) or node

    def fixed(self) -> Phrase:
        text = self._scanner.text
        if not is_searchable(text):
            self._fail(0, "查询里没有可以检索的字词", _EMPTY_REMEDY)
        return Phrase(text, (0, len(text)))

    def _whole_number(self, node: Node) -> Node | None:
        """The number that a whole query is, which may say less: 23号, 葫 政 办 发 2020 23号."""
        parts = node.nodes if isinstance(node, And) else (node,)
        if not all(isinstance(part, Words | NumberReference) for part in parts):
            return None
        number = read(self._scanner.text[slice(*node.span)])
        return number and self._placed(number, node.span)

    def _placed(self, number: NumberReference, span: tuple[int, int]) -> NumberReference:
        return replace(number, raw=self._query[slice(*span)], span=span)

    # Levels of the grammar, loosest first.

    def _disjunction(self) -> Node:
        nodes = [self._conjunction()]
        while (operator := self._scanner.operator()) in ("OR", "|"):
            self._take_operator(operator)
            nodes.append(self._conjunction())
        return _joined(Or, nodes)

    def _conjunction(self) -> Node:
        nodes = [self._negation()]
        while not self._scanner.is_at_end() and (operator := self._scanner.operator()) not in (
            "OR",
            "|",
        ):
            if operator == "AND":
                self._take_operator(operator)
            nodes.append(self._negation())
        return _joined(And, nodes)

    def _negation(self) -> Node:
        start, operator = self._scanner.skip(), self._scanner.operator()
        if operator == "NOT":
            self._take_operator(operator)
            self._descend(start)
            node = self._negation()
            self._depth -= 1
            return Not(node, (start, node.span[1]))
        if self._scanner.char() == "-":
            self._scanner.position += 1
            if self._scanner.is_blank() or self._scanner.char() == "-" or self._scanner.operator():
                self._fail(start, "减号后面没有检索词", "排除一个词写成 -词，减号前空格、后不空格")
            node = self._clause()
            return Not(node, (start, node.span[1]))
        return self._proximity()

    def _proximity(self) -> Node:
        left = self._clause()
        if not (operator := self._scanner.operator()).startswith("NEAR"):
            return left
        distance = self._distance(operator)
        self._take_operator(operator)
        right = self._negation() if self._scanner.char() == "-" else self._clause()
        if self._scanner.operator().startswith("NEAR"):
            remedy = "NEAR 只连两个词，三个词写成 A NEAR B AND B NEAR C"
            self._fail(self._scanner.position, "NEAR 不能连写", remedy)
        return self._near(left, right, distance)

    def _near(self, left: Node, right: Node, distance: int) -> Near:
        sides = (Words, Phrase, Prefix)
        if isinstance(left, sides) and isinstance(right, sides):
            return Near(left, right, distance, (left.span[0], right.span[1]))
        wrong = right if isinstance(left, sides) else left
        reason = "NEAR 两边只能是词、带 * 的词或引号里的原文"
        return self._fail(wrong.span[0], reason, "例如 低保 NEAR/10 标准")

    def _distance(self, operator: str) -> int:
        start = self._scanner.position
        digits = operator[5:]
        if operator == "NEAR":
            return DEFAULT_DISTANCE
        if re.fullmatch(r"[0-9]{1,4}", digits) and 1 <= int(digits) <= MAX_DISTANCE:
            return int(digits)
        reason = f"NEAR/ 后面要写 1 到 {MAX_DISTANCE} 的字数"
        return self._fail(start, reason, "例如 低保 NEAR/10 标准")

    def _clause(self) -> Node:
        start, operator = self._scanner.skip(), self._scanner.operator()
        if operator:
            self._fail(start, f"{operator} 前面没有检索词", _OPERATOR_REMEDY)
        if self._scanner.char() == "(":
            return self._group()
        self._clauses += 1
        if self._clauses > MAX_CLAUSES:
            self._fail(start, f"检索词太多，最多 {MAX_CLAUSES} 个", "请只留下要找的词")
        if name := _FIELD.match(self._scanner.text, start):
            return self._field_clause(name)
        if self._field in _DATE_FIELDS:
            return self._period()
        if self._scanner.char() in _QUOTES:
            return self._phrase()
        number = None if self._field else self._scanner.numbers.get(start)
        if number:
            self._scanner.position = number.span[1]
            return self._placed(number, number.span)
        return self._words()

    def _take_operator(self, operator: str) -> None:
        """Passes over an operator that something must follow."""
        start = self._scanner.position
        self._scanner.position += len(operator)
        if self._scanner.is_at_end():
            self._fail(start, f"{operator} 后面没有检索词", _OPERATOR_REMEDY)

    def _group(self) -> Node:
        start = self._scanner.position
        self._descend(start)
        self._scanner.position += 1
        if self._scanner.is_at_end():
            reason = "括号里没有检索词" if self._scanner.char() else "左括号没有配对"
            self._fail(start, reason, "括号里写检索词，写完补上右括号；括号若是原文，请加引号")
        node = self._disjunction()
        if self._scanner.char() != ")":
            self._fail(start, "左括号没有配对", "请补上右括号；括号若是原文，请加引号")
        self._scanner.position += 1
        self._depth -= 1
        return replace(node, span=(start, self._scanner.position))

    def _field_clause(self, match: re.Match[str]) -> Node:
        name = match["name"].lower()
        if name not in _FIELDS:
            self._fail(match.start(), f"没有“{match['name']}”这个字段", _FIELD_REMEDY)
        if self._field:
            remedy = "字段后面写词、引号或括号，例如 标题:(低保 OR 孤儿)"
            self._fail(match.start(), "字段里不能再写字段", remedy)
        self._scanner.position = match.end()
        while self._scanner.is_mark_ahead():
            self._scanner.skip_run()
        if self._scanner.is_blank() or (self._scanner.char() != "-" and self._scanner.operator()):
            remedy = "冒号后面紧跟要找的内容，中间不留空格"
            self._fail(match.start(), f"字段“{match['name']}”后面没有检索词", remedy)
        if self._scanner.char() == "-":
            remedy = f"排除写在字段前面：-{match['name']}:词"
            self._fail(self._scanner.position, "字段后面不能直接写减号", remedy)
        self._field = name
        node = self._clause()
        self._field = None
        field = _FIELDS[name]
        span = (match.start(), node.span[1])
        return FieldClause(field, node, span) if field else replace(node, span=span)

    def _phrase(self) -> Phrase:
        start = self._scanner.position
        closings = _QUOTES[self._scanner.char()]
        end = next(
            (i for i, c in enumerate(self._scanner.text[start + 1 :], start + 1) if c in closings),
            0,
        )
        if not end:
            self._fail(start, "引号没有配对", "请补上另一半引号，或删去这个引号")
        text = self._scanner.text[start + 1 : end]
        if not is_searchable(text):
            self._fail(start, "引号里没有可以检索的字词", "引号里写要逐字查找的原文")
        self._scanner.position = end + 1
        return Phrase(text, (start, end + 1))

    def _period(self) -> DateRange:
        start = self._scanner.position
        remedy = _YEAR_REMEDY if self._field in _YEARS_ONLY else _DATE_REMEDY
        match = _PERIOD.match(self._scanner.text, start)
        if not match:
            self._fail(start, "这里要写日期", remedy)
        try:
            since, until = read_period(match[0], years=self._field in _YEARS_ONLY)
        except PeriodError as error:
            self._fail(start + error.offset, error.reason, remedy)
        self._scanner.position = match.end()
        return DateRange(since, until, match.span())

    def _words(self) -> Words | Prefix | NumberReference:
        start = self._scanner.position
        end = self._scanner.position = self._scanner.words_end(numbers=not self._field)
        text = self._scanner.text[start:end]
        if self._scanner.char() == "*":
            return self._prefix(start, text)
        if not text:
            self._refuse_closing()
        number = read(text, loose=True) if self._field in _NUMBER_FIELDS else None
        return self._placed(number, (start, end)) if number else Words(text, (start, end))

    def _prefix(self, start: int, text: str) -> Prefix:
        star = self._scanner.position
        self._scanner.position += 1
        if not text or not re.match(r"[\s)|]|$", self._scanner.text[star + 1 :]):
            reason = "* 只能写在一个词的末尾，紧跟着词"
            self._fail(star, reason, "例如 低保*；要找 * 本身，请加引号")
        return Prefix(text, (start, star + 1))

    def _refuse_closing(self) -> NoReturn:
        position = self._scanner.position
        if self._scanner.char() == ")":
            self._fail(position, "右括号没有对应的左括号", "请删去它，或补上左括号")
        self._fail(position, "引号没有配对", "请补上另一半引号，或删去这个引号")

    def _descend(self, position: int) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            reason = f"括号和 NOT 套得太深，最多 {MAX_DEPTH} 层"
            self._fail(position, reason, "请拆成几次查询")

    def _fail(self, position: int, reason: str, remedy: str) -> NoReturn:
        raise QuerySyntaxError(self._query, position, reason, remedy)


def _joined(kind: type[And | Or], nodes: list[Node]) -> Node:
    """One node as it is, several as one conjunction or disjunction without nesting."""
    if len(nodes) == 1:
        return nodes[0]
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, kind) else (node,))]
    return kind(tuple(flat), (nodes[0].span[0], nodes[-1].span[1]))
