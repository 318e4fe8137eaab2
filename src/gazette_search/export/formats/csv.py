"""CSV: tables for spreadsheets."""

from gazette_search.export.csv_export import joined_tables, sheet_to_csv, with_last_row
from gazette_search.export.registry import Format

FORMAT = Format(
    "csv",
    "表格，一段一行；用 -o 写文件时 Excel 能直接打开",
    sheet=sheet_to_csv,
    suffixes=(".csv",),
    whole=True,
    mark="\ufeff",  # without it Excel reads a file in the local code page
    cut=with_last_row,
    join=joined_tables,
)
