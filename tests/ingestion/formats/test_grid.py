from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.grid import Cell, lay_out
from gazette_search.ingestion.formats.source_text import SourceLine


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(tuple(map(SourceLine, text.split("\n"))), columns, rows)


def laid(*rows: list[Cell]) -> list[str]:
    return [line.text for line in lay_out(rows) if line.text]


def test_a_row_is_a_line_and_tabs_part_cells() -> None:
    assert laid([cell("地区"), cell("标准\n（元）")], [cell("青河\t区"), cell("")]) == [
        "地区\t标准 （元）",
        "青河 区\t",
    ]


def test_merged_cells_stand_once_and_leave_their_places_empty() -> None:
    rows = (
        [cell("地区", rows=2), cell("标准", columns=2)],
        [cell("城市"), cell("农村")],
        [cell("青河区"), cell("600"), cell("4425")],
    )
    assert laid(*rows) == ["地区\t标准\t", "\t城市\t农村", "青河区\t600\t4425"]


@pytest.mark.parametrize("columns", [0, -3, 10**9])
def test_a_span_that_cannot_be_costs_nothing(columns: int) -> None:
    (line,) = laid([cell("甲", columns), cell("乙", rows=10**9)])
    assert line.startswith("甲")
    assert len(line) < 600


def test_a_table_around_text_is_a_frame() -> None:
    long = "\n".join(["各县（市）区人民政府：" + "现将有关事项通知如下。" * 20] * 4)
    assert laid([cell("关于开展普查的通知")], [cell("正文")]) == ["关于开展普查的通知", "正文"]
    assert len(laid([cell("导航"), cell(long)])) == 5


def test_rows_stand_together_and_apart_from_the_text() -> None:
    lines = list(lay_out([[cell("甲"), cell("乙")]]))
    assert [line.text for line in lines] == ["", "甲\t乙", ""]
    assert lines[1].origin == "row"
