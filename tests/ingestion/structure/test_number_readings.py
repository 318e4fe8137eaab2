from __future__ import annotations

import pytest

from gazette_search.ingestion.pipeline import parse_issue
from gazette_texts import document_text, issue_text

OFFICE = "葫芦岛市人民政府办公室"
EASY, CLEAR = (f"{OFFICE}关于印发{plan}的通知" for plan in ("夜经济发展方案", "河道清理规定"))
# Titles that the contents print and no document has, too far from those above to be theirs.
ELSE, THIRD = f"{OFFICE}关于表彰先进集体的决定", f"{OFFICE}关于调整领导小组成员的函"
LISTED = "葫政办发〔2020〕10号"


def numbers(contents: dict[str, str], *documents: tuple[str, str]) -> list[str | None]:
    """What becomes of the numbers of documents, each given by its title and number line."""
    entries = tuple(
        f"{title}{number}……({page})" for page, (title, number) in enumerate(contents.items(), 1)
    )
    texts = [document_text(title=title, number=line) for title, line in documents]
    found = parse_issue(issue_text(*texts, contents=entries), "x").documents
    assert [each.title for each in found] == [title for title, _ in documents]
    return [str(each.number) if each.number else None for each in found]


@pytest.mark.parametrize(
    ("contents", "others", "number"),
    [
        ({ELSE: LISTED}, [], LISTED),
        # Two fit, so neither is taken.
        ({ELSE: LISTED, THIRD: "葫政办发〔2020〕1号"}, [], None),
        # Another document bears it, ...
        ({ELSE: LISTED}, [(CLEAR, LISTED)], None),
        # ... or it is that of another title, whose line was lost as well.
        ({CLEAR: LISTED}, [(CLEAR, "葫政办发〔2020〕10")], None),
        # Nothing in the contents comes near it.
        ({ELSE: "葫政发〔2019〕3号"}, [], None),
    ],
)
def test_a_damaged_number_is_the_only_one_of_the_contents_that_it_can_be(
    contents: dict[str, str], others: list[tuple[str, str]], number: str | None
) -> None:
    found = numbers(contents, (EASY, "葫政办发〔2020〕10"), *others)
    assert found[0] == number
    assert found[1:] == [LISTED] * len(others)


def test_a_damaged_number_whose_title_has_one_is_not_that_of_a_third_title() -> None:
    contents = {EASY: "葫政发〔2019〕3号", ELSE: LISTED}
    documents = (EASY, "葫政办发〔2020〕10"), (CLEAR, "葫政发〔2019〕3号")
    assert numbers(contents, *documents) == [None, None]


@pytest.mark.parametrize(
    ("printed", "told", "others", "number"),
    [
        # The first character of a code is of its agency's name; an engine took it for another.
        ("茄政办发〔2020〕10号", LISTED, [], LISTED),
        ("胡政办发〔2020〕10号", LISTED, [], LISTED),
        # Both are of the name, or only the one that is printed: nothing tells which is right.
        ("芦政办发〔2020〕10号", LISTED, [], None),
        (LISTED, "茄政办发〔2020〕10号", [], None),
        ("茄政办发〔2020〕10号", "胡政办发〔2020〕10号", [], None),
        # What the agency's other documents bear does.
        ("芦政办发〔2020〕10号", LISTED, [(CLEAR, "葫政办发〔2020〕11号")], LISTED),
        (LISTED, "芦政办发〔2020〕10号", [(CLEAR, "葫政办发〔2020〕11号")], None),
        ("芦政办发〔2020〕10号", LISTED, [(CLEAR, "葫政发〔2020〕11号")], None),
    ],
)
def test_of_two_codes_the_one_of_the_agency_is_right(
    printed: str, told: str, others: list[tuple[str, str]], number: str | None
) -> None:
    contents = {EASY: told, **dict(others)}
    assert numbers(contents, (EASY, printed), *others)[0] == number


def test_a_code_that_a_document_bears_besides_the_contents_is_the_right_one() -> None:
    documents = (EASY, "芦政办发〔2020〕10号"), (CLEAR, "葫政办发〔2020〕11号")
    assert numbers({EASY: LISTED}, *documents)[0] == LISTED


NINTH, ELEVENTH, TWELFTH = (f"葫政办发〔2020〕{serial}号" for serial in (9, 11, 12))


@pytest.mark.parametrize(
    ("contents", "above", "behind", "number"),
    [
        # The contents give the printed one to another title, ...
        ({EASY: LISTED, ELSE: TWELFTH}, [], [], LISTED),
        # ... or two documents bear it, ...
        ({EASY: LISTED}, [(CLEAR, TWELFTH)], [], LISTED),
        # ... or of the two only that of the contents stands between its neighbours.
        ({EASY: LISTED}, [(CLEAR, NINTH)], [(THIRD, ELEVENTH)], LISTED),
        # Both stand there, neither does, or only the printed one does: nothing tells.
        ({EASY: LISTED}, [(CLEAR, NINTH)], [(THIRD, "葫政办发〔2020〕13号")], None),
        (
            {EASY: LISTED},
            [(CLEAR, "葫政办发〔2020〕20号")],
            [(THIRD, "葫政办发〔2020〕30号")],
            None,
        ),
        ({EASY: LISTED}, [(CLEAR, ELEVENTH)], [(THIRD, "葫政办发〔2020〕13号")], None),
        # Another document bears that of the contents.
        ({EASY: LISTED}, [(CLEAR, TWELFTH)], [(THIRD, LISTED)], None),
        # Too far from each other for a slip: the line is right.
        ({EASY: "葫政发〔2019〕3号"}, [], [], TWELFTH),
    ],
)
def test_of_two_serials_the_one_that_its_neighbours_leave_room_for_is_right(
    contents: dict[str, str],
    above: list[tuple[str, str]],
    behind: list[tuple[str, str]],
    number: str | None,
) -> None:
    assert numbers(contents, *above, (EASY, TWELFTH), *behind)[len(above)] == number


@pytest.mark.parametrize(
    ("others", "number"),
    [
        ([], "芦政办发〔2020〕10号"),
        ([NINTH], "芦政办发〔2020〕10号"),  # one bears either: nothing tells which is wrong
        ([NINTH, ELEVENTH], None),
        ([NINTH, ELEVENTH, TWELFTH], None),
        (["葫政办函〔2020〕9号", "葫政办函〔2020〕11号"], "芦政办发〔2020〕10号"),
    ],
)
def test_a_code_is_odd_beside_two_of_the_same_agency_that_differ_by_a_character(
    others: list[str], number: str | None
) -> None:
    beside = list(zip((CLEAR, ELSE, THIRD), others, strict=False))
    assert numbers({}, (EASY, "芦政办发〔2020〕10号"), *beside)[0] == number
