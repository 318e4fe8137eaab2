"""Makes a corpus of any size from the real issues, for measurements at 10 and 100 times its size.

A made issue is a real one with other years, document numbers, amounts, telephone numbers, names
and rare words, so that vocabulary and postings grow as they would in a real corpus. Layout and
line widths stay, so that it reads the same way. The same seed gives the same bytes everywhere,
and a smaller corpus is the beginning of a larger one.

    python -m benchmarks.corpus_maker DIRECTORY --copies 10 [--words]
"""

from __future__ import annotations

import argparse
import itertools
import logging
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEED = 20200315
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
ISSUES_A_YEAR = 6
LAST_MADE_YEAR = 2017  # the year before the first real issue; made issues go back from here
FIRST_YEAR = 1900
LAST_MADE_SERIAL = 2000  # 总第…期 only has to be unique

# A word is rare when the real issues print it so often at most. Rare words are two thirds of the
# vocabulary and 9 % of the text; the common ones are the language of the trade and stay.
RARE = 3
# Share of the rare words that a copy exchanges, and the power of a dictionary word's frequency
# with which it is drawn. From one issue to five the real vocabulary grows with the power 0.577 of
# the text (Heaps' law), which foretells 30,400 different words at 10 times the size and 115,000 at
# 100. Tried, share/power/NAME_POWER: 0.6/0.5/linear 30,800 and 160,600; 0.5/0.6/linear 26,400 and
# 132,600; 0.75/0.65/0.6 31,700 and 144,200; 0.75/0.75/0.4 30,200 and 131,900; 0.9/0.85/0.5 30,400
# and 125,400, taken. `--words` counts them.
EXCHANGED = 0.9
DRAW_POWER = 0.85
NAME_POWER = 0.5  # of the number of names drawn; gives the number of different ones

