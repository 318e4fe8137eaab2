"""From the file to the answer: 废止 never stands beside 库内未见废止 for one document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.workflows.references import references
from gazette_texts import document_text
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.force.references import References

pytestmark = pytest.mark.usefixtures("one_dictionary")

OFFICE = "葫芦岛市人民政府办公室"
OLD = "葫政发〔2010〕5号"
REPEAL = f"《葫芦岛市河道管理办法》（{OLD}）同时废止。"
DECISION = f"{OFFICE}关于修改《葫芦岛市供热管理办法》的决定"
CLEANING = f"{OFFICE}关于废止部分规范性文件的决定"
LAST = "本决定自2021年3月1日起施行。"
# The document that a title without a number means.
HEAT = document_text(
    number="葫政办发〔2020〕2号",
    title=f"{OFFICE}关于印发葫芦岛市供热管理暂行规定的通知",
    closing=(OFFICE, "2019年3月8日"),
)


def of(path: Path, number: str, title: str, *body: str) -> References:
    acting = document_text(number="葫政办发〔2020〕1号", title=title, body=body)
    held = small_home(path, acting, HEAT, notice(3, "做好防汛工作"))
    return references(held, number, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("body", "relation", "status"),
    [
        (
            ("第八条修改为：“供热单位应当：", "（一）保证供热；", f"{REPEAL}”", LAST),
            "cites",
            "none",
        ),
        (("第八条修改为：“供热单位应当：", REPEAL, "（二）保证供热。”", LAST), "cites", "none"),
        ((f"第八条修改为：“{REPEAL}”", LAST), "cites", "none"),
        (("第八条修改为：“供热单位应当保证供热。”", f"{REPEAL}", LAST), "repeals", "repealed"),
        (("第八条修改为：“供热单位应当保证供热。", f"{REPEAL}", LAST), "repeals", "repealed"),
        ((f"本决定自公布之日起施行，{REPEAL}",), "repeals", "repealed"),
    ],
)
def test_relation_and_force_agree(
    tmp_path: Path, body: tuple[str, ...], relation: str, status: str
) -> None:
    found = of(tmp_path / "home", OLD, DECISION, *body)
    assert [link.citation.relation for link in found.cited_by] == [relation]
    assert found.validity.status == status


@pytest.mark.parametrize(
    "body",
    [
        ("决定废止下列规范性文件：", "1. 葫芦岛市供热管理暂行规定", "2. 关于加强供水管理的通知"),
        ("决定废止下列规范性文件：", "1.《葫芦岛市供热管理暂行规定》；", "2.《供水管理办法》。"),
        ("现决定废止《葫芦岛市供热管理暂行规定》。",),
        ("下列文件予以撤销：", "葫芦岛市供热管理暂行规定"),
        (
            "一、废止的文件",
            "（一）葫芦岛市供热管理暂行规定",
            "二、保留的文件",
            "（一）供水管理办法",
        ),
        ("《葫芦岛市供热管理暂行规定》自本决定公布之日起停止执行。",),
    ],
)
def test_a_title_alone_repeals_the_document_that_bears_it(
    tmp_path: Path, body: tuple[str, ...]
) -> None:
    found = of(tmp_path / "home", "葫政办发〔2020〕2号", CLEANING, *body, LAST)
    assert found.validity.status == "repealed"
