"""Heads: where a document begins.

A head is what the page shows as one: a masthead, a number alone beside a title (above it or below),
a title that the contents announce, 第12号 under …令, a block of metadata. What a line may be by its
form is not enough: a number in a sentence, in a cell or in a list of repealed documents heads
nothing. Each rule says which evidence it takes; what has none is text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.layout.joins import count_brackets, ends_closed
from gazette_search.ingestion.structure.clusters import Cluster, read_cluster
from gazette_search.ingestion.structure.metadata import find_addressee, find_closing
from gazette_search.ingestion.structure.title_lines import (
    AnnouncedTitles,
    has_title_shape,
    issuer_in,
)
from gazette_search.ingestion.structure.titles import (
    genre_of,
    is_official,
    line_wording,
    title_wording,
)
from gazette_search.text.dates import find_dates
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.models import DocumentNumber

Reason = Literal["masthead", "announced", "number", "order", "facts", "title"]

_STRONG = Lazy(r"文件$")
_COUNTED = Lazy(r"\(?(?:总 ?)?第|[\u4e00-\u9fff]{4,30} *\d{4}")  # 第15期 below 会议纪要
_ORDER = Lazy(r"(?:令|公告|通告)$")
_ENCLOSES = Lazy(r"印发|转发|批转|下发|公布|发布|颁布|令$")
_RECORD = Lazy(
    r"(?:抄送|主送|分送|抄报|印发机关) ?:|[\u4e00-\u9fff ]{4,30}\d{4} ?年.{3,10}日 ?印发"
)
# The last line of a web page.
_SITE = Lazy(r".*(?:ICP备|公网安备|网站标识码|版权所有)")
_PASSED = Lazy(r"\(?.{0,80}(?:通过|批准|公布|发布|修订|修正)")
_ARTICLE = Lazy(r"第一[条章]")
_QUOTED = Lazy("《[^《》]{2,100}(?:《[^《》]{1,60}》[^《》]{0,60}){0,3}》")
_CHRONICLE = Lazy(r"[\u4e00-\u9fff\d（）()年月、—-]{0,20}(?:大事记|政务活动|政务要闻)")
_BODY_LINES = 14  # within which a document's first sentence stands
_ENCLOSING_LINES = 25  # in which a notice names what it encloses
_CLOSING_LINES = 600
_LAW_LINES = 8  # between the title of a law and its first article: passed, amended, promulgated


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of an issue.

    Attributes:
        found: In printed order, with the evidence for each.
        unclear: Lines that look like number lines and stand nowhere as a head.
    """

    found: tuple[tuple[Cluster, Reason], ...]
    unclear: tuple[Line, ...]


def find_heads(
    lines: Sequence[Line], titles: AnnouncedTitles, numbers: Collection[DocumentNumber]
) -> Heads:
    """Find the heads among the lines behind the contents.

    Args:
        lines: Content lines in order.
        titles: What the contents announce.
        numbers: Numbers that the contents name.
    """
    finder = _Finder(lines, titles, numbers)
    index = 0
    while index < len(lines):
        index = finder.step(index)
    return Heads(tuple(finder.found), tuple(finder.unclear))


