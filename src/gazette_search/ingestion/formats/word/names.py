"""Names of WordprocessingML elements and attributes (ECMA-376 part 1), as ElementTree has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")


def w(name: str) -> str:
    """The element or attribute of this name."""
    return f"{{{_TRANSITIONAL}}}{name}"


VAL = w("val")


def unify(root: Element) -> Element:
    """The tree with the names of the strict variant (ISO 29500 strict) as the transitional ones."""
    if root.tag.startswith(f"{{{_STRICT}}}"):
        for element in root.iter():
            element.tag = element.tag.replace(_STRICT, _TRANSITIONAL)
            if any(_STRICT in key for key in element.attrib):
                renamed = {k.replace(_STRICT, _TRANSITIONAL): v for k, v in element.attrib.items()}
                element.attrib.clear()
                element.attrib.update(renamed)
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a toggle is on, None where nothing is said."""
    if properties is None:
        return None
    toggle = properties.find(w(name))
    return None if toggle is None else toggle.get(VAL, "1").lower() not in _OFF


def value(properties: Element | None, path: str) -> str | None:
    """The `val` of a property, None where it is not set."""
    if properties is None:
        return None
    found = properties.find("/".join(w(step) for step in path.split("/")))
    return None if found is None else found.get(VAL)


def integer(text: str | None) -> int | None:
    """A number from an attribute; None for what is none."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None
