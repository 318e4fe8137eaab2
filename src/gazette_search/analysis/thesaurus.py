"""Everyday words and official words: what else a query word may be called in a gazette.

One entry a line, `词 关系 词 # 理由`, in the .txt files beside this module and, in the same syntax,
in a file of the user's own. Blank lines and lines that begin with `#` are skipped.

    A = B = C        the same thing, every direction
    A <=> B          earlier and later name (a reform, an amended law), both directions
    A、B => C、D     people say A or B, documents say C or D (best first); the other way at half
                     weight, but for organs
    A ~> B           broader or merely related, one direction

The shipped entries are written in search text (see `normalizer`), which a test checks over all of
them; a user's entries are folded when they are read. Every query loads the whole thesaurus, so
loading only notes which lines a word stands in; a line is taken apart when its word is asked for.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import GazetteSearchError
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHIPPED = Path(__file__).with_suffix("")

ExpansionKind = Literal["same", "renamed", "official", "everyday", "related"]

_KINDS: dict[str, ExpansionKind] = {
    "=": "same",
    "<=>": "renamed",
    "=>": "official",
    "~>": "related",
}
_SYMMETRIC = ("=", "<=>")

# The typed word weighs 1. Only the order below is by design, and it holds for each single word: the
# same thing, then another name for it, then what is merely near, which must never lift a document
# past one that says the word. Half of "official" is enough for the way back: 违法建筑 finds what
# says 私搭乱建, behind what says 违法建筑.
WEIGHTS: dict[ExpansionKind, float] = {
    "same": 0.95,
    "renamed": 0.85,
    "official": 0.85,
    "everyday": 0.42,
    "related": 0.45,
}
# Alternatives to the right of => and ~> are written best first; each one loses this share of its
# weight, down to half.
_STEP = 0.06
_LEAST = 0.5

# 市发改委 stands to 市发展改革委 as 发改委 to 发展改革委: an organ may carry its level in front.
_LEVELS = "市省县区州旗盟乡镇"
_ORGAN_ENDINGS = tuple(
    "局 委 办 厅 院 会 部 处 所 站 队 社 科 中心 公司 银行 机构 机关 部门 单位 集团 政府".split()
)

_OTHER_AND = str.maketrans("与和", "和与")
_ANDS = frozenset("与和")

_LINE = re.compile(r"(?P<left>\S.*?) (?P<relation><=>|=>|~>|=) (?P<right>\S.*?) # (?P<reason>\S.*)")
_RELATION = re.compile(r" (<=>|=>|~>|=) ")
_HOW_TO_WRITE = "写法：词 = 词 # 理由（关系可用 =、<=>、=>、~>，两边各空一格）"


class ThesaurusError(GazetteSearchError):
    """A line of a user's thesaurus that cannot be read.

    Attributes:
        file: The file as it was named.
        line: The line, from 1; 0 when the file itself cannot be read.
    """

    def __init__(self, file: str, line: int, reason: str, remedy: str = _HOW_TO_WRITE) -> None:
        self.file, self.line = file, line
        place = f"{file} 第 {line} 行" if line else file
        super().__init__(f"同义词表 {place}：{reason}。{remedy}")


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another form of a word.

    Attributes:
        text: Search text.
        weight: Between 0 and 1, the typed word's being 1.
        kind: How it stands to the word.
        reason: Why, as the entry says.
    """

    text: str
    weight: float
    kind: ExpansionKind
    reason: str


