from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, document, issue, number
from gazette_search.models import SELF, Attachment, NumberedTarget, Statement, Title
from gazette_search.search.force.validity import ValidityReader
from memory_index import MemoryIndex

if TYPE_CHECKING:
    from gazette_search.models import About, Document, StatementKind
    from gazette_search.search.force.validity import Validity

ISSUE = issue()  # published on 2020-03-15
LATER_ISSUE = issue(file="corpus/2021-01.txt", year=2021, number=1, published=date(2021, 1, 15))
ABOUT = NumberedTarget(str(number()))
LATER = date(2022, 1, 1)
OLD_NUMBER = "葫政办发〔2017〕259号"
OLD_TITLE = "葫芦岛市人民政府办公室关于印发葫芦岛市河流断面水质污染补偿办法（试行）的通知"


def _states(kind: StatementKind, about: About = SELF, **fields: Any) -> Statement:
    return Statement(kind, about, "原话。", (1334, 1334), **fields)


def _document(*statements: Statement, **fields: Any) -> Document:
    return document(**{"signed_date": date(2020, 3, 11), "statements": statements, **fields})


def _repealing(*statements: Statement, **fields: Any) -> Document:
    later: dict[str, Any] = {"number": number(1, 2021), "signed_date": date(2021, 1, 4)}
    return _document(*statements, **{**later, "title": "关于另一件事的通知", **fields})


def _of(judged: Document, as_of: date, *others: Document) -> Validity:
    held = [(judged, ISSUE), *((other, LATER_ISSUE) for other in others)]
    return ValidityReader(MemoryIndex(held), as_of).of_document(judged, ISSUE)


@pytest.mark.parametrize(
    ("statements", "as_of", "status", "certain"),
    [
        ((), date(2030, 1, 1), "none", True),
        ((), date(2020, 3, 10), "not_yet", True),
        # 自发布之日起: signed on 11 March, in the gazette of 15 March
        ((_states("effective", event="发布"),), date(2020, 3, 12), "not_yet", False),
        ((_states("effective", event="发布"),), date(2020, 3, 15), "none", True),
        ((_states("effective", event="印发"),), date(2020, 3, 12), "none", True),
        ((_states("effective", event="公布", days=30),), date(2020, 4, 9), "not_yet", True),
        ((_states("effective", event="公布", days=30),), date(2020, 4, 14), "none", True),
        ((_states("effective", day=date(2020, 7, 1)),), date(2020, 6, 30), "not_yet", True),
        ((_states("effective", day=date(2020, 7, 1)),), date(2020, 7, 1), "none", True),
        # two years without a beginning: to 10 or 14 March 2022
        ((_states("term", months=24),), date(2022, 3, 10), "none", True),
        ((_states("term", months=24),), date(2022, 3, 11), "expired", False),
        ((_states("term", months=24),), date(2022, 3, 14), "expired", False),
        ((_states("term", months=24),), date(2022, 3, 15), "expired", True),
        (
            (_states("effective", day=date(2020, 2, 29)), _states("term", months=12)),
            date(2021, 2, 28),
            "expired",
            True,
        ),
        ((_states("expires", day=date(2021, 12, 31)),), date(2021, 12, 31), "none", True),
        ((_states("expires", day=date(2021, 12, 31)),), date(2022, 1, 1), "expired", True),
        # an end that has come for sure beside one that may have come
        (
            (_states("expires", day=date(2021, 12, 31)), _states("term", months=24)),
            date(2022, 3, 14),
            "expired",
            False,
        ),
        (
            (_states("expires", day=date(2021, 12, 31)), _states("term", months=24)),
            date(2022, 3, 15),
            "expired",
            True,
        ),
        # of one provision only
        (
            (_states("expires", day=date(2021, 12, 31), scope="clause"),),
            date(2022, 1, 1),
            "none",
            True,
        ),
        (
            (_states("effective", day=date(2030, 1, 1), scope="clause"),),
            date(2021, 1, 1),
            "none",
            True,
        ),
    ],
)
def test_what_a_document_says_of_itself(
    statements: tuple[Statement, ...], as_of: date, status: str, certain: bool
) -> None:
    found = _of(_document(*statements), as_of)
    assert (found.status, found.certain) == (status, certain)
    assert len(found.evidence) == len(statements)


