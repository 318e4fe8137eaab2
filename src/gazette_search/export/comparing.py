"""Two documents compared, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazette_search.export.json_export import Fields, answer, place_fields
from gazette_search.export.marked import Marked, mark
from gazette_search.export.memos import (
    Memo,
    MemoHeading,
    MemoLine,
    MemoList,
    flat_mark,
    memo_of,
    memo_table,
)
from gazette_search.export.wording import issue_name, one_line, reference
from gazette_search.models import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.memos import MemoPart
    from gazette_search.search.comparing.comparison import (
        Change,
        ComparedDocuments,
        ComparedSection,
        Pair,
        Side,
    )
    from gazette_search.search.reports import HeldDocument

CHANGES: dict[Change, str] = {
    "same": "相同",
    "changed": "有改动",
    "removed": "只见于前者",
    "added": "只见于后者",
}
# Around changed words where there is no colour, as wdiff writes them.
REMOVED = ("[-", "-]")
ADDED = ("{+", "+}")


def comparison_to_json(compared: ComparedDocuments) -> str:
    """Both documents and all sections, those without changes too."""
    return answer(comparison_fields(compared))


def comparison_fields(compared: ComparedDocuments) -> Fields:
    """The fields of both documents and all sections, those without changes too."""
    comparison = compared.comparison
    return {
        "left": _document(compared.left),
        "right": _document(compared.right),
        "counts": {change: comparison.count(change) for change in CHANGES},
        "sections": [_section(section) for section in comparison.sections],
    }


def comparison_to_plain(compared: ComparedDocuments) -> str:
    """Unified: "-" before what only the first has, "+" before what only the second has."""
    lines = [f"--- {compared.left.document.id}", f"+++ {compared.right.document.id}"]
    for section in compared.comparison.sections:
        for pair in section.pairs:
            lines += unified(pair)
    return "".join(f"{line}\n" for line in lines)


def comparison_memo(compared: ComparedDocuments) -> Memo:
    """A table of two columns for each section that changed, changed words in bold."""
    held = (compared.left, compared.right)
    numbers = [one.document.id for one in held]
    parts: list[MemoPart] = [
        MemoHeading(1, f"对照：{' 与 '.join(numbers)}"),
        MemoList(tuple(map(_named, held))),
        MemoLine(f"{change_totals(compared)}。加粗的字句另一份没有。", "remark"),
    ]
    for section in compared.comparison.sections:
        parts.append(MemoHeading(2, heading_of(section)))
        inside = [pair for pair in section.pairs if not is_heading(pair)]
        changed = [pair for pair in inside if pair.change != "same"]
        same = len(inside) - len(changed)
        if changed:
            rows = [
                (_cell(pair.left, pair.right), _cell(pair.right, pair.left)) for pair in changed
            ]
            parts.append(memo_table(numbers, rows))
        if same:
            said = f"另有 {same} 段相同。" if changed else f"{same} 段，全部相同。"
            parts.append(MemoLine(said, "remark"))
    return memo_of(parts)


def _named(held: HeldDocument) -> str:
    return f"{one_line(held.document.title)}（{' · '.join(reference(held.document, held.issue))}）"


def change_totals(compared: ComparedDocuments) -> str:
    """有改动 6 段，只见于前者 2 段，只见于后者 4 段，相同 5 段."""
    order: tuple[Change, ...] = ("changed", "removed", "added", "same")
    counts = ((CHANGES[change], compared.comparison.count(change)) for change in order)
    return "，".join(f"{name} {count} 段" for name, count in counts if count)


def heading_of(section: ComparedSection) -> str:
    """What the section is called; both names where they differ."""
    names = [
        path[-1] if path else "文首" for path in (section.left, section.right) if path is not None
    ]
    plain = [one_line(name) for name in names]
    return " ／ ".join(dict.fromkeys(plain))


def is_heading(pair: Pair) -> bool:
    """Whether the pair is what the section is called by already."""
    return all(side.block.kind == "heading" for side in (pair.left, pair.right) if side)


def unified(pair: Pair) -> Iterator[str]:
    """The lines of one pair."""
    if pair.change == "same" and pair.left:
        yield f"  {one_line(pair.left.block.text)}"
        return
    if pair.left:
        yield f"- {with_signs(pair.left, REMOVED, whole=pair.right is None)}"
    if pair.right:
        yield f"+ {with_signs(pair.right, ADDED, whole=pair.left is None)}"


def with_signs(side: Side, signs: tuple[str, str], *, whole: bool) -> str:
    """Clean text on one line with signs around the changed words; a whole block needs none."""
    if whole:
        return one_line(side.block.text)
    runs = mark(side.block.text, side.ranges).runs()
    pieces = (f"{signs[0]}{text}{signs[1]}" if changed else text for text, changed in runs)
    return one_line("".join(pieces))


def _cell(side: Side | None, other: Side | None) -> Marked:
    if side is None:
        return Marked("")
    return flat_mark(side.block.text, side.ranges if other else ())


def _document(held: HeldDocument) -> Fields:
    document = held.document
    return {
        "id": document.id,
        "number": str(document.number) if document.number else None,
        "title": document.title,
        "signed_date": document.signed_date.isoformat() if document.signed_date else None,
        "issue": issue_name(held.issue),
        "machine_read": document.machine_read,
        **place_fields(place_of(held.issue, document)),
    }


def _section(section: ComparedSection) -> Fields:
    return {
        "left": None if section.left is None else [*section.left],
        "right": None if section.right is None else [*section.right],
        "changed": section.changed,
        "pairs": [
            {"change": pair.change, "left": _side(pair.left), "right": _side(pair.right)}
            for pair in section.pairs
        ],
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "kind": side.block.kind,
        "text": side.block.text,
        "lines": [*side.block.lines],
        "path": [*side.block.path],
        "changed": [[start, end] for start, end in side.ranges],
    }


EXPORTS: Mapping[str, Callable[[ComparedDocuments], str | Memo]] = {
    "json": comparison_to_json,
    "plain": comparison_to_plain,
    "memo": comparison_memo,
}