class Thesaurus:
    """The shipped entries and, over them, those of the files given."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Notes for every word the lines that lead on from it.

        Args:
            lines: Entry lines in search text; where two say something of one pair, the first holds.
        """
        self._lines: dict[str, str] = {}
        known = self._lines
        for line in lines:
            body = line.partition(" # ")[0]
            if " = " in body:
                words = body.split(" = ")
            elif " <=> " in body:
                words = body.split(" <=> ")
            else:
                left, _, right = body.partition(" => ")
                words = left.partition(" ~> ")[0].split("、")
                words += right.split("、") if right else []
            for word in words:
                known[word] = f"{known[word]}\n{line}" if word in known else line

    @classmethod
    def load(cls, *paths: Path) -> Thesaurus:
        """The shipped entries, under those of the user's files.

        Args:
            paths: Files of the user's own; a later one goes before an earlier one.

        Raises:
            ThesaurusError: When one of them cannot be read.
        """
        own = [line for path in reversed(paths) for line in _own_lines(path)]
        return cls([*own, *_shipped_lines()]) if own else _shipped()

    def __contains__(self, word: str) -> bool:
        """Whether `expansions` has something to say about the word."""
        return (word if word in self._lines else _spelt_otherwise(word)) in self._lines or (
            word[:1] in _LEVELS and word[1:] in self._lines and word.endswith(_ORGAN_ENDINGS)
        )

    def names(self, word: str) -> bool:
        """Whether an entry names the word on any side, that behind ~> too: 质量兴市 is a word."""
        return word in self or word in self._related

    @cached_property
    def _related(self) -> frozenset[str]:
        """The words behind ~>, which lead on to nothing themselves."""
        bodies = {
            line.partition(" # ")[0]
            for lines in self._lines.values()
            for line in lines.splitlines()
        }
        behind = (body.partition(" ~> ")[2] for body in bodies if " ~> " in body)
        return frozenset(word for words in behind for word in words.split("、"))

    def organs_in(self, run: str) -> list[tuple[int, int]]:
        """Where entries that are names of organs stand in a run of search text, by start."""
        spans = self.entries_in(run)
        return [span for span in spans if run[slice(*span)].endswith(_ORGAN_ENDINGS)]

    def expansions(self, word: str) -> tuple[Expansion, ...]:
        """What else the word is called, heaviest first.

        All names of the same thing (`=`, through any number of entries), what leads on from each of
        them by one other relation, and the other names of that.

        Args:
            word: Search text.

        Returns:
            Each text once, never the word itself; the order is that of weight, then of the entries.
        """
        found = {word: Expansion(word, 1.0, "same", "")}
        for expansion in (*self._around(word), *self._of_organ(word)):
            found.setdefault(expansion.text, expansion)
        del found[word]
        return tuple(sorted(found.values(), key=lambda expansion: -expansion.weight))

    def entries_in(self, run: str) -> list[tuple[int, int]]:
        """Where entries stand in a run of search text: the longest at each place.

        Returns:
            Spans by start. None lies within another, but two may overlap (新房 and 房产证 in
            新房产证): which of them is meant, the words around decide. See `longest_entries`.
        """
        spans: list[tuple[int, int]] = []
        reached = 0
        for start in range(len(run)):
            for end in range(min(len(run), start + self._longest), max(reached, start + 1), -1):
                if run[start:end] in self:
                    spans.append((start, end))
                    reached = end
                    break
        return spans

    def longest_entries(self, run: str) -> list[tuple[int, int]]:
        """The entries of a run without overlaps: of two the longer, else the earlier."""
        chosen: list[tuple[int, int]] = []
        for start, end in sorted(self.entries_in(run), key=lambda span: (span[0] - span[1], span)):
            if all(end <= other_start or other_end <= start for other_start, other_end in chosen):
                chosen.append((start, end))
        return sorted(chosen)

    @cached_property
    def _longest(self) -> int:
        """The length of the longest entry, with a level in front."""
        return max(map(len, self._lines), default=0) + 1

    def _around(self, word: str) -> Iterator[Expansion]:
        """Expansions by the entries of the word itself, in their order; texts may repeat."""
        yield from self._direct(word)
        names = [Expansion(word, 1.0, "same", ""), *self._names(word)]
        yield from names
        for name in names:
            for step in self._direct(name.text):
                if step.kind == "same":
                    continue
                yield step
                for other in self._names(step.text):
                    weight = round(step.weight * other.weight, 3)
                    yield Expansion(other.text, weight, step.kind, step.reason)

    def _names(self, word: str) -> list[Expansion]:
        """The other names of the same thing, through any number of `=` entries."""
        found: dict[str, Expansion] = {}
        waiting = [word]
        for name in waiting:
            for step in self._direct(name):
                if step.kind == "same" and step.text != word and step.text not in found:
                    found[step.text] = step
                    waiting.append(step.text)
        return list(found.values())

    def _direct(self, word: str) -> Iterator[Expansion]:
        """What the lines of the word say of it, one step; 发展与改革委员会 is spelt 和 as well."""
        if spelt := _spelt_otherwise(word):
            yield Expansion(spelt, WEIGHTS["same"], "same", "与、和两种写法")
        for line in self._lines.get(word, "").splitlines():
            yield from _read(line, word)

    def _of_organ(self, word: str) -> Iterator[Expansion]:
        """市发改委 by the entries of 发改委; only names of organs can carry the level."""
        level, name = word[:1], word[1:]
        if level not in _LEVELS or not name.endswith(_ORGAN_ENDINGS):
            return
        for expansion in self._around(name):
            if expansion.text.endswith(_ORGAN_ENDINGS):
                text = level + expansion.text
                yield Expansion(text, expansion.weight, expansion.kind, expansion.reason)


