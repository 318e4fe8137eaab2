"""How validity is worded, for people and for scripts.

A document of which nothing is stated is never said to be in force: 库内未见废止或修改 is all that
the documents held can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazette_search.export.wording import chinese_date, one_line, place_text
from gazette_search.models import SELF, Title, about_key
from gazette_search.search.force.validity import STATUS_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.models import About
    from gazette_search.search.force.days import CandidateDay
    from gazette_search.search.force.validity import Testimony, Validity

STATEMENT_KINDS = {
    "repealed": "废止",
    "partly_repealed": "部分废止",
    "amended": "修改",
    "effective": "施行",
    "expires": "期满",
    "term": "期限",
}
_BASES = {"signed": "成文日期", "published": "公报出版日期"}
_PHASES = {
    "future": "，日期未到",
    "unclear": "，按哪一天算结论不同",
    "unknown": "，日期不明",
    "unsaid": "，此日之后才作出",
    "earlier": "，早于本件成文，未计",
}


def status_label(validity: Validity) -> str:
    """已废止（葫政办发〔2020〕28号 第1334行）, or 库内未见废止或修改."""
    label = STATUS_LABELS[validity.status]
    if not validity.certain:
        label = f"可能{label}"
    if not validity.proof:
        return "此日尚未成文" if validity.status == "not_yet" else _before(validity) or label
    first = validity.proof[0]
    days = ""
    if validity.status in ("expired", "not_yet"):
        named = "或".join(dict.fromkeys(chinese_date(each.day) for each in first.days))
        days = f"{'至' if validity.status == 'expired' else '自'}{named}"
    speaker = "" if first.statement.about == SELF else one_line(first.number)
    spoken = " ".join(filter(None, (speaker, _spot(first))))
    said = "，".join(filter(None, (days, spoken)))
    return f"{label}（{said}）" if said else label


def _before(validity: Validity) -> str:
    """What is stated and has not come about by the day asked for; empty when nothing is."""
    for each in validity.evidence:
        if each.statement.kind not in ("repealed", "partly_repealed", "amended"):
            continue
        named = "或".join(dict.fromkeys(chinese_date(c.day) for c in each.days))
        if each.phase == "future":
            verb = STATEMENT_KINDS[each.statement.kind]
            return f"将{verb}（自{named}，{one_line(each.number)} {_spot(each)}）"
        if each.phase == "unsaid":
            return "此日库内未见废止或修改"
        if each.phase == "earlier":
            place = f"{one_line(each.number)} 第{each.statement.lines[0]}行"
            return f"库内未见可信的废止或修改（{place}所说早于本件成文）"
    return ""


def remark(validity: Validity | None) -> str:
    """The label when there is something to say, for a hit or a row of a list."""
    if validity and (validity.status != "none" or _before(validity).startswith("将")):
        return status_label(validity)
    return ""


def shown_evidence(validity: Validity) -> list[Testimony]:
    """The evidence without titles and annexes that repeat what a sentence of the text says."""
    told = {(each.number, each.statement.kind) for each in validity.evidence if not each.repeating}
    return [
        each
        for each in validity.evidence
        if not each.repeating or (each.number, each.statement.kind) not in told
    ]


def meaning(evidence: Testimony) -> str:
    """What a statement means in days: 废止，自2020年3月14日（成文日期）或2020年3月15日起."""
    statement = evidence.statement
    parts = "部分内容" if statement.scope == "clause" and _is_span(evidence) else ""
    if statement.months:
        parts += f"期限{_months(statement.months)}"
    else:
        parts += STATEMENT_KINDS[statement.kind]
    days = _days(evidence.days)
    if days:
        until = statement.kind in ("expires", "term")
        parts += f"，至{days}" if until else f"，自{days}起"
    doubt = "" if evidence.agreeing else "，所引标题与文号不合"
    return f"{parts}{_PHASES.get(evidence.phase, '')}{doubt}"


def quotation(evidence: Testimony) -> str:
    """The sentence, behind the line above it when it needs that to be understood."""
    lead, text = one_line(evidence.statement.lead), one_line(evidence.statement.text)
    return f"{lead}……{text}" if lead else text


def place(evidence: Testimony) -> str:
    """葫政办发〔2020〕28号 corpus/2020-02.txt:1334."""
    return f"{one_line(evidence.number)} {place_text(evidence.place)}"


def _spot(evidence: Testimony) -> str:
    """第1334行, or 第28页 of a file that has pages."""
    where = evidence.place
    if where.page is not None:
        return f"第{where.page}页"
    return f"第{where.line}行" if where.line is not None else ""


def to_fields(validity: Validity | None) -> dict[str, Any] | None:
    """The `validity` object of JSON, None when nobody asked for it."""
    if validity is None:
        return None
    return {
        "as_of": validity.as_of.isoformat(),
        "status": validity.status,
        "label": status_label(validity),
        "certain": validity.certain,
        "evidence": [
            {**_evidence(each), "proof": each in validity.proof} for each in validity.evidence
        ],
    }


def _evidence(evidence: Testimony) -> dict[str, Any]:
    statement = evidence.statement
    return {
        "kind": statement.kind,
        "scope": statement.scope,
        "about": _about(statement.about),
        "number": evidence.number,
        "file": evidence.place.file,
        "page": evidence.place.page,
        "lines": [*statement.lines],
        "sentence": statement.text,
        "lead": statement.lead or None,
        "event": statement.event or None,
        "term_months": statement.months or None,
        "dates": [{"date": c.day.isoformat(), "basis": c.basis} for c in evidence.days],
        "phase": evidence.phase,
    }


def _about(about: About | None) -> str:
    """`self`, a number or a bare title; empty where the text names no document."""
    return about.title if isinstance(about, Title) else about_key(about)


def _is_span(evidence: Testimony) -> bool:
    return evidence.statement.kind in ("effective", "expires", "term")


def _days(days: Sequence[CandidateDay]) -> str:
    """Every day that is meant; the reason is given where there is more than one."""
    if len({candidate.day for candidate in days}) <= 1:
        return chinese_date(days[0].day) if days else ""
    named = (f"{chinese_date(c.day)}（{_BASES.get(c.basis, '写明')}）" for c in days)
    return "或".join(named)


def _months(months: int) -> str:
    return f"{months // 12}年" if months % 12 == 0 else f"{months}个月"
