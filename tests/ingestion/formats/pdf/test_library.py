"""What is read from a PDF does not hang on the fonts of the machine."""

from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.pdf.document import pdf_text
from gazette_search.ingestion.formats.pdf.library import MEASURING_FONTS
from ingestion.formats.pdf.any_font import any_font
from typesetting import Sheet, pdf

# Every kind of character that a gazette prints; fonts of old files are seldom in them.
TEXTS = (
    "农村低保标准，全市统一提高到每人每年4425元。",
    "葫政办发〔2020〕23号",
    "增长率不低于5‰，面积20㎡；“一网通办”——",
    "①总则　②附则　Ⅲ类 α β",
    "繁體字：國務院辦公廳",
    "みなと 서울",
)


@pytest.mark.parametrize("text", TEXTS)
def test_text_whose_font_is_not_in_the_file(text: str) -> None:
    sheet = Sheet()
    sheet.text(72, 100, text)
    (line,) = pdf_text(pdf([sheet]), "some.pdf").lines
    assert line.text.split() == text.split()


def test_the_font_is_what_its_recipe_makes() -> None:
    pytest.importorskip("fontTools")
    assert (MEASURING_FONTS / "any.ttf").read_bytes() == any_font()
