from __future__ import annotations

from gazette_search.ingestion.layout.lines import classify_lines
from gazette_search.ingestion.layout.tables import join_rows
from gazette_texts import content

HEADER = "重点任务\t负责单位"


def tables(text: str) -> list[tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]]:
    rows = [line for line in classify_lines(text) if line.kind == "row"]
    return [
        (table.text, tuple(line.number for line in table.lines), table.starts)
        for table in join_rows(rows)
    ]


def test_a_repeated_header_is_kept_once_and_counted() -> None:
    text = f"{HEADER}\n加强全过程监管\t\n\n{HEADER}\n创新监管机制\t市卫生健康委"
    ((table, lines, starts),) = tables(text)
    assert table == f"{HEADER}\n加强全过程监管\t\n创新监管机制\t市卫生健康委"
    assert lines == (1, 2, 4, 5)
    assert [table[start:][:4] for start, _ in starts] == ["重点任务", "加强全过", "创新监管"]
    assert [number for _, number in starts] == [1, 2, 5]


def test_a_table_goes_on_with_the_next_number() -> None:
    assert len(tables("序号\t河流\n1\t兴城河\n\n2\t六股河")) == 1
    assert len(tables("序号\t河流\n1\t兴城河\n\n1\t六股河")) == 2
    assert len(tables("序号\t河流\n1\t兴城河\n\n2\t六股河\t绥中县")) == 2


def test_tables_with_other_headers_stand_apart() -> None:
    assert [table for table, _, _ in tables("甲\t乙\n一\t二\n\n丙\t丁\n三\t四")] == [
        "甲\t乙\n一\t二",
        "丙\t丁\n三\t四",
    ]


def test_a_header_inside_the_rows_is_a_row() -> None:
    assert tables("甲\t乙\n甲\t乙")[0][0] == "甲\t乙\n甲\t乙"


def test_empty_cells_stay() -> None:
    (row,) = [line for line in content("3\t\t小渔场\t") if line.kind == "row"]
    assert row.text.split("\t") == ["3", "", "小渔场", ""]
