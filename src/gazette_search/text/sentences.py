"""Sentences of clean text: the smallest piece that a reader can be shown.

Quoted for evidence they are whole, with the marks that close them.
"""

from __future__ import annotations

import re

# A sentence ends after its stop and whatever closes with it: 。” ！）
_END = re.compile(r"[。！？；!?;]+[”’」』》）)\]】]*|\n")


def sentence_starts(text: str) -> list[int]:
    """Where each sentence begins, spaces before it included; the first is always 0."""
    ends = (match.end() for match in _END.finditer(text))
    return [0, *(end for end in ends if end < len(text))]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, spaces and line ends around it left out.

    A semicolon ends a sentence: in official Chinese it separates provisions. So does a line end,
    which separates the rows of a table.
    """
    spans, start = [], 0
    for match in _END.finditer(text):
        spans.append(_stripped(text, start, match.end()))
        start = match.end()
    spans.append(_stripped(text, start, len(text)))
    return [(start, end) for start, end in spans if start < end]


def sentence_at(text: str, offset: int) -> str:
    """The sentence that holds the character at an offset; empty between two sentences."""
    for start, end in sentence_spans(text):
        if start <= offset < end:
            return text[start:end]
    return ""


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    return start, start + len(sentence.strip())
