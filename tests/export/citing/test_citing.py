from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ISSUER, TITLE, document, issue, number
from gazette_search.export.citing.chinese import gbt7714, gongwen
from gazette_search.export.citing.interchange import to_bibtex, to_csl_json, to_ris
from gazette_search.export.citing.styles import CITING_STYLES
from gazette_search.export.citing.works import CitedWork, work_of
from gazette_search.models import DocumentNumber, IssueInfo

if TYPE_CHECKING:
    from types import ModuleType

GAZETTE = "葫芦岛市人民政府公报"
MEMORIAL = "国务院办公厅、市场监管总局、财政部、应急管理部"
# Whatever a title may hold that BibTeX, RIS or JSON takes for its own.
HOSTILE = r"第1条 {未闭合 50% A&B_c #1 $x ~ ^ \write18{rm} } @misc{x, \n TY  - JOUR"


def work(gazette: str = "", **fields: object) -> CitedWork:
    return work_of(document(**fields), issue(), gazette)


def alone(**fields: object) -> CitedWork:
    """A document that is a file of its own, in no issue."""
    return work_of(document(page=None, **fields), IssueInfo("corpus/23号.docx", format="docx"))


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("关于提高低保标准的通知", "关于提高低保标准的通知"),
        ("关于印发《供热办法》的通知", "关于印发〈供热办法〉的通知"),
        ("关于印发〈供热办法〉的通知", "关于印发〈供热办法〉的通知"),
        ("转发《关于印发〈供热办法〉的通知》的通知", "转发〈关于印发《供热办法》的通知〉的通知"),
        ("关于《甲》和《乙》的决定", "关于〈甲〉和〈乙〉的决定"),
        ("关于印发《供热办法的通知", "关于印发《供热办法的通知"),  # a mark lost: as printed
    ],
)
def test_titles_inside_a_title_change_their_marks(title: str, quoted: str) -> None:
    assert gongwen(work(title=title)) == f"《{quoted}》（葫政办发〔2020〕23号）"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (work(), f"《{TITLE}》（葫政办发〔2020〕23号）"),
        (work(number=DocumentNumber("国务院令", None, 590)), f"《{TITLE}》（国务院令第590号）"),
        (work(number=None), f"《{TITLE}》（2020年3月11日）"),
        (work(number=None, signed_date=None), f"《{TITLE}》"),
        (work(title=""), "葫政办发〔2020〕23号"),
    ],
)
def test_a_document_names_another_by_title_and_number(found: CitedWork, said: str) -> None:
    assert gongwen(found) == said


@pytest.mark.parametrize(
    ("found", "entry"),
    [
        (work(), f"{ISSUER}. {TITLE}：葫政办发〔2020〕23号[Z]. 2020-03-11."),
        (work(GAZETTE), f"{ISSUER}. {TITLE}：葫政办发〔2020〕23号[J]. {GAZETTE}，2020（2）：34."),
        (work(GAZETTE, page=None, number=None), f"{ISSUER}. {TITLE}[J]. {GAZETTE}，2020（2）."),
        (work(number=None), f"{ISSUER}. {TITLE}[Z]. 2020-03-11."),
        (work(title=""), f"{ISSUER}. 葫政办发〔2020〕23号[Z]. 2020-03-11."),
        (work(number=None, signed_date=None, issuer=None), f"{TITLE}[Z]."),
        (work(issuer=MEMORIAL), "国务院办公厅，市场监管总局，财政部，等. "
         f"{TITLE}：葫政办发〔2020〕23号[Z]. 2020-03-11."),
        (alone(), f"{ISSUER}. {TITLE}：葫政办发〔2020〕23号[Z]. 2020-03-11."),
    ],
)  # fmt: skip
def test_an_entry_is_as_the_standard_in_force_wants_it(found: CitedWork, entry: str) -> None:
    assert gbt7714(found) == entry


def test_a_gazette_that_is_named_does_not_make_a_single_file_an_issue() -> None:
    single = work_of(document(), IssueInfo("corpus/23号.docx", format="docx"), GAZETTE)
    assert not single.in_gazette
    assert single.printed_in == ""


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (work(), "hzbf2020-23-"),
        (work(number=number(100, 2021, "辽政发")), "lzf2021-100-"),
        (work(number=DocumentNumber("国令", None, 707)), "gl-707-"),
        (work(number=None), "2020-"),
        (work(number=None, signed_date=None), "document-"),
    ],
)
def test_a_key_is_short_and_ascii(found: CitedWork, key: str) -> None:
    assert re.fullmatch(re.escape(key) + "[0-9a-f]{4}", found.key)


def test_namesakes_have_keys_of_their_own() -> None:
    one, other = (work(number=number(23, 2020, code)).key for code in ("葫政办发", "湖政办发"))
    assert one != other
    assert one[:-4] == other[:-4]


