from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.source_text import SourceLine, SourceText, spaced
from gazette_search.ingestion.pipeline import parse_source

OFFICE = "青河市人民政府办公室"
CONTENTS = ("目 录", "2021年第3期（总第9期）")
FIRST, SECOND = (
    (
        "青河市人民政府文件",
        f"青政办发〔2021〕{serial}号",
        f"{OFFICE}关于{matter}的通知",
        "各区人民政府：",
        f"现就{matter}通知如下。",
        OFFICE,
        "2021年3月4日",
    )
    for serial, matter in ((5, "做好防汛工作"), (6, "做好防火工作"))
)
IMPRINT = ("编委会成员", "主任：李明")


@pytest.mark.parametrize(
    ("above", "behind", "whose"),
    [
        # Of the contents, of either document, of the imprint behind them.
        (CONTENTS, (*FIRST, *SECOND, *IMPRINT), None),
        ((*CONTENTS, *FIRST[:1]), (*FIRST[1:], *SECOND, *IMPRINT), 0),
        ((*CONTENTS, *FIRST), (*SECOND, *IMPRINT), 0),
        ((*CONTENTS, *FIRST, *SECOND[:1]), (*SECOND[1:], *IMPRINT), 1),
        ((*CONTENTS, *FIRST, *SECOND), IMPRINT, 1),
        ((*CONTENTS, *FIRST, *SECOND, *IMPRINT[:1]), IMPRINT[1:], None),
        ((*CONTENTS, *FIRST, *SECOND, *IMPRINT), (), None),
        # Of an issue whose contents are all that there is.
        (CONTENTS, (), None),
        # Alone, without contents or imprint.
        (FIRST[:5], FIRST[5:], 0),
        (FIRST, SECOND, 0),
    ],
)
def test_a_footnote_is_of_the_document_whose_line_it_annotates(
    above: tuple[str, ...], behind: tuple[str, ...], whose: int | None
) -> None:
    note = SourceLine("本通知所称主汛期为七月和八月。", origin="note")
    lines = [*map(SourceLine, above), note, *map(SourceLine, behind)]
    found = parse_source(SourceText("docx", spaced(lines), whole_paragraphs=True), "x.docx")
    assert found.line_counts.unassigned == 0
    bearing = [
        place
        for place, document in enumerate(found.documents)
        if any(note.text in block.text for block in document.blocks)
    ]
    assert bearing == ([] if whose is None else [whose])