_HAN_WORD = re.compile("[\u4e00-\u9fff]{2,}")
# 第十三条, 二〇一九, 附件: marks of the structure, not words.
_STRUCTURE = re.compile("第|附|[一二三四五六七八九十百〇]{2}|[年月日章条号]$|葫")
_HEAD = re.compile(r"^[#* ]*([\u4e00-\u9fff]{2,8})〔(\d{4})〕 ?(\d+) ?号[* ]*$", re.MULTILINE)
_FILE_NAME = re.compile(r"(\d{4})-(\d\d)\.txt")
_PRINTED = re.compile(
    r"""
    (?P<number>(?P<code>[\u4e00-\u9fff]{2,8})(?P<open>[〔\[（(]\ ?)(?P<year>\d{4})
        (?P<close>\ ?[〕\]）)]\ ?)(?P<serial>\d+)(?=\ ?号))
    | (?P<issue>\d{4}\ ?年\ ?第\ ?\d+\ ?期\ ?\(总第\ ?\d+\ ?期\))
    | (?P<kept>^[#*\-\ ]*[（(]?\d{1,3}[）).、\t]    # 12. (3) at the head of a line
        | \(\d+\)$                                  # a page in the contents
        | \d+(?=\ ?[月日时:：])
        | (?<=[件表第])\ ?\d+)                      # 附件 1, 附表2, 第3
    | (?P<calendar>(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d))
    | (?P<digits>\d+)
    """,
    re.MULTILINE | re.VERBOSE,
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_NAME_CHARACTERS = (
    "明国华建文平志伟东海强晓生光林小民永杰军金健一丽春新良天英雷泽宏俊玉成江福安宁庆祥瑞"
    "德山石桥柳杏梅松柏云龙凤鹤塔台堡沟岭泉源河湾口兴旺顺利达通丰泰和康宝鼎盛昌隆恒裕嘉景"
)


@dataclass(frozen=True, slots=True)
class Template:
    """A real issue, cut into words once."""

    year: int
    words: tuple[str, ...]
    heads: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MadeIssue:
    """An issue file of the made corpus."""

    file: str
    text: str


class CorpusMaker:
    """Yields made issues in a fixed order; issue after issue, document numbers stay unique."""

    def __init__(self, corpus: Path = CORPUS, seed: int = SEED) -> None:
        """Reads and segments the real issues; takes a second."""
        self._seed = seed
        self._sources = sorted(corpus.glob("*.txt"))
        self._segmenter = _load_segmenter()
        self._templates = [self._read(path) for path in self._sources]
        self._rare = self._rare_words()
        self._draws = _Draws(self._segmenter.FREQ)
        self._serials: Counter[tuple[str, int]] = Counter()

    def issues(self, copies: int, spare: int = 0) -> Iterator[MadeIssue]:
        """The real issues, then those of the other copies, then some spare ones.

        Raises:
            ValueError: More issues than there are years since 1900.
        """
        made = (copies - 1) * len(self._templates) + spare
        if made > (LAST_MADE_YEAR - FIRST_YEAR + 1) * ISSUES_A_YEAR:
            raise ValueError(f"{copies} copies need issues from before {FIRST_YEAR}")
        self._serials.clear()
        for source in self._sources:
            yield MadeIssue(source.name, source.read_text(encoding="utf-8"))
        exchanged: Mapping[str, str] = {}
        for index in range(made):
            copy, place = divmod(index, len(self._templates))
            if place == 0:
                exchanged = self._exchanges(copy)
            yield self._make(index, self._templates[place], exchanged)

    def _read(self, path: Path) -> Template:
        text = path.read_text(encoding="utf-8")
        name = _FILE_NAME.fullmatch(path.name)
        if name is None:
            raise ValueError(f"{path.name} does not tell its year and number")
        words = tuple(self._segmenter.cut(text))
        heads = tuple((found[1], found[2], found[3]) for found in _HEAD.finditer(text))
        return Template(int(name[1]), words, heads)

    def _rare_words(self) -> list[str]:
        counts = Counter(word for template in self._templates for word in template.words)
        return [
            word
            for word, count in counts.items()
            if count <= RARE and _HAN_WORD.fullmatch(word) and not _STRUCTURE.search(word)
        ]

    def _exchanges(self, copy: int) -> dict[str, str]:
        """What a copy prints instead of the rare words, the same in all of its issues."""
        random = Random(f"{self._seed}/{copy}")
        return {
            word: self._draws.instead_of(word, random)
            for word in self._rare
            if random.random() < EXCHANGED
        }

    def _make(self, index: int, template: Template, exchanged: Mapping[str, str]) -> MadeIssue:
        years_back, place = divmod(index, ISSUES_A_YEAR)
        year, number = LAST_MADE_YEAR - years_back, ISSUES_A_YEAR - place
        heads = {
            (code, head_year, serial): self._next_serial(
                code, int(head_year) + year - template.year
            )
            for code, head_year, serial in template.heads
        }
        head_line = f"{year}年第{number}期(总第{LAST_MADE_SERIAL - index}期)"
        figures = _Figures(
            Random(f"{self._seed}/{index}/figures"), year - template.year, heads, head_line
        )
        text = "".join(exchanged.get(word, word) for word in template.words)
        return MadeIssue(f"{year}-{number:02}.txt", _PRINTED.sub(figures.replace, text))

    def _next_serial(self, code: str, year: int) -> int:
        self._serials[code, year] += 1
        return self._serials[code, year]


class _Draws:
    """Words to print instead of others: from the dictionary, or invented."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._known = frequencies
        self._words: dict[int, list[str]] = {}
        self._weights: dict[int, list[float]] = {}
        by_length: dict[int, list[tuple[str, int]]] = {}
        for word, frequency in sorted(frequencies.items()):
            if frequency and _HAN_WORD.fullmatch(word) and not _STRUCTURE.search(word):
                by_length.setdefault(len(word), []).append((word, frequency))
        for length, entries in by_length.items():
            self._words[length] = [word for word, _ in entries]
            weights = (frequency**DRAW_POWER for _, frequency in entries)
            self._weights[length] = list(itertools.accumulate(weights))

    def instead_of(self, word: str, random: Random) -> str:
        """A word of the same length, so that the printed lines keep their width.

        What the dictionary does not know is a name: of a person, a place, a road, a company.
        """
        length = len(word)
        if self._known.get(word) and length in self._words:
            return random.choices(self._words[length], cum_weights=self._weights[length])[0]
        # Few names are in every issue and most in one: the rank of a name is drawn, and makes it.
        name = Random(int(random.paretovariate(NAME_POWER)))
        if word[0] in _SURNAMES and length <= 3:
            return name.choice(_SURNAMES) + "".join(name.choices(_NAME_CHARACTERS, k=length - 1))
        return "".join(name.choices(_NAME_CHARACTERS, k=length - 1)) + word[-1]


class _Figures:
    """New years, document numbers, amounts and telephone numbers of one issue.

    The same digits become the same digits throughout the issue: its contents repeat its titles.
    """

    def __init__(
        self,
        random: Random,
        shift: int,
        heads: Mapping[tuple[str, str, str], int],
        issue: str,
    ) -> None:
        self._random = random
        self._shift = shift
        self._heads = heads
        self._issue = issue
        self._seen: dict[str, str] = {}

    def replace(self, match: re.Match[str]) -> str:
        """What is printed instead of one match of `_PRINTED`."""
        if match["number"]:
            serial = self._serial(match)
            return (
                match["code"] + match["open"] + self._year(match["year"]) + match["close"] + serial
            )
        if match["issue"]:
            return self._issue
        if match["calendar"]:
            return self._year(match["calendar"])
        return self._digits(match["digits"]) if match["digits"] else match[0]

    def _serial(self, match: re.Match[str]) -> str:
        """Of a document of this issue the one given to it, of any other a new one."""
        for (code, year, serial), new in self._heads.items():
            if (year, serial) == (match["year"], match["serial"]) and match["code"].endswith(code):
                return str(new)
        return self._digits(match["serial"])

    def _year(self, printed: str) -> str:
        return str(max(FIRST_YEAR, int(printed) + self._shift))

    def _digits(self, printed: str) -> str:
        """As many digits; a single one may be a mark of the structure and stays."""
        if len(printed) == 1 or printed.startswith("0"):
            return printed
        if printed not in self._seen:
            low = 10 ** (len(printed) - 1)
            self._seen[printed] = str(self._random.randrange(low, 10 * low))
        return self._seen[printed]


def write_corpus(directory: Path, copies: int) -> list[Path]:
    """Write the issue files of a corpus of so many copies; returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    return [write_issue(directory, issue) for issue in CorpusMaker().issues(copies)]


def write_issue(directory: Path, issue: MadeIssue) -> Path:
    """Write one issue file."""
    path = directory / issue.file
    path.write_text(issue.text, encoding="utf-8", newline="")
    return path


def _load_segmenter() -> Any:  # jieba has no types
    import jieba

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    return segmenter


def count_words(texts: Sequence[str]) -> tuple[int, int]:
    """Words printed and different words, as jieba sees them."""
    segmenter = _load_segmenter()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in segmenter.cut(text) if word.strip())
    return sum(counts.values()), len(counts)


def main() -> None:
    """Write a corpus and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--words", action="store_true", help="count words and different words")
    options = parser.parse_args()
    paths = write_corpus(options.directory, options.copies)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    documents = sum(len(_HEAD.findall(text)) for text in texts)
    print(f"{len(paths)} issues, {documents} documents, {sum(map(len, texts))} characters")
    if options.words:
        words, different = count_words(texts)
        print(f"{words} words, {different} different ones")


if __name__ == "__main__":
    main()
