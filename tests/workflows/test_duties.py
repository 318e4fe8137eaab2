from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.analysis.thesaurus import ThesaurusError
from gazette_search.search.duties import DutyRequest
from gazette_search.workflows.duties import duties

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home


def test_who_must_do_what_by_when(home: Home) -> None:
    found = duties(home, DutyRequest("市教育局", before=date(2021, 1, 1)))
    (one,) = found.duties
    assert str(one.document.number) == "葫政办发〔2020〕19号"
    assert one.duty.task.startswith("16. 全面实施消除大班额专项计划。")
    assert one.duty.path == ("五、社会各项事业",)
    assert (one.duty.lines, one.duty.unit_lines) == ((1065, 1065), (1069, 1069))
    assert one.duty.responsible[0] == "市教育局"
    assert not found.index.stale


def test_names_of_the_users_own(own_home: Home) -> None:
    own = own_home.path / "thesaurus.txt"
    own.write_text("教化司 = 教育局 # 自用\n", encoding="utf-8")
    found = duties(own_home, DutyRequest("教化司"))
    assert found.total == duties(own_home, DutyRequest("市教育局")).total
    assert [(name.name, name.reason) for name in found.names] == [("市教育局", "自用")]
    own.write_text("教化司 = 教育局\n", encoding="utf-8")
    with pytest.raises(ThesaurusError):
        duties(own_home, DutyRequest("教化司"))
