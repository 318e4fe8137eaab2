from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.formats.codec import text_from_json, text_to_json
from gazette_search.ingestion.formats.source_text import SourceLine, SourceText, SourceWarning

PAGES = st.none() | st.integers(1, 3000)
LINES = st.builds(
    SourceLine,
    st.text(max_size=20),
    PAGES,
    st.sampled_from(["text", "row", "note"]),
    st.booleans(),
    st.booleans(),
)
WARNINGS = st.builds(SourceWarning, st.sampled_from(["scanned", "hidden"]), st.text(), PAGES)


@given(
    st.lists(LINES).map(tuple), st.booleans(), PAGES, st.dictionaries(st.text(), st.text()),
    st.lists(WARNINGS).map(tuple),
)  # fmt: skip
def test_what_is_kept_is_what_was_read(
    lines: tuple[SourceLine, ...],
    whole: bool,
    pages: int | None,
    metadata: dict[str, str],
    warnings: tuple[SourceWarning, ...],
) -> None:
    text = SourceText(
        "pdf", lines, whole_paragraphs=whole, pages=pages, metadata=metadata, warnings=warnings
    )
    assert text_from_json(text_to_json(text)) == text