@pytest.mark.parametrize(
    ("statement", "as_of", "status", "certain"),
    [
        (_states("repealed", ABOUT), date(2021, 1, 3), "none", True),
        (_states("repealed", ABOUT), date(2021, 1, 4), "repealed", True),
        (_states("repealed", ABOUT, day=date(2021, 6, 1)), date(2021, 5, 31), "none", True),
        (_states("repealed", ABOUT, day=date(2021, 6, 1)), date(2021, 6, 1), "repealed", True),
        (_states("partly_repealed", ABOUT, scope="clause"), LATER, "partly_repealed", True),
        (_states("amended", ABOUT, scope="clause"), LATER, "amended", True),
        (_states("repealed", NumberedTarget(str(number(24)))), LATER, "none", True),
        (_states("repealed", NumberedTarget("辽政办发〔2020〕23号")), LATER, "none", True),
        # A title that has nothing in common with it: one of the two was misprinted.
        (_states("repealed", ABOUT, title="农业机械购置补贴实施细则"), LATER, "repealed", False),
    ],
)
def test_what_others_say(statement: Statement, as_of: date, status: str, certain: bool) -> None:
    found = _of(_document(), as_of, _repealing(statement))
    assert (found.status, found.certain) == (status, certain)


@pytest.mark.parametrize(
    ("cited", "certain"),
    [
        (("关于提高低保标准的通知", "关于提高低保标准的通知"), True),
        (("关于提高低保标准的通知", None), True),
        (("关于提高低保标准的通知", "农业机械购置补贴实施细则"), False),
        ((None, "农业机械购置补贴实施细则"), False),
    ],
)
def test_one_title_that_does_not_agree_leaves_a_repeal_uncertain(
    cited: tuple[str | None, ...], certain: bool
) -> None:
    judged = _document(title="葫芦岛市人民政府关于提高低保标准的通知")
    stated = [_states("repealed", ABOUT, title=title) for title in cited]
    found = _of(judged, LATER, _repealing(*stated))
    assert (found.status, found.certain, len(found.proof)) == ("repealed", certain, 2)


def test_a_repeal_begins_with_the_document_that_states_it() -> None:
    repealing = _repealing(_states("effective", event="发布"), _states("repealed", ABOUT))
    assert _of(_document(), date(2021, 1, 10), repealing).certain is False
    certain = _of(_document(), date(2021, 1, 15), repealing)
    assert [(c.day, c.basis) for c in certain.proof[0].days] == [
        (date(2021, 1, 4), "signed"),
        (date(2021, 1, 15), "published"),
    ]


def test_a_document_signed_later_is_not_meant() -> None:
    repealing = _repealing(_states("repealed", ABOUT), signed_date=date(2020, 3, 10))
    found = _of(_document(), LATER, repealing)
    assert (found.status, found.proof) == ("none", ())
    assert [each.phase for each in found.evidence] == ["earlier"]  # told, not counted


def test_a_later_document_prolongs_a_term() -> None:
    own = _document(_states("term", months=12))
    longer = _repealing(_states("expires", ABOUT, day=date(2022, 12, 31)))
    assert _of(own, date(2022, 1, 1)).status == "expired"
    assert _of(own, date(2022, 1, 1), longer).status == "none"
    assert _of(own, date(2023, 1, 1), longer).status == "expired"


@pytest.mark.parametrize(
    ("title", "cited", "status"),
    [
        ("葫芦岛市人民政府办公室关于提高低保标准的通知", "关于提高低保标准的通知", "repealed"),
        ("关于印发葫芦岛市河道管理办法的通知", "葫芦岛市河道管理办法", "repealed"),
        ("关于印发葫芦岛市河道管理办法的通知", "葫芦岛市河道管理办法（试行）", "none"),
        ("关于印发葫芦岛市河道管理办法（试行）的通知", "葫芦岛市河道管理办法", "none"),
        ("关于公布征收方案（二期）的决定", "关于公布征收方案（一期）的决定", "none"),
        ("关于修改葫芦岛市河道管理办法的通知", "葫芦岛市河道管理办法", "none"),
    ],
)
def test_a_title_must_be_the_whole_title(title: str, cited: str, status: str) -> None:
    judged = _document(title=title, toc_title=None)
    repealing = _repealing(_states("repealed", Title(cited), title=cited))
    assert _of(judged, LATER, repealing).status == status


