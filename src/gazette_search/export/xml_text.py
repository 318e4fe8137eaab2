"""Text for formats that are made of XML."""

from __future__ import annotations

import re

from gazette_search.text.safety import sanitize

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")  # XML 1.0, 2.2: a reader refuses the whole file


def for_xml(text: str) -> str:
    """Safe text without what no XML file may hold."""
    return _NO_CHARACTERS.sub("", sanitize(text))
