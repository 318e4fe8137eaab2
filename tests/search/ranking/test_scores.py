from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.index.concepts import Concept, Surface
from gazette_search.search.ranking.scores import TUNING, inverse_frequency, weigh
from small_homes import ask, notice, ranks, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.local.engine import LocalIndex

pytestmark = pytest.mark.usefixtures("one_dictionary")

LOW_INCOME, ORPHANS = Concept("低保", (Surface("低保"),)), Concept("孤儿", (Surface("孤儿"),))
STANDARD = Concept("标准", (Surface("标准"),))
ABSENT = Concept("烟花", (Surface("烟花"),))


def test_shares_sum_to_1_and_the_rarer_word_has_more(index: LocalIndex) -> None:
    low, orphans, standard = weigh([LOW_INCOME, ORPHANS, STANDARD], index)
    assert low.share + orphans.share + standard.share == pytest.approx(1.0)
    assert orphans.documents < low.documents < standard.documents
    assert orphans.share > low.share > standard.share


def test_a_word_that_no_document_holds_has_the_largest_share(index: LocalIndex) -> None:
    low, absent = weigh([LOW_INCOME, ABSENT], index)
    assert absent.documents == 0
    assert absent.share > low.share


def test_no_words_have_no_shares(index: LocalIndex) -> None:
    assert weigh([], index) == ()


@given(total=st.integers(1, 100_000), data=st.data())
def test_rarity_is_positive_and_falls(total: int, data: st.DataObject) -> None:
    documents = data.draw(st.integers(0, total - 1))
    assert inverse_frequency(documents, total) > inverse_frequency(documents + 1, total) > 0


HEATING = "供热单位应当在每年11月1日前做好准备工作。"
WARMING = HEATING.replace("供热", "供暖")


@pytest.mark.parametrize(("query", "expected"), [("供热", [8, 9]), ("供暖", [9, 8])])
def test_the_typed_word_ranks_above_its_synonym(
    tmp_path: Path, query: str, expected: list[int]
) -> None:
    home = small_home(tmp_path, notice(8, "冬季工作", HEATING), notice(9, "冬季任务", WARMING))
    result = ask(home, query)
    assert [hit.document.id for hit in result.hits] == [f"葫政办发〔2020〕{n}号" for n in expected]
    assert result.hits[0].score > result.hits[1].score


def test_an_accident_of_two_words_is_no_match(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(8, "政务服务", "各单位应当提供热线电话，方便群众咨询。"),
        notice(9, "冬季工作", HEATING),
    )
    assert ranks(home, "供热") == ["葫政办发〔2020〕9号"]
    assert set(ranks(home, '"供热"')) == {"葫政办发〔2020〕8号", "葫政办发〔2020〕9号"}


def test_the_paragraph_that_answers_beats_a_page_that_repeats_one_word(tmp_path: Path) -> None:
    answer = "养老机构的床位补贴标准为每床每月150元。"
    repeating = tuple(f"第{n}项工作要求各地区积极发展养老事业。" for n in "一二三四五六七八九")
    home = small_home(
        tmp_path,
        notice(8, "养老事业", *repeating, "医院应当公布床位数量。", "另行制定补贴办法。"),
        notice(9, "民政工作", "各地区做好救助工作。", answer),
    )
    result = ask(home, "养老 床位 补贴")
    assert [hit.document.id for hit in result.hits] == [
        "葫政办发〔2020〕9号",
        "葫政办发〔2020〕8号",
    ]
    assert result.hits[0].passages[0].text.endswith(answer)


def test_a_signature_says_little_of_the_subject(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(8, "冬季工作", HEATING),  # signed by the 办公室, as all are
        notice(9, "机关事务", "办公室应当保持整洁，办公室用电不得超过定额。"),
    )
    result = ask(home, "办公室")
    assert result.hits[0].document.id == "葫政办发〔2020〕9号"
    assert result.hits[0].score > 1.5 * result.hits[1].score


def test_equal_scores_stand_newest_first_then_by_number(tmp_path: Path) -> None:
    text = "各地区要切实加强领导。"
    home = small_home(
        tmp_path,
        *(notice(n, f"{about}工作", text, day=day) for n, about, day in (
            (12, "甲", "2020年3月1日"), (11, "乙", "2020年3月1日"), (13, "丙", "2020年3月2日"))),
    )  # fmt: skip
    expected = [f"葫政办发〔2020〕{n}号" for n in (13, 11, 12)]
    assert ranks(home, "文种:通知") == expected
    assert ranks(home, "加强领导") == expected


def test_the_newest_gains_little_over_the_oldest() -> None:
    """Less than a word in the title: a date never beats an answer."""
    assert 0 < TUNING.recent < TUNING.title
