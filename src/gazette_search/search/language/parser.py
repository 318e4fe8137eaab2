"""The query language: text as typed to a tree.

    query       = disjunction
    disjunction = conjunction { ( "OR" | "|" ) conjunction }
    conjunction = negation { [ "AND" ] negation }
    negation    = "NOT" negation | "-" joint | proximity
    proximity   = joint [ "NEAR" [ "/" distance ] joint ]
    joint       = clause { clause }             all wanted, no space between: 弘扬“工匠精神”
    clause      = "(" disjunction ")" | field ":" joint | phrase | number | prefix | words
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
from gazette_search.search.language.ast import (
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
from gazette_search.search.language.periods import PeriodError, read_period
from gazette_search.search.language.scanner import QueryScanner, is_searchable
from gazette_search.search.language.typed_numbers import read
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from gazette_search.search.language.ast import FieldName

# Far above what anyone writes; they keep the work for a pasted page small.
MAX_LENGTH = 2000
MAX_CLAUSES = 200
MAX_DEPTH = 50
DEFAULT_DISTANCE = 10
MAX_DISTANCE = 1000

_QUOTES = {**dict.fromkeys('"“”„‟〝〞', '"“”„‟〝〞'), "「": "」", "『": "』"}
# A value of date: may hold the spaces that print puts beside digits: 2020 年 3 月.
_PERIOD = Lazy(
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
_WORD_IS_OVER = re.compile(r"[\s)|]|$")
_NUMBER_FIELDS = ("number", "文号")
_DATE_FIELDS = ("date", "日期", "year", "年份")
_YEAR_FIELDS = ("year", "年份")
_HAN_FIELDS = "|".join(name for name in _FIELDS if not name.isascii())
_FIELD = re.compile(rf"(?P<name>[A-Za-z_][A-Za-z0-9_]*|{_HAN_FIELDS}):(?!//)")

_EMPTY_REMEDY = "请写要找的词、问题或文号，例如 低保标准"
_OPERATOR_REMEDY = "例如 低保 OR 孤儿、低保 NOT 孤儿；要找这个词本身，请加引号"
_NEAR_REMEDY = "例如 低保 NEAR/10 标准；三个词写成 A NEAR B AND B NEAR C"
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

    __slots__ = ("_clauses", "_depth", "_field", "_query", "_scan")

    def __init__(self, query: str) -> None:
        self._query = query
        if len(query) > MAX_LENGTH:
            reason = f"查询太长：{len(query)} 个字，最多 {MAX_LENGTH} 个"
            self._fail(MAX_LENGTH, reason, "请只留下要找的词")
        self._scan = QueryScanner(query)
        self._depth = self._clauses = 0
        self._field: str | None = None

    def parse(self) -> Node:
        self._scan.skip()
        if not self._scan.char():
            self._fail(0, "查询里没有可以检索的字词", _EMPTY_REMEDY)
        node = self._disjunction()
        if self._scan.char():
            self._refuse_closing()
        return self._whole_number(node) or node

    def fixed(self) -> Phrase:
        text = self._scan.text
        if not is_searchable(text):
            self._fail(0, "查询里没有可以检索的字词", _EMPTY_REMEDY)
        return Phrase(text, (0, len(text)))

    def _whole_number(self, node: Node) -> Node | None:
        """The number that a whole query is, which may say less: 23号, 葫 政 办 发 2020 23号."""
        parts = node.nodes if isinstance(node, And) else (node,)
        if not all(isinstance(part, Words | NumberReference) for part in parts):
            return None
        number = read(self._scan.text[slice(*node.span)])
        return number and self._placed(number, node.span)

    # The levels of the grammar, loosest first.

    def _disjunction(self) -> Node:
        nodes = [self._conjunction()]
        while (operator := self._scan.operator()) in ("OR", "|"):
            self._take_operator(operator)
            nodes.append(self._conjunction())
        return _joined(Or, nodes)

    def _conjunction(self) -> Node:
        nodes = [self._negation()]
        while not self._scan.is_at_end() and self._scan.operator() not in ("OR", "|"):
            if self._scan.operator() == "AND":
                self._take_operator("AND")
            nodes.append(self._negation())
        return _joined(And, nodes)

    def _negation(self) -> Node:
        start = self._scan.skip()
        if self._scan.operator() == "NOT":
            self._take_operator("NOT")
            self._descend(start)
            node = self._negation()
            self._depth -= 1
        elif self._scan.char() == "-":
            self._scan.position += 1
            if self._scan.is_blank() or self._scan.char() == "-" or self._scan.operator():
                self._fail(start, "减号后面没有检索词", "排除一个词写成 -词，减号前空格、后不空格")
            node = self._joint()
        else:
            return self._proximity()
        return Not(node, (start, node.span[1]))

    def _proximity(self) -> Node:
        left = self._joint()
        operator = self._scan.operator()
        if not operator.startswith("NEAR"):
            return left
        distance = self._distance(operator)
        self._take_operator(operator)
        right = self._negation()
        return Near(self._side(left), self._side(right), distance, (left.span[0], right.span[1]))

    def _side(self, node: Node) -> Words | Phrase | Prefix:
        if isinstance(node, Words | Phrase | Prefix):
            return node
        reason = "NEAR 两边只能是词、带 * 的词或引号里的原文"
        return self._fail(node.span[0], reason, _NEAR_REMEDY)

    def _distance(self, operator: str) -> int:
        digits = operator.removeprefix("NEAR").removeprefix("/")
        if operator == "NEAR":
            return DEFAULT_DISTANCE
        if re.fullmatch(r"[0-9]{1,4}", digits) and 1 <= int(digits) <= MAX_DISTANCE:
            return int(digits)
        reason = f"NEAR/ 后面要写 1 到 {MAX_DISTANCE} 的字数"
        return self._fail(self._scan.position, reason, _NEAR_REMEDY)

    def _joint(self) -> Node:
        nodes = [self._clause()]
        while self._scan.is_joined():
            nodes.append(self._clause())
        return _joined(And, nodes)

    def _clause(self) -> Node:
        operator = self._scan.operator()
        if operator:
            self._fail(self._scan.position, f"{operator} 前面没有检索词", _OPERATOR_REMEDY)
        number = self._number()  # first, for it may begin with a bracket: （2020）23号
        if self._scan.char() == "(" and not number:
            return self._group()
        self._clauses += 1
        if self._clauses > MAX_CLAUSES:
            reason = f"检索词太多，最多 {MAX_CLAUSES} 个"
            self._fail(self._scan.position, reason, "请只留下要找的词")
        return number or self._field_clause() or self._leaf()

    def _leaf(self) -> Node:
        if self._field in _DATE_FIELDS:
            return self._period()
        return self._phrase() if self._scan.char() in _QUOTES else self._words()

    # The kinds of clauses.

    def _group(self) -> Node:
        start = self._scan.position
        self._descend(start)
        self._scan.position += 1
        if self._scan.is_at_end() and self._scan.char():
            self._fail(start, "括号里没有检索词", "请在括号里写检索词，或删去这对括号")
        node = self._disjunction() if self._scan.char() else None
        if node is None or not self._scan.char():
            self._fail(start, "左括号没有配对", "请补上右括号；括号若是原文，请加引号")
        self._scan.position += 1
        self._depth -= 1
        return replace(node, span=(start, self._scan.position))

    def _field_clause(self) -> Node | None:
        match = _FIELD.match(self._scan.text, self._scan.position)
        if not match:
            return None
        start, name = match.start(), match["name"].lower()
        if name not in _FIELDS:
            self._fail(start, f"没有“{match['name']}”这个字段", _FIELD_REMEDY)
        if self._field:
            self._fail(
                start, "字段里不能再写字段", "字段后面写词、引号或括号，例如 标题:(低保 OR 孤儿)"
            )
        self._scan.position = match.end()
        self._refuse_no_value(match)
        self._field = name
        node = self._joint()
        self._field = None
        field = _FIELDS[name]
        span = (start, node.span[1])
        return FieldClause(field, node, span) if field else replace(node, span=span)

    def _refuse_no_value(self, match: re.Match[str]) -> None:
        while self._scan.is_mark_ahead() and self._scan.char() != "-":
            self._scan.skip_run()
        if self._scan.char() == "-":
            remedy = f"排除写在字段前面：-{match['name']}:词"
            self._fail(self._scan.position, "字段后面不能直接写减号", remedy)
        if self._scan.is_blank() or self._scan.operator():
            remedy = "冒号后面紧跟要找的内容，中间不留空格"
            self._fail(match.start(), f"字段“{match['name']}”后面没有检索词", remedy)

    def _phrase(self) -> Phrase:
        start = self._scan.position
        text, closings = self._scan.text, _QUOTES[self._scan.char()]
        ends = (text.find(closing, start + 1) for closing in closings)
        end = min((end for end in ends if end >= 0), default=None)
        if end is None:
            self._fail(start, "引号没有配对", "请补上另一半引号，或删去这个引号")
        if not is_searchable(text[start + 1 : end]):
            self._fail(start, "引号里没有可以检索的字词", "请在引号里写要逐字查找的原文")
        self._scan.position = end + 1
        return Phrase(text[start + 1 : end], (start, end + 1))

    def _period(self) -> DateRange:
        start, years = self._scan.position, self._field in _YEAR_FIELDS
        remedy = _YEAR_REMEDY if years else _DATE_REMEDY
        match = _PERIOD.match(self._scan.text, start)
        if not match:
            self._fail(start, "这里要写年份" if years else "这里要写日期", remedy)
        try:
            since, until = read_period(match[0], years=years)
        except PeriodError as error:
            self._fail(start + error.offset, error.reason, remedy)
        self._scan.position = match.end()
        return DateRange(since, until, match.span())

    def _number(self) -> NumberReference | None:
        number = self._scan.numbers.get(self._scan.position)
        if number is None or not self._reads_numbers():
            return None
        self._scan.position = number.span[1]
        return self._placed(number, number.span)

    def _words(self) -> Words | Prefix | NumberReference:
        start = self._scan.position
        end = self._scan.position = self._scan.words_end(numbers=self._reads_numbers())
        text = self._scan.text[start:end]
        if self._scan.char() == "*":
            return self._prefix(text, start)
        if not text:
            self._refuse_closing()
        number = read(text, loose=True) if self._field in _NUMBER_FIELDS else None
        return self._placed(number, (start, end)) if number else Words(text, (start, end))

    def _prefix(self, text: str, start: int) -> Prefix:
        star = self._scan.position
        self._scan.position += 1
        if not text or not _WORD_IS_OVER.match(self._scan.text, star + 1):
            reason = "* 只能写在词的末尾，后面空格"
            self._fail(star, reason, "例如 低保* 孤儿；要找 * 本身，请加引号")
        return Prefix(text, (start, star + 1))

    def _reads_numbers(self) -> bool:
        return self._field is None or self._field in _NUMBER_FIELDS

    def _placed(self, number: NumberReference, span: tuple[int, int]) -> NumberReference:
        return replace(number, raw=self._query[slice(*span)], span=span)

    # What does not fit.

    def _take_operator(self, operator: str) -> None:
        """Passes over an operator and makes sure that an operand follows."""
        start = self._scan.position
        self._scan.position += len(operator)
        following = self._scan.operator()
        if self._scan.is_at_end() or following not in ("", "NOT"):
            self._fail(start, f"{operator} 后面没有检索词", _OPERATOR_REMEDY)

    def _refuse_closing(self) -> NoReturn:
        if self._scan.char() == ")":
            reason, remedy = "右括号没有对应的左括号", "请删去它，或补上左括号"
            self._fail(self._scan.position, reason, remedy)
        self._fail(self._scan.position, "引号没有配对", "请补上另一半引号，或删去这个引号")

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