def test_a_title_that_two_documents_bear_means_neither() -> None:
    title = "关于提高低保标准的通知"
    one, other = _document(title=title), _document(title=title, number=number(24))
    repealing = _repealing(_states("repealed", Title(title), title=title))
    assert _of(one, date(2022, 1, 1), other, repealing).status == "none"


@pytest.mark.parametrize("title", ["葫芦岛市河道管理办法", "关于印发葫芦岛市河道管理办法的通知"])
def test_a_text_that_repeals_the_one_of_its_own_title_means_an_earlier_one(title: str) -> None:
    """原《葫芦岛市河道管理办法》同时废止, says the new one; whether it is held or not."""
    repeal = _states("repealed", Title("葫芦岛市河道管理办法"), title="葫芦岛市河道管理办法")
    new = _repealing(repeal, title=title, toc_title=None)
    held = [(new, LATER_ISSUE)]
    found = ValidityReader(MemoryIndex(held), LATER).of_document(new, LATER_ISSUE)
    assert (found.status, found.evidence) == ("none", ())
    old = _document(title="葫芦岛市河道管理办法", toc_title=None)
    assert _of(old, LATER, new).status == "repealed"


def test_the_enclosed_text_is_the_document() -> None:
    enclosed = Attachment("enclosed", None, "葫芦岛市河道管理办法", (1, 2))
    judged = _document(attachments=(enclosed,), title="关于印发葫芦岛市河道管理办法的通知")
    repealing = _repealing(_states("repealed", Title("葫芦岛市河道管理办法")))
    assert _of(judged, LATER, repealing).status == "repealed"


def test_a_document_that_is_only_cited() -> None:
    repealing = _repealing(_states("repealed", NumberedTarget(OLD_NUMBER), title=OLD_TITLE))
    reader = ValidityReader(MemoryIndex([(repealing, LATER_ISSUE)]), date(2022, 1, 1))
    found = reader.of_number(OLD_NUMBER, OLD_TITLE)
    assert (found.status, found.certain) == ("repealed", True)
    assert (found.proof[0].number, found.proof[0].place.file) == (
        "葫政办发〔2021〕1号",
        "corpus/2021-01.txt",
    )
    assert reader.of_number("葫政办发〔2017〕25号").status == "none"


def test_the_sentence_of_the_text_proves_rather_than_a_title() -> None:
    blocks = (block("关于废止…的通知", kind="title"), block("原话。"))
    repealing = _repealing(
        _states("repealed", ABOUT, block=0), _states("repealed", ABOUT, block=1), blocks=blocks
    )
    found = _of(_document(), LATER, repealing)
    assert [(each.statement.block, each.repeating) for each in found.evidence] == [
        (1, False),
        (0, True),
    ]


_STATEMENTS = st.builds(
    _states,
    st.sampled_from(["repealed", "partly_repealed", "amended", "effective", "expires", "term"]),
    day=st.none() | st.dates(),
    event=st.sampled_from(["", "发布", "印发"]),
    days=st.integers(0, 999),
    months=st.integers(0, 1200),
    scope=st.sampled_from(["document", "clause"]),
)


@given(st.lists(_STATEMENTS, max_size=4), st.none() | st.dates(), st.dates())
def test_every_verdict_has_its_proof(
    statements: list[Statement], signed: date | None, as_of: date
) -> None:
    found = _of(_document(*statements, signed_date=signed), as_of)
    assert len(found.evidence) == len(statements)
    assert set(found.proof) <= set(found.evidence)
    unsigned = signed is not None and as_of < signed
    assert bool(found.proof) == (found.status != "none" and not unsigned)
