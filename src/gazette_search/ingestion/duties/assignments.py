"""What a bracket, a line of its own or a table cell says: units in roles, terms, persons.

Two ways to say it: with labels (牵头单位：市营商局；责任单位：市信息中心；完成时限：2019年5月底前)
and with verbs (市教育局牵头，市财政局、市审计局按职责分工负责). A label governs up to the next
one, a verb the units before it, back to the verb before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.duties.deadlines import is_deadline, parse_deadline
from gazette_search.ingestion.duties.units import are_surely_units, full_names, split_units
from gazette_search.models.duty import Deadline, DutyUnit
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.models.duty import DutyRole


@dataclass(frozen=True, slots=True)
class Rules:
    """How a document says that its lists are to be read.

    Attributes:
        first_leads: 排在第一位的部门为牵头部门.
        each_leads: 分别负责为各部门按职责分别牵头.
        year: The document's year, for terms that name none.
    """

    first_leads: bool = False
    each_leads: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What was said; empty when nothing was."""

    units: tuple[DutyUnit, ...] = ()
    leaders: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.leaders or self.deadlines)

    def __add__(self, other: Assignment) -> Assignment:
        """Both, what is said twice once."""
        return Assignment(
            tuple(dict.fromkeys(self.units + other.units)),
            tuple(dict.fromkeys(self.leaders + other.leaders)),
            tuple(dict.fromkeys(self.deadlines + other.deadlines)),
        )


# A label's first word says the role; the longer words stand before those that they contain.
_LEVEL = r"(?:(?:市|县|区|省|县区|市县|州|旗)[级直]?)?"
_WHO = (
    r"(?:责任)?(?:单位|部门|机构|处室|科室|主体)"
    r"(?:\((?:单位|部门|人)\)|[及和、/](?:责任人|负责人|部门|单位))?"
)
_LABELS: tuple[tuple[str, str], ...] = (
    ("leaders", rf"{_LEVEL}(?:责任|牵头|分管|包保|主管){_LEVEL}(?:领导|人)|负责人"),
    (
        "others",
        rf"{_LEVEL}(?:配合|督办|协助|联系){_LEVEL}(?:领导|人)|(?:督办|监督|督导|验收){_WHO}",
    ),
    (
        "deadline",
        r"(?:完成|工作|整改|办理|落实|推进|实施|责任)?(?:时限|期限)(?:要求)?|(?:完成|办结|计划)时间|时间(?:要求|节点)",
    ),
    ("lead", rf"{_LEVEL}(?:总?牵头(?:\(责任\)|责任)?|主办|主责){_WHO}|牵头"),
    (
        "cooperating",
        rf"{_LEVEL}(?:配合|协办|协作|协助|协同|参与|参加|支持){_WHO}|配合",
    ),
    (
        "responsible",
        rf"{_LEVEL}(?:主要)?(?:责任|负责|承办|落实|实施|承担|完成)(?:\(牵头\))?{_WHO}",
    ),
)
_HEADER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _LABELS))
_LABEL = re.compile(rf"(?:^|(?<=[;；，,、。 (]))(?:{_HEADER.pattern}) ?[:：]")
_TAIL = re.compile(rf"(?<=[。；;])(?:{_HEADER.pattern}) ?[:：](?=[^。]+。?\Z)")
_BY_DUTY = (
    r"(?:(?:按照?|根据|依据|依)?(?:各自|各部门|部门|相关|有关|工作)*(?:职责|职能|任务|分工)"
    r"(?:职责|职能|任务|和|及|范围|权限|内|分工)*|各自)?"
)
_VERBS = re.compile(
    rf"(?P<lead>{_BY_DUTY}(?:总|共同|联合|分别|负责)?牵头(?:负责|组织(?:实施|落实)?|落实|实施|办理|推进)?|主办)"
    rf"|(?P<cooperating>{_BY_DUTY}(?:协同|协助|分别|积极|共同)?(?:配合|参与|参加|协助|协办)(?:落实|实施|做好|推进)?)"
    rf"|(?P<each>{_BY_DUTY}分别负责(?:落实|实施|推进)?)"
    rf"|(?P<responsible>{_BY_DUTY}(?:共同|具体|统筹|组织|抓好)?"
    r"(?:各?负(?:总?责|其责)|承办|负责(?:落实|实施|推进|组织实施)|组织实施|组织落实|抓好落实|落实)(?:落实|实施|推进)?)"
)
_CLAUSE_END = re.compile(r"[，,;；。]")
_TOGETHER = re.compile(r"会同|会商")
_FIRST_LEADS = re.compile(
    r"(?:第一(?:位|名|个|顺位)?|首位|最前面?|首个)[^，。；\n]{0,12}?(?:为|是)[^，。；\n]{0,6}牵头"
    r"|牵头(?:单位|部门)[^，。；\n]{0,4}(?:为|是)[^，。；\n]{0,6}(?:第一|首)"
)
_EACH_LEADS = re.compile(r"分别负责[^，。；\n]{0,4}(?:为|指|即|是)[^，。；\n]{0,16}牵头")
_REMARK = re.compile(r"\([^()]{0,40}(?:下同|牵头(?:部门|单位))[^()]{0,10}\)")
_LONGEST_LABEL = 40
_LONGEST_VALUE = 2000  # characters; the longest list of the corpus has 300


