"""References for reference managers: BibTeX, RIS and CSL-JSON.

Written directly, in UTF-8: programs that convert between them empty Chinese titles and turn numbers
into figures.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from gazette_search.export.wording import chinese_date
from gazette_search.text.safety import escape_unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.export.citing.works import CitedWork

_TEX = {
    "\\": r"\textbackslash{}",
    # Braces are counted even behind a backslash, so that a single one would end the entry.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%#&$_"},
}
_TEX_SIGNS = re.compile("[" + re.escape("".join(_TEX)) + "]")


def to_bibtex(works: Iterable[CitedWork]) -> str:
    """Entries of BibTeX and biblatex, a blank line between."""
    return "\n".join(_entry(work) for work in works)


def to_ris(works: Iterable[CitedWork]) -> str:
    """Records of RIS, each ended by ER; without a byte order mark, which rispy takes for a tag."""
    return "\n".join(_record(work) for work in works)


def to_csl_json(works: Iterable[CitedWork]) -> str:
    """An array of CSL-JSON, as citeproc takes it and Zotero imports it."""
    items = [_item(work) for work in works]
    return escape_unsafe(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def _entry(work: CitedWork) -> str:
    """@article in a gazette, else @misc. Two braces keep a name whole and a title as it is."""
    fields = [
        ("author", " and ".join(f"{{{_tex(organ)}}}" for organ in work.organs)),
        ("title", f"{{{_tex(work.name)}}}"),
        *(_bibtex_place(work) if work.in_gazette else [("number", _tex(work.number))]),
        ("year", str(work.issued[0]) if work.issued else ""),
        ("date", "-".join(f"{part:02d}" for part in work.issued)),
        ("type", _tex(work.genre)),
        ("note", _tex(_note(work))),
        ("langid", "chinese"),
    ]
    kind = "article" if work.in_gazette else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@{kind}{{{work.key},\n{lines}}}\n"


def _bibtex_place(work: CitedWork) -> Iterator[tuple[str, str]]:
    yield "journal", f"{{{_tex(work.gazette)}}}"
    if work.issue:
        yield "number", str(work.issue.number)
    yield "pages", "" if work.page is None else str(work.page)


def _note(work: CitedWork) -> str:
    """What the fields have no place for: of an article its number and day, of others the issue."""
    if not work.in_gazette:
        return work.printed_in
    return "，".join(filter(None, (work.number, chinese_date(work.signed))))


def _record(work: CitedWork) -> str:
    tags = [
        ("TY", "JOUR" if work.in_gazette else "GOVDOC"),
        *(("AU", organ) for organ in work.organs),
        ("TI", work.name),
        *(_ris_place(work) if work.in_gazette else [("IS", work.number)]),
        ("PY", str(work.issued[0]) if work.issued else ""),
        ("DA", _ris_date(work.issued)),
        ("M1", work.number),
        ("M3", work.genre),
        ("N1", work.printed_in),
        ("LA", "zh-CN"),
        ("ID", work.key),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in tags if value) + "ER  - \n"


def _ris_date(issued: tuple[int, ...]) -> str:
    """2020/03/11/: year, month, day, and no more to say."""
    parts = [f"{part:02d}" for part in issued]
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""


def _ris_place(work: CitedWork) -> Iterator[tuple[str, str]]:
    yield "T2", work.gazette
    if work.issue:
        yield "IS", str(work.issue.number)
    yield "SP", "" if work.page is None else str(work.page)


def _item(work: CitedWork) -> dict[str, Any]:
    """`regulation` is what CSL 1.0.2 calls administrative orders of any level of government.

    Zotero makes a document of it, which has no field for a number: it reads one from the note.
    """
    fields: dict[str, Any] = {
        "id": work.key,
        "type": "article-journal" if work.in_gazette else "regulation",
        "title": work.name,
        "author": [{"literal": organ} for organ in work.organs],
        "issued": {"date-parts": [[*work.issued]]} if work.issued else None,
        "number": work.number,
        "genre": work.genre,
        "language": "zh-CN",
        "note": _csl_note(work),
        **(_csl_place(work) if work.in_gazette else {}),
    }
    return {name: value for name, value in fields.items() if value}


def _csl_place(work: CitedWork) -> dict[str, str]:
    issue = str(work.issue.number) if work.issue else ""
    page = "" if work.page is None else str(work.page)
    return {"container-title": work.gazette, "issue": issue, "page": page}


def _csl_note(work: CitedWork) -> str:
    number = f"number: {work.number}" if work.number else ""
    return "\n".join(filter(None, (number, work.printed_in)))


def _tex(text: str) -> str:
    return _TEX_SIGNS.sub(lambda sign: _TEX[sign[0]], text)