def _spelt_otherwise(word: str) -> str:
    """The name of an organ with 和 for 与 or the other way round, else nothing."""
    if not _ANDS.isdisjoint(word) and word.endswith(_ORGAN_ENDINGS):
        return word.translate(_OTHER_AND)
    return ""


def _read(line: str, word: str) -> Iterator[Expansion]:
    """What an entry line says of one of its words."""
    body, _, reason = line.partition(" # ")
    match = _RELATION.search(body)
    if match is None:
        return
    relation, kind = match[1], _KINDS[match[1]]
    if relation in _SYMMETRIC:
        for text in body.split(match[0]):
            if text != word:
                yield Expansion(text, WEIGHTS[kind], kind, reason)
        return
    typed, written = (side.split("、") for side in body.split(match[0]))
    if word in typed:
        for place, text in enumerate(written):
            yield Expansion(text, _stepped(kind, place), kind, reason)
    elif relation == "=>":
        weight = _stepped("everyday", written.index(word))
        for text in typed:  # but 物价局 => 发改委 tells who has its duties now, not the other way
            if not (word.endswith(_ORGAN_ENDINGS) and text.endswith(_ORGAN_ENDINGS)):
                yield Expansion(text, weight, "everyday", reason)


def _stepped(kind: ExpansionKind, place: int) -> float:
    """The weight of an alternative, less for each better one written before it."""
    return round(WEIGHTS[kind] * max(_LEAST, 1 - _STEP * place), 3)


@cache
def _shipped() -> Thesaurus:
    """The shipped entries alone: 4 ms, once in a process that answers many queries."""
    return Thesaurus(_shipped_lines())


def _shipped_lines() -> list[str]:
    return [
        line
        for path in sorted(SHIPPED.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]


def _own_lines(path: Path) -> list[str]:
    """The entries of a user's file, checked and folded."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ThesaurusError(str(path), 0, "读不了这个文件", "请检查路径，并存为 UTF-8") from error
    return [
        _checked(line.strip(), str(path), number)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _checked(line: str, file: str, number: int) -> str:
    """An entry line of a user's file as a shipped one would be written.

    Raises:
        ThesaurusError: When it is no entry.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        lacking = "没写理由" if _RELATION.search(line) and " # " not in line else "不是一条同义词"
        raise ThesaurusError(file, number, lacking)
    body, relation = line.partition(" # ")[0], match["relation"]
    symmetric = relation in _SYMMETRIC
    relations = _RELATION.findall(body)
    if len(set(relations)) > 1 or (len(relations) > 1 and not symmetric):
        raise ThesaurusError(file, number, "一行写了几种关系", "请分成几行")
    if symmetric and "、" in body:
        raise ThesaurusError(file, number, f"{relation} 不能用顿号并列", f"请写成 词 {relation} 词")
    separator = f" {relation} " if symmetric else "、"
    sides = [[search_text(word) for word in side.split(separator)] for side in match.group(1, 3)]
    words = [word for side in sides for word in side]
    for word in words:
        if len(word) < 2:
            raise ThesaurusError(file, number, f"“{word}”太短", "条目至少两个字")
    if len(set(words)) < len(words):
        raise ThesaurusError(file, number, "同一个词写了两次", "请删去重复的词")
    return f"{separator.join(sides[0])} {relation} {separator.join(sides[1])} # {match['reason']}"
