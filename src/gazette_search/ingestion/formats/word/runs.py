"""The text of a paragraph, run by run, as Word shows it with all changes accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazette_search.ingestion.formats.word.marks import equation, formula, symbol
from gazette_search.ingestion.formats.word.names import COMPATIBILITY, is_on, local, value, w

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from gazette_search.ingestion.formats.word.styles import Style, Styles

# Private characters that stand for what is no text; no file can hold them (they are surrogates).
PAGE_BREAK, LINE_BREAK, TAB = "\ud800", "\ud801", "\ud802"

_GONE = {w("del"), w("moveFrom"), w("rubyPr"), w("rt"), w("delText"), w("instrText"), w("pPr")}
_ALTERNATE = f"{COMPATIBILITY}AlternateContent"
_CONTAINERS = {_ALTERNATE, w("ruby"), w("drawing"), w("pict"), w("object")}
_MARKS = {
    w("tab"): TAB,
    w("ptab"): TAB,
    w("cr"): LINE_BREAK,
    w("noBreakHyphen"): "-",
    w("lastRenderedPageBreak"): PAGE_BREAK,
}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


class Note(NamedTuple):
    """A mark that refers to a note."""

    kind: str
    id: str


class RunReader:
    """Reads the runs of one paragraph.

    Args:
        styles: Of the file.
        style: Of the paragraph.
        seen: Counts what there was to warn of: revisions, hidden.
    """

    def __init__(self, styles: Styles, style: Style, seen: Counter[str]) -> None:
        self._styles = styles
        self._style = style
        self._seen = seen
        self._fields: list[list[str]] = []  # instructions of the open fields, innermost last
        self._results: list[bool] = []  # whether each of them shows its result
        self._texts: list[str] = []
        self.notes: list[Note] = []
        self.boxes: list[Element] = []
        self.pictures: list[Element] = []  # drawings without text

    def read(self, paragraph: Element) -> str:
        """The text with its breaks and tabs as the marks of this module."""
        self._walk(paragraph)
        return "".join(self._texts)

    def _walk(self, element: Element) -> None:
        for child in element:
            if child.tag in _GONE:
                if child.tag in (w("del"), w("moveFrom")):
                    self._seen["revisions"] += 1
            elif child.tag == w("r"):
                self._run(child)
            elif child.tag == _ALTERNATE:
                self._walk_choice(child, self._walk)
            elif local(child) in ("oMath", "oMathPara"):
                self._texts.append(formula(child))
            else:
                if child.tag in (w("ins"), w("moveTo")):
                    self._seen["revisions"] += 1
                self._walk(child)

    def _run(self, run: Element) -> None:
        properties = run.find(w("rPr"))
        own = self._styles.of(value(properties, "rStyle"))
        hidden = is_on(properties, "vanish")
        if hidden if hidden is not None else (own.hidden or self._style.hidden):
            self._seen["hidden"] += bool("".join(t.text or "" for t in run.iter(w("t"))).strip())
            return
        start = len(self._texts)
        self._contents(run)
        script = value(properties, "vertAlign") or own.script or self._style.script
        if script in ("superscript", "subscript"):
            text = "".join(self._texts[start:])
            tag = script[:3]
            self._texts[start:] = [f"<{tag}>{text}</{tag}>"] if text.strip() else [text]

    def _contents(self, run: Element) -> None:
        for child in run:
            if child.tag == w("fldChar"):
                self._field(child)
            elif child.tag == w("instrText"):
                if self._fields:
                    self._fields[-1].append(child.text or "")
            elif child.tag in _NOTES:
                self.notes.append(Note(_NOTES[child.tag], child.get(w("id"), "")))
            elif child.tag in _CONTAINERS or local(child) == "txbxContent":
                self._container(child)
            elif all(self._results):
                self._texts.append(_shown(child))

    def _container(self, child: Element) -> None:
        """What holds text of its own: a drawing, one of several forms, characters with readings."""
        if child.tag == _ALTERNATE:
            self._walk_choice(child, self._contents)
        elif child.tag == w("ruby"):
            for base in child.findall(w("rubyBase")):
                self._walk(base)
        else:
            self._drawing(child)

    def _walk_choice(self, alternate: Element, walk: Callable[[Element], None]) -> None:
        """The first choice that gives any text, else the fallback: both show the same."""
        pictures = len(self.pictures)
        for choice in alternate:
            before = len(self._texts), len(self.boxes)
            shown = self.pictures[pictures:]
            walk(choice)
            if shown:  # the same picture in another form
                self.pictures[pictures:] = shown
            if "".join(self._texts[before[0] :]).strip() or len(self.boxes) > before[1]:
                return

    def _drawing(self, drawing: Element) -> None:
        found = list(_boxes(drawing))
        self.boxes += found
        if not found:
            self.pictures.append(drawing)

    def _field(self, mark: Element) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append([])
            self._results.append(False)
            box = mark.find(f"{w('ffData')}/{w('checkBox')}")
            if box is not None:
                ticked = is_on(box, "checked")
                on = ticked if ticked is not None else is_on(box, "default")
                self._texts.append("☑" if on else "□")
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end" and self._fields:
            instruction = "".join(self._fields.pop())
            if not self._results.pop():
                self._texts.append(equation(instruction))


def _shown(child: Element) -> str:
    """What an element of a run shows."""
    tag = child.tag
    if tag == w("t"):
        return (child.text or "").replace("\n", " ").replace("\t", " ")
    if tag == w("br"):
        return "" if child.get(w("type")) in ("page", "column") else LINE_BREAK
    if tag == w("sym"):
        return symbol(child.get(w("font"), ""), child.get(w("char"), ""))
    return _MARKS.get(tag, "")


def _boxes(element: Element) -> list[Element]:
    """The texts of the boxes in a drawing, each once."""
    found: list[Element] = []
    for child in element:
        if child.tag == w("txbxContent"):
            found.append(child)
        elif child.tag == _ALTERNATE:
            for choice in child:
                inner = _boxes(choice)
                if inner:
                    found += inner
                    break
        else:
            found += _boxes(child)
    return found
