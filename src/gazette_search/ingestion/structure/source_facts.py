"""What a source states about a document beside its text: 索引号, 发文字号, 有效性 …

Pages of the 政府信息公开 platforms print a block of such lines above the text (国务院办公厅,
《政府信息公开目录系统实施指引》), exports to Markdown carry them as front matter or as a list.
They are the source's word, not the document's: kept as such, and read where the text is silent.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.ingestion.layout.head_numbers import read_head
from gazette_search.ingestion.structure.title_lines import has_title_shape
from gazette_search.models import SourceFact
from gazette_search.text.dates import find_dates
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.models import DocumentNumber
    from gazette_search.models.source_fact import FactName

_NAMES: dict[FactName, str] = {
    "number": "number|document_number|doc_number|发文字号|发文文号|发布文号|文件编号|文件字号"
    "|公文字号|文号|字号",
    "title": "标题|公文名称|文件名称|信息名称|公文标题|文件标题|名称|title|name",
    "issuer": "发文机构|发文机关|发文单位|发布机构|发布机关|发布单位|制定机关|公布机关|印发机关"
    "|制发机关|发文部门|发布部门|责任部门|公开机构|公开单位|信息生成单位|产生单位|issuer|agency|organ|department|publisher",
    "signed": "成文日期|成文时间|生成日期|生成时间|制定日期|印发日期|发文日期|发文时间|签发日期"
    "|签署日期|signed|signed_date|issued",
    "published": "发布日期|发布时间|公布日期|公开日期|date|publish_date|pub_date|published",
    "force": "有效性|效力状态|时效性|时效状态|文件状态|效力|状态|status|validity",
    "effective": "实施日期|施行日期|生效日期|实施时间|施行时间|生效时间",
    "expires": "失效日期|废止日期|失效时间|废止时间|有效期至|有效期限|有效期",
    "index": "index|索引号|索引编号|信息索引号",
    "other": "主题分类|主题词|主题|体裁分类|体裁|组配分类|信息分类|分类|公开类别|公开方式|公开范围"
    "|公开主体|来源|信息来源|文件来源|关键词|关键字|文种|统一编号|备案号|规范性文件统一编号|url|source"
    "|tags|keywords|category|层级|效力级别|语种|责任编辑|发布人|内容概述|内容摘要|内容分类|摘要|公开目录"
    "|服务对象|服务对象分类|区域|所属区域|浏览次数|浏览量|公开时限|公开形式|公开程序|载体|记录形式|行业分类"
    "|政策咨询电话|发布层级|公文种类|公文类型|文件类型|规范性文件登记号|登记号|所属主题|作者|点击数|访问量",
}
_KEY = "|".join(sorted("|".join(_NAMES.values()).split("|"), key=len, reverse=True))
_NAME_OF: dict[str, FactName] = {
    label: name for name, labels in _NAMES.items() for label in labels.split("|")
}
_FACT = Lazy(rf"[【\[]?(?P<label>{_KEY})[】\]]? ?: ?")
_ANY_FACT = Lazy(
    r"(?P<label>[\u4e00-\u9fffA-Za-z_]{2,12}) ?: ?(?P<value>https?://\S{1,300}|[^\s。；:][^。；]{0,60})"
)
_BETWEEN = Lazy(rf"(?<=[^:])[ \t;；|]+(?=[【\[]?(?:{_KEY})[】\]]? ?:)")
_SPACES = Lazy(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff ]{0,12}:)")
# 发文字号 alone is the head line of a document, not a block; so are two lines of an imprint.
_FEWEST = 2
_LONGEST_VALUE = 80
_TELLING: frozenset[FactName] = frozenset(("number", "title", "issuer", "index"))


@dataclass(frozen=True, slots=True)
class FactBlock:
    """Lines that state facts, from the first on.

    Attributes:
        lines: How many they are.
        facts: What they state, in order.
    """

    lines: int
    facts: tuple[SourceFact, ...]

    def value(self, name: FactName) -> str | None:
        """The first value stated under a name."""
        return next((fact.value for fact in self.facts if fact.name == name and fact.value), None)

    @property
    def number(self) -> DocumentNumber | None:
        """The 发文字号 stated, or None."""
        value = fold_width(self.value("number") or "")
        head = read_head(value)
        if head and head.number:
            return head.number
        found = find_document_numbers(value)
        return found[0][2] if len(found) == 1 else None

    @property
    def signed(self) -> date | None:
        """The 成文日期 stated, or None."""
        dates = find_dates(self.value("signed") or "")
        return dates[0][2] if dates else None


def facts_from(stated: Mapping[str, str]) -> tuple[SourceFact, ...]:
    """What a file states beside its text, as a web page does in its head."""
    found = []
    for label, value in stated.items():
        name = _NAME_OF.get(label.strip().strip("：:"))
        if name and value.strip():
            found.append(SourceFact(name, label, value.strip(), None))
    return tuple(found)


def read_facts(lines: Sequence[Line], start: int) -> FactBlock | None:
    """The block of facts that begins at `start`, or None when there is none."""
    facts: list[SourceFact] = []
    index = start
    while index < len(lines):
        pairs = _pairs(lines[index])
        pairs = pairs or _unknown(lines, index, facts)
        if pairs:
            facts += pairs
        elif facts and not facts[-1].value and _is_value(lines, index, facts[-1]):
            last = facts[-1]
            facts[-1] = SourceFact(last.name, last.label, lines[index].text, lines[index].number)
        else:
            break
        index += 1
    names = {fact.name for fact in facts}
    if len(names) < _FEWEST or not names & _TELLING:
        return None
    return FactBlock(index - start, tuple(fact for fact in facts if fact.value))


def _pairs(line: Line) -> list[SourceFact]:
    """Labels with their values on one line; cells of a row may hold them by turns."""
    if len(line.text) > 300 or not line.text:
        return []
    cells = re.split(r" ?[|｜] ?|\t", line.folded.strip("|｜\t "))
    if len(cells) > 1 and _label(cells[0]):
        return _by_turns(cells, line.number)
    bare = line.folded.lstrip("•·●▪■◆○ ")
    closed = _SPACES.sub("", bare) if line.kind != "row" else bare
    if line.kind == "row":
        closed = closed.replace(":\t", ":").replace("\t:", ":")
    if not _FACT.match(closed):
        return []
    found = []
    for piece in _BETWEEN.split(closed):
        match = _FACT.match(piece)
        if match:
            value = piece[match.end() :].strip(" \t\"'|")
            found.append(SourceFact(_NAME_OF[match["label"]], match["label"], value, line.number))
    return found


def _unknown(lines: Sequence[Line], index: int, facts: Sequence[SourceFact]) -> list[SourceFact]:
    """A label that nobody knows among those that are known: 类型: 通知公告, 官方链接: https://…"""
    match = _ANY_FACT.fullmatch(lines[index].folded) if facts else None
    if match is None:
        return []
    is_among = index + 1 < len(lines) and bool(_pairs(lines[index + 1]))
    is_beside = not lines[index].after_blank and facts[-1].line == lines[index - 1].number
    if not (is_among or is_beside or match["value"].startswith("http")):
        return []
    return [SourceFact("other", match["label"], match["value"], lines[index].number)]


def _by_turns(cells: Sequence[str], number: int) -> list[SourceFact]:
    """Cells that hold labels and values by turns: 索引号 | 0069 | 文号 | 发布机构 | 市教育局."""
    found: list[SourceFact] = []
    for cell in cells:
        label = _label(cell)
        if label:
            found.append(SourceFact(_NAME_OF[label], label, "", number))
        elif found and not found[-1].value:
            found[-1] = replace(found[-1], value=cell.strip())
    return found


def _label(cell: str) -> str | None:
    """The label that a cell is, nothing else."""
    label = cell.replace(" ", "").strip("：:【】[]")
    return label if label in _NAME_OF else None


def _is_value(lines: Sequence[Line], index: int, fact: SourceFact) -> bool:
    """Whether a line is the value of the label above it.

    What stands behind the last label, where that says little, opens the text.
    """
    line = lines[index]
    if len(line.text) > _LONGEST_VALUE or line.text[-1] in "。；：:":
        return False
    goes_on = index + 1 < len(lines) and bool(_pairs(lines[index + 1]))
    return goes_on or (fact.name != "other" and not has_title_shape((line,)))
