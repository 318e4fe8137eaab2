"""What files do that a good engineer would not guess, each with the test that holds us to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gazette_search.ingestion.formats.geometry.reading import read_pages
from typesetting import Sheet

HERE = Path(__file__).parent

# What was seen in libraries and files, and where it is tested that it does not happen here.
SURPRISES = [
    ("inserted text of a tracked change is missing: 由4425元 → 由元",
     "word/test_document.py::test_a_tracked_change_is_read_as_accepted_and_told"),
    ("deleted and inserted text run together: 由42604425元",
     "test_office.py::test_a_tracked_change_is_taken_out_before_the_pages_are_drawn"),
    ("automatic numbers 一、（一） are lost or become 1.",
     "word/test_document.py::test_automatic_numbers_are_those_that_are_printed"),
    ("a list that begins anew counts on, or one that goes on begins anew",
     "word/test_document.py::test_a_list_that_begins_anew_does_and_one_that_goes_on_does"),
    ("45m²—60m²: raised figures move behind the line",
     "geometry/test_reading.py::test_a_raised_figure_is_marked_and_stays_in_its_place"),
    ("a character that the font lacks is drawn behind its line",
     "geometry/test_reading.py::test_the_order_in_which_characters_are_drawn_does_not_matter"),
    ("the mark of a footnote joins the number before it: 44251",
     "geometry/test_reading.py::test_a_footnote_stands_behind_its_paragraph_and_its_mark_is_gone"),
    ("the same mark without its note on the page",
     "geometry/test_reading.py::test_a_mark_without_a_note_never_joins_the_figure_before_it"),
    ("two columns are read across",
     "geometry/test_reading.py::test_paragraphs_come_back_from_any_columns"),
    ("a font that is not embedded gives no text at all",
     "pdf/test_reading.py::test_two_columns_come_back_as_paragraphs_with_their_pages"),
    ("a GBK page that declares gb2312 ends at 镕",
     "web/test_page.py::test_the_encoding_is_that_of_the_bytes_and_not_what_the_page_declares"),
    ("text in a composite unit of an OFD is not found",
     "ofd/test_document.py::test_text_of_a_composite_unit_is_read_where_it_is_placed"),
    ("the masthead stands on a template of an OFD",
     "ofd/test_document.py::test_a_template_stands_on_each_page_that_uses_it"),
    ("each character of an OFD is an object of its own",
     "ofd/test_document.py::test_one_object_for_each_character_gives_paragraphs"),
    ("type is drawn twice to look bold",
     "geometry/test_reading.py::test_type_that_is_drawn_twice_to_look_bold_is_read_once"),
    ("radicals and compatibility ideographs, 2014\u00ad2020",
     "test_folding.py::test_what_looks_alike_becomes_what_it_shows"),
    ("a text layer tells lies: 犻犳犻犮 for ific",
     "pdf/test_reading.py::test_a_layer_that_is_not_what_is_shown_is_told"),
    ("characters that only the file's font can tell",
     "test_reading.py::test_characters_that_only_a_font_can_tell_are_counted"),
    ("one glyph stands for the two characters of ——",
     "pdf/test_reading.py::test_characters_that_one_glyph_stands_for_share_its_box"),
    ("spaces between Han characters and figures that nobody typed",
     "test_surprises.py::test_gaps_beside_figures_are_no_spaces"),
    ("ticked boxes and circled numbers made by fields or fonts",
     "word/test_document.py::test_signs_that_are_stored_by_other_means"),
    ("a text box is read twice or not at all",
     "word/test_document.py::test_a_text_box_is_read_once_before_what_it_stands_at"),
    ("content controls, smart tags and pinyin lose their text",
     "word/test_document.py::test_what_is_inside_other_elements_is_read_once"),
    ("a content control around paragraphs",
     "word/test_document.py::test_a_block_inside_a_content_control_is_read"),
    ("hidden text is printed", "word/test_document.py::test_hidden_text_is_left_out_and_told"),
    ("heads and feet stand in the text",
     "word/test_document.py::test_heads_feet_and_comments_are_not_read"),
    ("merged cells are repeated or shift their row",
     "word/test_document.py::test_tables_with_merged_cells_and_numbers_in_them"),
    ("numbers of <ol>, 45m 2, display:none, scripts",
     "web/test_page.py::test_lines_are_those_that_a_browser_sets"),
    ("a DTD, an entity", "test_zipped.py::test_xml_that_is_not_safe_or_not_whole_is_refused"),
    ("450 KB unpack to 150 MB", "test_zipped.py::test_a_part_is_unpacked_within_its_limit"),
    ("nesting without end", "word/test_document.py::test_what_nests_without_end_is_refused"),
    ("a Word file is nothing but scanned pages",
     "word/test_pictures.py::test_a_file_of_nothing_but_scans_says_what_to_run"),
    ("5‰ is read off an image as 5 %, 1200㎡ as 1200m",
     "recognition/test_pages.py::test_what_was_seen_stands_for_the_image"),
    ("a date under a red seal, a masthead in red",
     "seeing/test_seer.py::test_a_scanned_notice_is_read"),
]  # fmt: skip


@pytest.mark.parametrize(("surprise", "test"), SURPRISES, ids=[one for one, _ in SURPRISES])
def test_each_surprise_has_its_test(surprise: str, test: str) -> None:
    file, _, name = test.partition("::")
    source = (HERE / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}\(", source, re.MULTILINE), surprise


def test_gaps_beside_figures_are_no_spaces() -> None:
    """Word sets a quarter of a character between them; pdfium calls that gap a space."""
    sheet = Sheet()
    x = 80.0
    for piece in ("自", "2020", "年", "2", "月", "1", "日起，标准为", "4425", "元。"):
        x = sheet.text(x, 100, piece) + 3
    (line,) = [line.text for line in read_pages([sheet.page()]) if line.text]
    assert line == "自2020年2月1日起，标准为4425元。"
