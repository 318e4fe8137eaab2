from __future__ import annotations

import pytest

from gazette_search.ingestion.belonging import belongs
from gazette_search.ingestion.pipeline import parse_issue

NOTICE = """青河市人民政府办公室关于做好冬季供热工作的通知

各县（市）区人民政府，市政府各部门：

现就做好冬季供热工作通知如下。

青河市人民政府办公室

2021年10月8日
"""
LAW = """供热用热

第一条　为了规范供热用热行为，制定本规定。

第二条　供热期为当年11月1日至次年3月31日。
"""


@pytest.mark.parametrize("text", [NOTICE, LAW, "2020年第2期(总第63期)\n\n2020年3月15日出版\n"])
def test_what_an_office_printed(text: str) -> None:
    assert belongs(parse_issue(text, "corpus/某.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "供热的事，下周再问。\n",
        "请稍候，正在同步。\n",
        "今天天气很好。\n" * 50,
        "待办：\n\n1. 催交稿子\n\n2. 核对文号\n",
        "def main():\n    return 0\n",
        "The quick brown fox jumps over the lazy dog.\n",
    ],
)
def test_what_only_lies_there(text: str) -> None:
    assert not belongs(parse_issue(text, "corpus/某.txt"))