def read_rules(text: str, year: int | None) -> Rules:
    """What a text says of how its lists are to be read."""
    if "牵头" not in text:
        return Rules(year=year)
    return Rules(bool(_FIRST_LEADS.search(text)), bool(_EACH_LEADS.search(text)), year)


def opens_with_label(text: str) -> bool:
    """Whether a text begins 责任单位：, 牵头单位：, 完成时限：…."""
    return _may_open_with_label(text) and bool(_LABEL.match(fold_width(text[:_LONGEST_LABEL])))


def _may_open_with_label(text: str) -> bool:
    start = text[:_LONGEST_LABEL]
    return "：" in start or ":" in start


def find_tail(text: str) -> int | None:
    """Where labels begin that close a text without brackets: ….责任单位：市教育局。"""
    if "：" not in text and ":" not in text:
        return None
    match = _TAIL.search(fold_width(text))
    return match.start() if match else None


def role_of_header(header: str) -> str | None:
    """What a column of a table holds, as a kind for `read_value`; None for anything else."""
    match = _HEADER.fullmatch(fold_width(header).replace(" ", ""))
    return match.lastgroup if match else None


def read_labelled(text: str, rules: Rules) -> Assignment:
    """An assignment in labels; empty when the text does not begin with one."""
    text = text.strip()
    if len(text) > _LONGEST_VALUE or not _may_open_with_label(text):
        return Assignment()
    folded = fold_width(text)
    if not _LABEL.match(folded):
        return Assignment()
    labels = list(_LABEL.finditer(folded))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    whole = Assignment()
    for label, end in zip(labels, ends, strict=True):
        whole += read_value(str(label.lastgroup), text[label.end() : end], rules)
    return whole


def read_value(kind: str, value: str, rules: Rules) -> Assignment:
    """What stands behind a label or in a cell under its header.

    Args:
        kind: A role, leaders, deadline, or others, which are none of these.
        value: Clean text.
        rules: How the document reads its lists.
    """
    value = _without_remarks(value).strip(" 。；;，,、")
    if kind == "deadline":
        deadline = parse_deadline(value, rules.year)
        return Assignment(deadlines=(deadline,) if deadline else ())
    if kind == "others":
        return Assignment()
    if kind == "leaders":
        return Assignment(leaders=_persons(value))
    if len(value) > _LONGEST_VALUE:
        return Assignment()
    # 牵头单位：市教育局；市财政局按职责分工负责: the verb governs its own part only.
    parts = re.split("[;；]", _without_terms(value))
    clauses = [clause for part in parts for clause in _clauses(part, kind)]
    units = [unit for role, text in clauses for unit in _in_role(text, role, rules)]
    return Assignment(tuple(dict.fromkeys(units)), (), _terms_in(value, rules))


