"""Sentences of clean text: the smallest piece that a reader can be shown."""

from __future__ import annotations

import re

# A sentence ends after its stop and whatever closes with it: 。” ！）
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』》）)\]】]*|\n|$)")


def sentence_starts(text: str) -> list[int]:
    """Where each sentence begins; the first is always 0.

    A semicolon ends one too: in official Chinese it separates provisions, not clauses.
    """
    starts = [match.start() for match in _SENTENCE.finditer(text) if match.group()]
    return starts or [0]
