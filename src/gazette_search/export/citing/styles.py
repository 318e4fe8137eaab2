"""The styles of `gsearch cite`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.citing.chinese import to_gbt7714, to_gongwen
from gazette_search.export.citing.interchange import to_bibtex, to_csl_json, to_ris
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette_search.export.citing.works import CitedWork


@dataclass(frozen=True, slots=True)
class CitingStyle:
    """A style of references.

    Attributes:
        name: As `--style` takes it.
        meaning: What it is good for.
        write: Works as a text.
        suffixes: Ends of the names of its files, where nothing else has such.
    """

    name: str
    meaning: str
    write: Callable[[Iterable[CitedWork]], str]
    suffixes: tuple[str, ...] = ()


CITING_STYLES = {
    style.name: style
    for style in (
        CitingStyle("gongwen", "公文引用：《标题》（文号）", to_gongwen, (".txt", ".md")),
        CitingStyle("gbt7714", "论文参考文献，GB/T 7714-2025", to_gbt7714),
        CitingStyle("bibtex", "LaTeX 和文献管理软件", to_bibtex, (".bib",)),
        CitingStyle("ris", "EndNote、Zotero 等文献管理软件", to_ris, (".ris",)),
        CitingStyle("csl-json", "Zotero、pandoc、citeproc", to_csl_json, (".json",)),
    )
}
