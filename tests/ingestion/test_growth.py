"""Reading takes twice as long for twice the text, whatever the text is.

Counted in calls, which load of the machine does not change.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.ingestion.pipeline import parse_issue

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE_PAGE = "目录\n\n2020年第2期(总第63期)\n\n2020年3月15日出版\n\n"
DOCUMENT = """
青河市人民政府文件

青政办发〔2020〕{0}号

青河市人民政府办公室关于第{0}项标准的通知

各县（市）区人民政府：

现就第{0}项标准通知如下。

青河市人民政府办公室

2020年3月11日
"""
LINES: dict[str, Callable[[int], str]] = {
    "entries": lambda n: f"关于第{n}项标准的通知青政办发〔2020〕{n}号……({n % 90})",
    "entries without numbers": lambda n: f"关于第{n}项标准的通知……({n % 90})",
    "entries without pages": lambda n: f"关于第{n}项标准的通知\n",
    "the same entry": lambda _: "关于提高标准的通知青政办发〔2020〕9号……(9)",
    "rows": lambda n: f"| 关于第{n}项标准的通知 | 青政办发〔2020〕{n}号 | {n % 90} |",
    "columns": lambda n: f"○ 青政办发{n}文件\n\n关于第{n}项标准的通知……({n % 90})\n",
    "numbers": lambda n: f"青政办发〔2020〕{n}号\n\n关于第{n}项标准的通知\n",
    "labels": lambda n: f"附件{n}\n",
    "prose": lambda n: f"第{n}条没有页码，也不是标题。\n",
}
FEW, TWICE = 60, 120


def calls(text: str) -> int:
    """Calls that reading a text takes."""
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        parse_issue(text, "corpus/2020-02.txt")
    finally:
        sys.setprofile(before)
    return count


def issue(line: Callable[[int], str], entries: int, documents: int) -> str:
    contents = "\n".join(map(line, range(entries)))
    return TITLE_PAGE + contents + "\n" + "".join(map(DOCUMENT.format, range(documents)))


@pytest.mark.parametrize("kind", LINES)
def test_twice_the_contents_take_twice_the_calls(kind: str) -> None:
    line = LINES[kind]
    parse_issue(issue(line, 5, 5), "warm")  # patterns are compiled once
    assert calls(issue(line, TWICE, 0)) < 2.4 * calls(issue(line, FEW, 0))


@pytest.mark.parametrize("kind", ["entries", "entries without numbers", "rows"])
def test_contents_and_documents_are_no_product(kind: str) -> None:
    """With more entries, a document more costs what it did."""
    line = LINES[kind]
    parse_issue(issue(line, 5, 5), "warm")
    small = calls(issue(line, FEW, 20)) - calls(issue(line, FEW, 0))
    large = calls(issue(line, 6 * FEW, 20)) - calls(issue(line, 6 * FEW, 0))
    assert large < 1.3 * small
