from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import IndexDamagedError, QuerySyntaxError
from gazette_search.workflows.indexing import bring_up_to_date
from small_homes import ask, notice, ranks, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def small(tmp_path: Path) -> Home:
    return small_home(tmp_path / "home", notice(1, "冬季供热"))


def test_the_first_search_builds_the_index_and_answers(small: Home) -> None:
    assert not small.index.exists()
    result = ask(small, "供热")
    assert [hit.document.id for hit in result.hits] == ["葫政办发〔2020〕1号"]
    assert not result.index.stale
    assert result.index.generation.startswith("g-000001-")


def test_an_index_that_is_behind_answers_and_says_so(small: Home) -> None:
    ask(small, "供热")
    write_issue(small, "2020-03", notice(2, "城市供热"))
    result = ask(small, "供热")
    assert [hit.document.id for hit in result.hits] == ["葫政办发〔2020〕1号"]
    assert (result.index.stale, result.index.new_issues) == (True, 1)
    bring_up_to_date(small)
    assert len(ranks(small, "供热")) == 2


def test_damage_that_stays_is_raised(small: Home) -> None:
    ask(small, "供热")
    (catalog,) = small.index.glob("g-*/catalog.json")
    catalog.write_bytes(b"{}")
    with pytest.raises(IndexDamagedError, match=r"catalog\.json.*gsearch index"):
        ask(small, "供热")
    bring_up_to_date(small)
    assert ranks(small, "供热") == ["葫政办发〔2020〕1号"]


def test_a_query_that_cannot_be_read_is_refused(small: Home) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(small, '"供热')


def test_validity_is_judged_only_for_a_day(home: Home) -> None:
    assert ask(home, "低保标准").hits[0].validity is None
    hit = ask(home, "河流断面 补偿办法", as_of=date(2021, 1, 1)).hits[0]
    assert hit.validity
    assert hit.validity.as_of == date(2021, 1, 1)


def test_the_same_words_in_two_homes_do_not_meet(small: Home, tmp_path: Path) -> None:
    other = small_home(tmp_path / "other", notice(2, "城市供热"))
    assert ranks(small, "供热") == ["葫政办发〔2020〕1号"]
    assert ranks(other, "供热") == ["葫政办发〔2020〕2号"]
