from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import block, document, held, issue, listing
from gazette_search.export.force_wording import meaning, remark, status_label
from gazette_search.export.json_export import (
    listing_to_json,
    references_to_json,
    references_to_jsonl,
)
from gazette_search.export.plain import references_to_plain
from gazette_search.export.registry import export
from gazette_search.models import SELF, Statement
from gazette_search.search.force.validity import Validity, ValidityReader, judge
from golden_files import agrees_with_golden
from held_texts import OLD_NUMBER, references
from memory_index import MemoryIndex

UNSEEN = "库内未见废止或修改"


def _judged(as_of: date, **fields: Any) -> Validity:
    """Of a document of 11 March 2020 in the gazette of 15 March, with one statement."""
    fields = {"about": SELF, "text": "原话。", "lines": (189, 189), **fields}
    one = document(statements=(Statement(**fields),), signed_date=date(2020, 3, 11))
    return ValidityReader(MemoryIndex([(one, issue())]), as_of).of_document(one, issue())


@pytest.mark.parametrize(
    ("validity", "label", "words"),
    [
        (
            _judged(date(2023, 1, 1), kind="term", months=24),
            "已过期（至2022年3月10日或2022年3月14日，第189行）",
            "期限2年，至2022年3月10日（成文日期）或2022年3月14日（公报出版日期）",
        ),
        (
            _judged(date(2022, 3, 12), kind="term", months=24),
            "可能已过期（至2022年3月10日或2022年3月14日，第189行）",
            "期限2年，至2022年3月10日（成文日期）或2022年3月14日（公报出版日期），"
            "按哪一天算结论不同",
        ),
        (
            _judged(date(2020, 5, 1), kind="effective", day=date(2020, 7, 1)),
            "尚未施行（自2020年7月1日，第189行）",
            "施行，自2020年7月1日起，日期未到",
        ),
        (
            _judged(date(2020, 5, 1), kind="expires", day=date(2021, 7, 1), scope="clause"),
            UNSEEN,
            "部分内容期满，至2021年7月1日，日期未到",
        ),
        (
            _judged(date(2020, 1, 1), kind="term", months=18),
            "此日尚未成文",
            "期限18个月，至2021年9月10日（成文日期）或2021年9月14日（公报出版日期），"
            "此日之后才作出",
        ),
        (references().validity, "已废止（葫政办发〔2020〕28号 第1334行）", None),
    ],
)
def test_wording(validity: Validity, label: str, words: str | None) -> None:
    assert status_label(validity) == label
    assert remark(validity) == ("" if label == UNSEEN else label)
    assert words is None or meaning(validity.evidence[0]) == words


def test_nothing_stated_is_never_called_in_force() -> None:
    nothing = Validity(date(2020, 1, 1))
    assert (status_label(nothing), remark(nothing), remark(None)) == (UNSEEN, "", "")


def test_references_as_json() -> None:
    answer = json.loads(references_to_json(references()))
    assert (answer["number"], answer["held"], answer["rests_on"]) == (OLD_NUMBER, False, [])
    assert answer["cited_by"][0]["number"] == "葫政办发〔2020〕28号"
    assert answer["cited_by"][0]["file"] == "corpus/2020-02.txt"
    validity = answer["validity"]
    assert (validity["as_of"], validity["status"], validity["certain"]) == (
        "2021-01-01",
        "repealed",
        True,
    )
    (evidence,) = [each for each in validity["evidence"] if each["proof"]]
    assert (evidence["kind"], evidence["number"], evidence["lines"]) == (
        "repealed",
        "葫政办发〔2020〕28号",
        [1334, 1334],
    )
    assert evidence["sentence"].endswith(f"（{OLD_NUMBER}）同时废止。")
    assert evidence["dates"] == [
        {"date": "2020-03-14", "basis": "signed"},
        {"date": "2020-03-15", "basis": "published"},
    ]


def test_references_line_by_line() -> None:
    (line,) = references_to_jsonl(references()).splitlines()
    assert json.loads(line)["direction"] == "cited_by"
    (line,) = references_to_plain(references()).splitlines()
    assert line.split("\t")[:5] == [
        "被引用",
        "废止",
        "葫政办发〔2020〕28号",
        "corpus/2020-02.txt:1334",
        UNSEEN,
    ]
    header, row = str(export("references", "csv", references("葫政办发2020-28"))).splitlines()
    assert header == "方向,关系,文号,标题,条款,库内,效力,原文,出处"
    assert row.startswith(f"引用,废止,{OLD_NUMBER},")


def test_references_as_markdown() -> None:
    assert agrees_with_golden("references.md", str(export("references", "md", references())))


def test_a_list_says_what_is_no_longer_in_force() -> None:
    expired = _judged(date(2023, 1, 1), kind="term", months=24)
    found = listing(type(held())(held().document, issue(), expired))
    assert "已过期（至2022年3月10日或2022年3月14日，第189行）" in str(
        export("listing", "md", found)
    )
    assert json.loads(listing_to_json(found))[0]["validity"]["status"] == "expired"


def test_text_of_the_corpus_stays_text() -> None:
    hostile = _judged(date(2023, 1, 1), kind="expires", day=date(2021, 1, 1), text="# *废*\x1b[31m")
    one = held(blocks=(block(),))
    found = listing(type(one)(one.document, one.issue, hostile))
    assert "\x1b" not in listing_to_json(found)


@pytest.mark.parametrize(
    ("as_of", "label"),
    [
        (date(2020, 3, 10), "此日库内未见废止或修改"),  # the repealing notice is of 14 March
        (date(2020, 3, 15), "已废止（葫政办发〔2020〕28号 第1334行）"),
    ],
)
def test_a_repeal_that_was_not_said_yet_is_not_unseen(as_of: date, label: str) -> None:
    assert status_label(references(as_of=as_of).validity) == label


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("repealed", "将废止（自2021年1月1日，葫政办发〔2020〕23号 第189行）"),
        ("partly_repealed", "将部分废止（自2021年1月1日，葫政办发〔2020〕23号 第189行）"),
        ("amended", "将修改（自2021年1月1日，葫政办发〔2020〕23号 第189行）"),
    ],
)
def test_a_repeal_of_a_later_day_is_announced(kind: str, label: str) -> None:
    judged = _judged(date(2020, 12, 31), kind=kind, day=date(2021, 1, 1))
    assert status_label(judged) == label


def test_a_repeal_that_was_signed_before_its_document_is_told_and_not_believed() -> None:
    judged = _judged(date(2022, 1, 1), kind="repealed")
    doubted = replace(judged.evidence[0], phase="earlier")
    assert status_label(judge([doubted], date(2022, 1, 1), "葫政办发〔2020〕23号")) == (
        "库内未见可信的废止或修改（葫政办发〔2020〕23号 第189行所说早于本件成文）"
    )
