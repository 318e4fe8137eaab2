"""What `gsearch check` found, for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.search.reports import CheckReport


def check_sheet(report: CheckReport) -> Sheet:
    """One row a problem."""
    rows = tuple((p.file, p.line, p.code, p.number, p.message) for p in report.problems)
    return Sheet("问题", ("文件", "行", "代码", "文号", "说明"), rows)


EXPORTS: Mapping[str, Callable[[CheckReport], Sheet]] = {"sheet": check_sheet}