class _Finder:
    """Goes through the lines once; every line is tried as the first of a head."""

    def __init__(
        self, lines: Sequence[Line], titles: AnnouncedTitles, numbers: Collection[DocumentNumber]
    ) -> None:
        self.lines, self.titles, self.numbers = lines, titles, numbers
        self.found: list[tuple[Cluster, Reason]] = []
        self.unclear: list[Line] = []
        self.listed = -1  # behind an entry of a list of documents

    def step(self, index: int) -> int:
        """Look at a line; the index of the next one to look at."""
        if self.lines[index].kind in ("date", "disclosure", "responsibility", "note", "label"):
            return index + 1
        cluster = read_cluster(self.lines, index, self.titles)
        if cluster is None:
            return index + 1
        reason = self._reason(cluster)
        if reason:
            self.found.append((cluster, reason))
            return cluster.end
        if cluster.number and self._is_exact(cluster):
            if is_between_paragraphs(self.lines, cluster.number.start):
                self.unclear.append(self.lines[cluster.number.start])
            self.listed = cluster.end
            return cluster.end
        return index + 1

    def _reason(self, cluster: Cluster) -> Reason | None:
        """The evidence that a document begins here."""
        return (
            self._by_masthead(cluster)
            or self._by_facts(cluster)
            or self._by_contents(cluster)
            or self._by_number(cluster)
            or self._by_title(cluster)
        )

    def _is_exact(self, cluster: Cluster) -> bool:
        return cluster.head is not None and cluster.head.form == "number"

    def _by_masthead(self, cluster: Cluster) -> Reason | None:
        head, lines = cluster.head, self.lines
        masthead = cluster.masthead and lines[cluster.masthead.stop - 1].folded
        if head and head.form == "number" and (masthead or head.masthead):
            return "masthead"
        if head and head.form == "order":
            is_given = head.masthead or (masthead and _ORDER.search(masthead))
            return "order" if is_given and is_between_paragraphs(lines, cluster.start) else None
        if not masthead or not self._is_open(cluster.start):
            return None
        is_titled = bool(cluster.title) and has_title_shape([lines[p] for p in cluster.title])
        is_counted = len(cluster.masthead) > 1 and bool(_COUNTED.match(masthead))
        if (_STRONG.search(masthead) or is_counted) and (is_titled or head):
            return "masthead"
        return "masthead" if head and is_titled else None

    def _by_facts(self, cluster: Cluster) -> Reason | None:
        block = cluster.block
        if not block or not self._is_open(cluster.start):
            return None
        is_whole_file = cluster.start == 0 and self._has_body(cluster.end)
        is_named = block.value("number") or block.value("title") or cluster.title
        return "facts" if is_named or is_whole_file else None

    def _by_contents(self, cluster: Cluster) -> Reason | None:
        is_listed = cluster.head is not None and cluster.head.number in self.numbers
        if is_listed and is_between_paragraphs(self.lines, cluster.number.start):
            return "announced"
        if not cluster.title or not self._is_open(cluster.start) or self._is_enclosed(cluster):
            return None
        announced = self.titles.at(self.lines, cluster.title.start)
        return "announced" if announced and self._has_body(cluster.end) else None

    def _by_number(self, cluster: Cluster) -> Reason | None:
        """A number alone beside a title or above an addressee, with a text behind it."""
        head, lines = cluster.head, self.lines
        if head is None or head.form == "order" or cluster.start == self.listed:
            return None
        if not self._is_open(cluster.start) or not self._has_body(cluster.end):
            return None
        title = [lines[place] for place in cluster.title]
        is_titled = has_title_shape(title)
        if head.form == "damaged" and not is_titled:
            return None
        is_addressed = bool(find_addressee(lines[cluster.end : cluster.end + 4]))
        is_beside = is_titled or is_addressed or cluster.start == 0
        return "number" if is_beside and not self._is_enclosed(cluster) else None

    def _by_title(self, cluster: Cluster) -> Reason | None:
        """A document without a number: its title behind the end of the one before."""
        if not cluster.title or not self._is_open(cluster.start) or self._is_enclosed(cluster):
            return None
        title, above = cluster.title_text(self.lines), self._above(cluster.start)
        is_ended = above is None or above.kind in ("date", "disclosure") or self._is_record(above)
        if self._is_law(cluster, is_ended=is_ended) or (is_ended and _CHRONICLE.fullmatch(title)):
            return "title"
        if not (is_ended or self._is_closed(cluster.start)):
            return None
        agency = issuer_in(title)
        if agency is None or not is_official(genre_of(title)):
            return None
        return "title" if self._is_signed(cluster, agency) and self._has_body(cluster.end) else None

    def _is_closed(self, index: int) -> bool:
        """Whether the document before has its signature and date, so that another can follow."""
        if not self.found:
            return True
        before, _ = self.found[-1]
        return find_closing(self.lines[before.end : index]) is not None

    def _is_law(self, cluster: Cluster, *, is_ended: bool) -> bool:
        """Whether articles follow the title, below who passed them and when."""
        below = self.lines[cluster.end : cluster.end + _LAW_LINES]
        passed = [line for line in below if _PASSED.match(line.folded) and find_dates(line.folded)]
        is_marked = bool(passed) or self.lines[cluster.title.start].depth == 1
        articles = (_ARTICLE.match(line.folded) for line in below)
        if not any(articles) or not (is_ended or is_marked):
            return False
        return not self._encloses() if not passed else not self._is_in_order()

    def _encloses(self) -> bool:
        """Whether the last document carries a text that it does not name."""
        if not self.found:
            return False
        cluster, _ = self.found[-1]
        title = cluster.title_text(self.lines)
        return self._is_in_order() or bool(_ENCLOSES.search(title))

    def _is_in_order(self) -> bool:
        return bool(self.found) and self.found[-1][1] == "order"

    def _is_signed(self, cluster: Cluster, agency: str) -> bool:
        """Whether the agency that opens the title signs behind the text."""
        end = cluster.end
        while end < min(cluster.end + _CLOSING_LINES, len(self.lines)):
            if self.lines[end].kind in ("number", "masthead", "label"):
                break
            end += 1
        closing = find_closing(self.lines[cluster.end : end])
        if closing is None or closing.issuer is None:
            return False
        return bool({*closing.issuer.split("、")} & {*agency.split("、")})

    def _above(self, index: int) -> Line | None:
        return self.lines[index - 1] if index else None

    def _is_record(self, line: Line) -> bool:
        return bool(_RECORD.match(line.folded))

    def _is_open(self, index: int) -> bool:
        """Whether a document can begin at a line: what is above it has ended and announces none."""
        above = self._above(index)
        if above is None or _SITE.match(above.folded[:200]):
            return True
        if above.kind == "label" or above.folded.endswith(":"):
            return False
        return is_between_paragraphs(self.lines, index)

    def _has_body(self, index: int) -> bool:
        """Whether a text follows, before the next number."""
        for line in self.lines[index : index + _BODY_LINES]:
            if line.kind == "number":
                return False
            if line.kind == "text" and (line.marker or line.text[-1] in "。：:；;"):
                return True
        return False

    def _is_enclosed(self, cluster: Cluster) -> bool:
        """Whether the document before names this one as what it prints and distributes."""
        if not self.found or cluster.masthead or not cluster.title:
            return False
        before, _ = self.found[-1]
        named = before.title_text(self.lines)
        title = title_wording(cluster.title_text(self.lines))
        bare = title[title.find("关于") :] if "关于" in title else title
        texts = self.lines[before.end : before.end + _ENCLOSING_LINES]
        if any(line.kind == "note" and bare in line_wording(line) for line in texts):
            return True
        if title_wording(f"《{title}》") in title_wording(
            named
        ):  # 延长《…办法》有效期的通知 carries it too
            return True
        if not _ENCLOSES.search(named) and before.title:
            return False
        if bare in title_wording(named):
            return True
        quoted = _QUOTED.findall("".join(line.text for line in texts))
        return any(
            bare in title_wording(one)
            or (title_wording(one[1:-1]) in title and 2 * len(one) > len(title))
            for one in quoted
        )


def is_between_paragraphs(lines: Sequence[Line], index: int) -> bool:
    """Whether a number or title alone on its line is not a piece of the sentence around it."""
    if index + 1 >= len(lines) or re.match("[，。、；：）)》”]", lines[index + 1].text):
        return False
    open_brackets: dict[str, int] = {}
    for line in lines[max(0, index - 3) : index]:
        count_brackets(line.text[-2000:], open_brackets)
    if any(open_brackets.values()):
        return False
    before = lines[index - 1] if index else None
    if before is None or before.kind != "text":
        return True
    return ends_closed(before.text[-1500:]) or len(before.text) < 30
