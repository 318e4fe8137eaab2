"""The parts of a Word file, by the relationships that name them (ECMA-376 part 2, clause 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.zipped import beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from gazette_search.ingestion.formats.zipped import Package

_MAIN = "word/document.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def find_parts(package: Package) -> dict[str, str]:
    """Paths of the parts by their kind; the main one is `officeDocument`."""
    found: dict[str, str] = {}
    for relation in _relations(package, ""):
        found.setdefault(*_kind_and_target(relation, ""))
    main = found.setdefault("officeDocument", _MAIN)
    for relation in _relations(package, main):
        found.setdefault(*_kind_and_target(relation, main))
    return found


def relations_of(package: Package, part: str) -> dict[str, str]:
    """Paths of what a part refers to, by the names that it uses for them."""
    return {
        relation.get("Id", ""): _kind_and_target(relation, part)[1]
        for relation in _relations(package, part)
    }


def _relations(package: Package, part: str) -> Iterator[Element]:
    """The relationships of a part inside the file; those of the file itself for no part."""
    folder, _, name = part.rpartition("/")
    root = package.xml_or_none(f"{folder}/_rels/{name}.rels".lstrip("/"))
    for relation in root.iter(_RELATION) if root is not None else ():
        if relation.get("TargetMode") != "External":
            yield relation


def _kind_and_target(relation: Element, part: str) -> tuple[str, str]:
    kind = relation.get("Type", "").rpartition("/")[2]
    return kind, beside(part, relation.get("Target", ""))
