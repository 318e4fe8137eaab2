"""Problems found while reading, as values with a place."""

from __future__ import annotations

from gazette_search.values import dataclass


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something that the corpus lacks or contradicts; reading went on.

    Attributes:
        code: Stable name for scripts: toc-title-differs, toc-document-missing …
        message: The sentence for a reader, in Chinese.
        file: Path of the issue, as corpus/2020-02.txt.
        line: Source line, or None when it concerns the whole file.
        number: Document number concerned, in canonical form, or None.
    """

    code: str
    message: str
    file: str
    line: int | None = None
    number: str | None = None
