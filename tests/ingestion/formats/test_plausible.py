from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.plausible import is_doubtful

TEXT = (
    "各县（市）区人民政府，市政府各部门：为提高城乡居民最低生活保障标准，现将有关事项通知如下。" * 5
)
RARE = "犻犳犻犮犪狋犻狅狀狊狆狉狏狑" * 20


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        (TEXT, False),
        (RARE, True),  # italic Latin letters that a font calls Han characters
        ("KLMNO PQRST ＧＢ／Ｔ " * 30, True),
        ("\ue011\ue012\ue013" * 30 + TEXT, True),
        ("\ufffd" * 100 + TEXT, True),
        (TEXT[:60], False),  # too little to tell
        ("1,234.5 67.8% " * 100 + TEXT, False),  # a page of figures
    ],
)
def test_a_layer_that_is_not_what_is_shown(text: str, doubtful: bool) -> None:
    assert is_doubtful(text) is doubtful
