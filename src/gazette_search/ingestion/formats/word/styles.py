"""What a style brings to paragraphs and runs: numbering, alignment, hidden text, raised text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.word.names import integer, is_on, value, w
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Longer chains of styles based on styles go in a circle.
_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits.

    Attributes:
        list_id: `numId` of its list, None without one.
        level: Its level in that list.
        alignment: `jc`, as center.
        hidden: Whether its text is hidden.
        script: `superscript` or `subscript`, else empty.
        tabs: Whether its first tab stop has leader dots, None where it has no tab stops.
    """

    list_id: str | None = None
    level: int | None = None
    alignment: str = ""
    hidden: bool = False
    script: str = ""
    leads: bool | None = None


class Styles:
    """The styles of a file.

    Args:
        root: Of styles.xml, None when the file has none.
    """

    def __init__(self, root: Element | None) -> None:
        found = root.findall(w("style")) if root is not None else []
        self._elements = {style.get(w("styleId"), ""): style for style in found}
        self._read: dict[str, Style] = {}
        self.default = next(
            (
                style.get(w("styleId"), "")
                for style in found
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )

    def of(self, name: str | None) -> Style:
        """The style of this id; the plain one when there is none."""
        key = name or ""
        if key not in self._read:
            self._read[key] = self._resolve(key)
        return self._read[key]

    def _resolve(self, name: str) -> Style:
        chain: list[Element] = []
        while name in self._elements and len(chain) < _DEEPEST:
            chain.append(self._elements[name])
            name = value(self._elements[name], "basedOn") or ""
        style = Style()
        for element in reversed(chain):
            style = _over(style, element)
        return style


def _over(base: Style, element: Element) -> Style:
    paragraph, run = element.find(w("pPr")), element.find(w("rPr"))
    hidden = is_on(run, "vanish")
    level = integer(value(paragraph, "numPr/ilvl"))
    return Style(
        list_id=value(paragraph, "numPr/numId") or base.list_id,
        level=level if level is not None else base.level,
        alignment=value(paragraph, "jc") or base.alignment,
        hidden=base.hidden if hidden is None else hidden,
        script=value(run, "vertAlign") or base.script,
        leads=base.leads if (leads := leads_of(paragraph)) is None else leads,
    )


def leads_of(paragraph: Element | None) -> bool | None:
    """Whether a tab of the paragraph is drawn as leader dots; None where no tab stop is set."""
    stops = paragraph.findall(f"{w('tabs')}/{w('tab')}") if paragraph is not None else []
    if not stops:
        return None
    return any(stop.get(w("leader"), "none") not in ("none", "") for stop in stops)