def test_what_an_issue_prints_is_dated_by_the_issue() -> None:
    """A notice of December stands in the first issue of the next year."""
    late = document(signed_date=date(2019, 12, 30))
    printed = work_of(late, issue(published=date(2020, 1, 15)), GAZETTE)
    assert printed.issued == (2020, 1, 15)
    assert work_of(late, issue(published=None), GAZETTE).issued == (2020,)
    assert work_of(late, issue()).issued == (2019, 12, 30)
    assert "note = {葫政办发〔2020〕23号，2019年12月30日}" in to_bibtex([printed])


def given_module(name: str) -> ModuleType:
    found: ModuleType = pytest.importorskip(name)
    return found


WORKS = [
    pytest.param(work(), id="document"),
    pytest.param(work(GAZETTE), id="in a gazette"),
    pytest.param(work(number=None, signed_date=None, issuer=None), id="bare"),
    pytest.param(work(issuer=MEMORIAL), id="joint"),
    pytest.param(work(title=""), id="without a title"),
    pytest.param(work(title=HOSTILE, issuer=HOSTILE, genre=HOSTILE), id="hostile"),
]


@pytest.mark.parametrize("found", WORKS)
def test_a_bibtex_reader_takes_it_in(found: CitedWork) -> None:
    database = given_module("pybtex.database")
    read = database.parse_string(
        to_bibtex([found, work(title="另一件", number=number(9))]), "bibtex"
    )
    assert len(read.entries) == 2
    entry = read.entries[found.key]
    assert entry.type == ("article" if found.in_gazette else "misc")
    names = [str(person).strip("{}") for person in entry.persons.get("author", ())]
    assert len(names) == len(found.organs)
    assert entry.fields["title"].startswith("{") == entry.fields["title"].endswith("}") is True
    if found.title == TITLE:
        assert entry.fields["title"] == f"{{{TITLE}}}"
        assert names == [*found.organs]
    assert entry.fields.get("year", "") == "".join(map(str, found.issued[:1]))


@pytest.mark.parametrize("found", WORKS)
def test_a_ris_reader_takes_it_in(found: CitedWork) -> None:
    rispy = given_module("rispy")
    first, other = rispy.loads(to_ris([found, work(title="另一件")]))
    assert first["title"] == found.name
    assert first.get("authors", []) == [*found.organs]
    assert first["type_of_reference"] == ("JOUR" if found.in_gazette else "GOVDOC")
    assert first["id"] == found.key
    assert other["title"] == "另一件"
    if found.in_gazette:
        assert (first["secondary_title"], first["start_page"]) == (GAZETTE, "34")


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Everything</title><id>everything</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><group delimiter="|">
<names variable="author"><name delimiter="/"/></names>
<text variable="title"/><text variable="number"/>
<text variable="container-title"/><text variable="issue"/><text variable="page"/>
<date variable="issued"><date-part name="year"/><date-part name="month" form="numeric" prefix="."/>
<date-part name="day" prefix="."/></date></group></layout></bibliography></style>"""


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (work(), f"{ISSUER}|{TITLE}|葫政办发〔2020〕23号|2020.3.11"),
        (work(GAZETTE), f"{ISSUER}|{TITLE}|葫政办发〔2020〕23号|{GAZETTE}|2|34|2020.3.15"),
        (
            work(issuer=MEMORIAL),
            f"{MEMORIAL.replace('、', '/')}|{TITLE}|葫政办发〔2020〕23号|2020.3.11",
        ),
        (work(number=None, signed_date=None, issuer=None), TITLE),
    ],
)
def test_a_citation_processor_prints_it(found: CitedWork, printed: str) -> None:
    citeproc = given_module("citeproc")
    source = given_module("citeproc.source.json")
    items = json.loads(to_csl_json([found]))
    style = citeproc.CitationStylesStyle(io.BytesIO(STYLE.encode()), validate=False)
    bibliography = citeproc.CitationStylesBibliography(
        style, source.CiteProcJSON(items), citeproc.formatter.plain
    )
    bibliography.register(citeproc.Citation([citeproc.CitationItem(found.key)]))
    assert str(bibliography.bibliography()[0]) == printed


def test_what_zotero_has_no_field_for_is_in_the_note() -> None:
    """Zotero makes a document of a regulation and reads `number: …` in its field Extra."""
    (item,) = json.loads(to_csl_json([work()]))
    assert item["type"] == "regulation"
    assert item["note"] == "number: 葫政办发〔2020〕23号\n2020年第2期（总第63期）第34页"
    assert item["author"] == [{"literal": ISSUER}]


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_breaks_out_of_an_entry(title: str, organ: str) -> None:
    found = work(title=title, issuer=organ or None)
    bibtex = to_bibtex([found])
    assert bibtex.count("{") == bibtex.count("}")
    assert len(re.findall(r"^@", bibtex, re.MULTILINE)) == 1
    assert len(re.findall(r"^TY  - ", to_ris([found]), re.MULTILINE)) == 1
    (item,) = json.loads(to_csl_json([found]))
    assert item.get("title", "") == found.name
    for style in CITING_STYLES.values():
        assert "\x1b" not in style.write([found])
