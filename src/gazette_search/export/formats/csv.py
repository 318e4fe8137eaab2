"""CSV: tables for spreadsheets."""

from gazette_search.export.csv_export import (
    check_to_csv,
    contents_to_csv,
    listing_to_csv,
    references_to_csv,
    search_to_csv,
    with_last_row,
)
from gazette_search.export.registry import Format

FORMAT = Format(
    "csv",
    "表格，一件一行；用 -o 写文件时 Excel 能直接打开",
    {
        "search": search_to_csv,
        "listing": listing_to_csv,
        "references": references_to_csv,
        "contents": contents_to_csv,
        "check": check_to_csv,
    },
    suffixes=(".csv",),
    whole=True,
    mark="\ufeff",  # without it Excel reads a file in the local code page
    cut=with_last_row,
)