def read_verbal(text: str, rules: Rules) -> Assignment:
    """An assignment in verbs; empty unless every word of it is a unit or a verb of duty."""
    if len(text) > _LONGEST_VALUE:
        return Assignment()
    value = _without_rule(_without_remarks(text)).strip(" 。；;，,、")
    terms = _terms_in(value, rules)
    clauses = list(_clauses(_without_terms(value), "responsible" if terms else ""))
    for role, listed in clauses:
        named = split_units(listed)
        if not role or not are_surely_units(named) or not _is_all(named, listed):
            return Assignment()
    units = [unit for role, listed in clauses for unit in _in_role(listed, role, rules)]
    return Assignment(tuple(dict.fromkeys(units)), (), terms if units else ())


def _clauses(value: str, role: str) -> Iterator[tuple[str, str]]:
    """Lists with their roles: up to each verb at the end of a clause, then what is left."""
    start = 0
    for match in _VERBS.finditer(value):
        ends_clause = match.end() == len(value) or _CLAUSE_END.match(value, match.end())
        if ends_clause and match.start() > start:
            yield from _with_partner(value[start : match.start()], str(match.lastgroup))
            start = match.end()
    if value[start:].strip(" 。；;，,、"):
        yield role, value[start:]


def _with_partner(listed: str, role: str) -> Iterator[tuple[str, str]]:
    """A list, or two: 市财政局会同市审计局负责."""
    listed = listed.strip(" 。；;，,、").removeprefix("由")
    parts = _TOGETHER.split(listed, maxsplit=1)
    if len(parts) > 1 and parts[0] and parts[1]:
        yield "lead", parts[0]
        yield "cooperating", parts[1]
    else:
        yield role, listed


def _in_role(listed: str, role: str, rules: Rules) -> list[DutyUnit]:
    printed = split_units(listed)
    names = full_names(printed)
    roles: list[DutyRole] = [_role(role, rules)] * len(printed)
    if role == "responsible" and rules.first_leads and len(printed) > 1:
        roles[0] = "lead"
    return [DutyUnit(*unit) for unit in zip(names, printed, roles, strict=True)]


def _role(said: str, rules: Rules) -> DutyRole:
    if said == "each":
        return "lead" if rules.each_leads else "responsible"
    return "lead" if said == "lead" else "cooperating" if said == "cooperating" else "responsible"


def _is_all(units: list[str], listed: str) -> bool:
    """Whether nothing but separators and 等部门 stands beside the units."""
    rest = len(listed) - sum(len(unit) for unit in units)
    return rest <= 2 * len(units) + len("等有关部门和单位")


def _terms_in(value: str, rules: Rules) -> tuple[Deadline, ...]:
    """Terms that stand among the units: （2019年5月底前完成，市教育局负责）."""
    items = (item.strip() for item in re.split(r"[，,;；]", value))
    found = (parse_deadline(item, rules.year) for item in items if is_deadline(item))
    return tuple(deadline for deadline in found if deadline)


def _without_terms(listed: str) -> str:
    items = re.split(r"([，,;；])", listed)
    return "".join(item for item in items if not is_deadline(item.strip())).strip("，,;；")


def _without_remarks(value: str) -> str:
    if "(" not in value and "（" not in value:
        return value
    folded = fold_width(value)
    for match in reversed(list(_REMARK.finditer(folded))):
        value = value[: match.start()] + value[match.end() :]
    return value


def _without_rule(value: str) -> str:
    """市卫生健康委负责。排在第一位的部门为牵头部门，下同: the rule is no part of the list."""
    first, _, rest = value.partition("。")
    return first if rest and _FIRST_LEADS.search(rest) else value


def _persons(value: str) -> tuple[str, ...]:
    names = (name.strip() for name in re.split(r"[、，,;；]", value))
    return tuple(name for name in names if 1 < len(name) <= 20 and not re.search("[。:：]", name))
