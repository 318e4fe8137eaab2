from __future__ import annotations

import pytest

from gazette_search.ingestion.structure.source_facts import FactBlock
from gazette_search.models import SourceFact


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        ("青政发〔2021〕5号", "青政发〔2021〕5号"),
        ("青政发[2021]5号", "青政发〔2021〕5号"),
        ("关于做好防汛工作的通知（青政发〔2021〕5号）", "青政发〔2021〕5号"),
        ("青政发〔2021〕5号，2022年修改", "青政发〔2021〕5号"),
        ("青河市人民政府令第12号", "青河市人民政府令第12号"),
        # Whose of two it is, nobody can tell.
        ("青政发〔2021〕5号、青民发〔2021〕6号", None),
        ("无", None),
        ("", None),
    ],
)
def test_the_number_that_a_page_states(stated: str, number: str | None) -> None:
    found = FactBlock(1, (SourceFact("number", "发文字号", stated),)).number
    assert (str(found) if found else None) == number
