"""What a query says in plain words: the text whose meaning can be looked for."""

from __future__ import annotations

from gazette_search.search.language.ast import And, Node, NumberReference, Or, Phrase, Words


def wording(node: Node) -> str:
    """The words of a query, as typed and without its operators.

    Conditions (a date, a field, what is excluded) say where to look and have no meaning of their
    own. Alternatives mean two things at once, and who gives a document's number knows what he
    wants: both leave nothing.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    if any(isinstance(part, NumberReference | Or) for part in parts):
        return ""
    if not any(isinstance(part, Words) for part in parts):
        return ""
    return " ".join(part.text for part in parts if isinstance(part, Words | Phrase))
