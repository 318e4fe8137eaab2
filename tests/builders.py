"""Values for tests, with defaults that quote the gazette; every field can be given instead."""

from __future__ import annotations

from datetime import date
from typing import Any

from gazette_search.models import (
    Attachment,
    Block,
    Citation,
    Deadline,
    Diagnostic,
    Document,
    DocumentNumber,
    Duty,
    DutyUnit,
    IssueInfo,
    LineCounts,
    TaskSpan,
    TocEntry,
)
from gazette_search.search.duties import AssignedDuty, DutyList
from gazette_search.search.reports import (
    CheckedIssue,
    CheckReport,
    CitedBy,
    EmbedReport,
    HeldDocument,
    IndexReport,
    IssueContents,
    Listing,
    ShownDocument,
)
from gazette_search.search.results import Hit, IndexState, Passage, SearchResult
from gazette_search.search.trends import Trend, TrendCount, TrendGroup

# The notice on 低保 of 2020, corpus/2020-02.txt, lines 1097 to 1150.
FILE = "corpus/2020-02.txt"
NUMBER = DocumentNumber("葫政办发", 2020, 23)
TITLE = "葫芦岛市人民政府办公室关于提高城乡居民最低生活保障、特困人员救助供养标准的通知"
ISSUER = "葫芦岛市人民政府办公室"
ADDRESSEE = "各县（市）区人民政府，各市属开发区管委会，市政府各部门"
PATH = ("一、提高标准", "（一）最低生活保障标准。")
ANSWER = "农村低保标准，全市统一提高到每人每年4425元。"
# One of the longest sentences, line 1130, with 低保标准 and 低保对象 in it.
LONG = (
    "“连续发放价格临时补贴达6个月以上，要提高城乡低保标准或失业保险金标准”，是省委、省政府和市委、"
    "市政府确定的缓解物价上涨压力、保障困难群众基本生活的重要举措。各地区要切实加强领导，精心组织，"
    "周密部署，全力落实。各地区民政部门要积极会同财政等部门制定工作方案，合理测算提标资金需求。"
    "各地区财政部门要及时筹措落实所需资金，确保足额到位。（责任部门：各县〈市〉区政府）"
)


def number(serial: int = 23, year: int = 2020, agency_code: str = "葫政办发") -> DocumentNumber:
    """葫政办发〔2020〕23号."""
    return DocumentNumber(agency_code, year, serial)


def issue(**fields: Any) -> IssueInfo:
    """2020年第2期(总第63期)."""
    published = date(2020, 3, 15)
    defaults = {"file": FILE, "year": 2020, "number": 2, "serial": 63, "published": published}
    return IssueInfo(**{**defaults, **fields})


def block(text: str = ANSWER, **fields: Any) -> Block:
    """A paragraph."""
    return Block(
        **{"kind": "paragraph", "text": text, "lines": (1111, 1111), "path": PATH, **fields}
    )


def document(**fields: Any) -> Document:
    """The notice on 低保, its beginning and its end."""
    defaults: dict[str, Any] = {
        "number": NUMBER,
        "title": TITLE,
        "lines": (1097, 1147),
        "masthead": "葫芦岛市人民政府文件",
        "toc_title": TITLE,
        "page": 34,
        "genre": "通知",
        "issuer": ISSUER,
        "signed_date": date(2020, 3, 11),
        "addressee": ADDRESSEE,
        "disclosure": "（此件公开发布）",
        "blocks": blocks(),
        "citations": (citation(),),
    }
    return Document(**{**defaults, **fields})


def blocks() -> tuple[Block, ...]:
    """The blocks of the notice, and a table as another document prints one."""
    return (
        block("葫芦岛市人民政府文件", kind="masthead", lines=(1095, 1095), path=()),
        block("葫政办发〔2020〕23号", kind="number", lines=(1097, 1097), path=()),
        block(TITLE, kind="title", lines=(1099, 1099), path=()),
        block(f"{ADDRESSEE}：", kind="addressee", lines=(1101, 1101), path=()),
        block("一、提高标准", kind="heading", lines=(1105, 1105), path=(), level=1, marker="一、"),
        block(
            "（一）最低生活保障标准。",
            kind="heading",
            lines=(1107, 1107),
            path=PATH[:1],
            level=2,
            marker="（一）",
        ),
        block(),
        block(LONG, lines=(1130, 1130), path=("四、工作要求",)),
        block(ISSUER, kind="signature", lines=(1143, 1143), path=()),
        block("2020年3月11日", kind="date", lines=(1145, 1145), path=()),
        block("（此件公开发布）", kind="disclosure", lines=(1147, 1147), path=()),
    )


def citation(**fields: Any) -> Citation:
    """What the notice rests on."""
    defaults: dict[str, Any] = {
        "raw": "辽政办发〔2016〕141号",
        "number": "辽政办发〔2016〕141号",
        "title": "辽宁省人民政府办公厅关于进一步完善全省社会救助和保障标准与物价上涨挂钩"
        "联动机制的通知",
        "relation": "basis",
        "scope": "document",
        "lines": (1103, 1103),
    }
    return Citation(**{**defaults, **fields})


def attachment(**fields: Any) -> Attachment:
    """附件 of the notice on river sections, corpus/2020-02.txt."""
    defaults: dict[str, Any] = {
        "kind": "annex",
        "label": "附件：",
        "title": "葫芦岛市河流断面考核目标",
        "lines": (1338, 1360),
    }
    return Attachment(**{**defaults, **fields})


def passage(text: str = ANSWER, **fields: Any) -> Passage:
    """The sentence that answers 农村低保标准."""
    defaults: dict[str, Any] = {"path": PATH, "lines": (1111, 1111), "highlights": ((0, 6),)}
    return Passage(text, **{**defaults, **fields})


def hit(rank: int = 1, **fields: Any) -> Hit:
    """The notice with two passages."""
    start = LONG.index("低保标准")
    long = passage(
        LONG,
        path=("四、工作要求", "（一）加强组织领导，密切部门协作。"),
        lines=(1130, 1130),
        highlights=((start, start + 4),),
    )
    defaults: dict[str, Any] = {
        "score": 12.5,
        "document": document(),
        "issue": issue(),
        "passages": (passage(), long),
        "title_highlights": ((TITLE.index("最低生活保障"), TITLE.index("、特困")),),
    }
    return Hit(rank, **{**defaults, **fields})


def state(**fields: Any) -> IndexState:
    """An index that is up to date."""
    defaults: dict[str, Any] = {"generation": "g0001", "updated": "2020-03-16T09:00:00+00:00"}
    return IndexState(**{**defaults, **fields})


def result(*hits: Hit, **fields: Any) -> SearchResult:
    """One hit for 农村低保标准 unless others are given."""
    found = hits or (hit(),)
    defaults: dict[str, Any] = {
        "query": "农村低保标准",
        "parsed": "农村低保标准",
        "terms": ("农村", "低保", "标准"),
        "total": len(found),
        "hits": found,
        "index": state(),
    }
    return SearchResult(**{**defaults, **fields})


def nothing(query: str = "火星移民", **fields: Any) -> SearchResult:
    """A search that found nothing."""
    return SearchResult(
        **{"query": query, "parsed": query, "terms": (query,), "total": 0, "hits": (),
           "index": state(), **fields}
    )  # fmt: skip


def held(**fields: Any) -> HeldDocument:
    """The notice in its issue."""
    return HeldDocument(document(**fields), issue())


def shown(**fields: Any) -> ShownDocument:
    """The notice to read, cited by a later one."""
    defaults: dict[str, Any] = {
        "held": held(),
        "cited_by": (CitedBy("葫政办发〔2021〕5号", "cites", (40, 40)),),
    }
    return ShownDocument(**{**defaults, **fields})


def listing(*documents: HeldDocument, **fields: Any) -> Listing:
    """Two documents and their counts."""
    other = held(
        number=number(24),
        title="葫芦岛市人民政府办公室关于印发葫芦岛市改革完善医疗卫生行业综合监管制度实施方案的通知",
        page=36,
        signed_date=date(2020, 3, 12),
        lines=(1151, 1255),
    )
    defaults: dict[str, Any] = {
        "documents": documents or (held(), other),
        "total": len(documents) or 2,
        "facets": {"issue": (("2020年第2期", 2),), "genre": (("通知", 2),)},
        "index": state(),
    }
    return Listing(**{**defaults, **fields})


def duty(**fields: Any) -> Duty:
    """What line 1131 of the notice assigns, with a term of its own."""
    defaults: dict[str, Any] = {
        "task": "各地区要采取调整预算支出结构和增加资金安排等措施，足额筹集资金。",
        "path": ("二、落实资金保障",),
        "lines": (1131, 1131),
        "unit_lines": (1131, 1131),
        "span": TaskSpan(6, 0, 6, 32),
        "units": (
            DutyUnit("各县〈市〉区政府", "各县〈市〉区政府", "lead"),
            DutyUnit("市财政局", "市财政局", "cooperating"),
            DutyUnit("市民政局", "民政局", "cooperating"),
        ),
        "leaders": ("马文志",),
        "deadlines": (Deadline("今年3月底前", date(2020, 3, 31)),),
    }
    return Duty(**{**defaults, **fields})


def duty_list(*duties: Duty, **fields: Any) -> DutyList:
    """Duties of one unit, all of one document."""
    found = tuple(
        AssignedDuty(document(), issue(), one, ("市民政局",)) for one in duties or (duty(),)
    )
    defaults: dict[str, Any] = {
        "unit": "市民政局",
        "duties": found,
        "total": len(found),
        "index": state(),
    }
    return DutyList(**{**defaults, **fields})


def contents(**fields: Any) -> IssueContents:
    """Two entries of the issue, one without a body."""
    entries = (
        TocEntry(TITLE, NUMBER, 34, "葫政办发文件", (31, 31)),
        TocEntry(
            "葫芦岛市人民政府办公室关于印发葫芦岛市河流断面水质污染补偿办法的通知",
            number(28),
            46,
            "葫政办发文件",
            (35, 35),
        ),
    )
    return IssueContents(
        **{"issue": issue(), "entries": entries, "held": frozenset(entries[:1]), **fields}
    )


def check_report(**fields: Any) -> CheckReport:
    """One issue whose lines are all accounted for, and one problem."""
    problem = Diagnostic(
        "toc-document-missing", "目录有葫政办发〔2020〕28号，正文没有", FILE, 35, str(number(28))
    )
    accounts = CheckedIssue(issue(), 8, 8, LineCounts(1400, 700, 60, 639, 1, 0))
    return CheckReport(**{"issues": (accounts,), "problems": (problem,), **fields})


def trend(**fields: Any) -> Trend:
    """低保 and 疫情 over three years, one document without a date."""
    counts = {"2018": ((4, 16), (0, 0)), "2019": ((3, 25), (1, 3)), "2020": ((2, 15), (2, 3))}
    held = {"2018": 19, "2019": 16, "2020": 9}
    defaults: dict[str, Any] = {
        "queries": ("低保", "疫情"),
        "by": "year",
        "groups": tuple(
            TrendGroup(year, held[year], tuple(TrendCount(*pair) for pair in pairs))
            for year, pairs in counts.items()
        ),
        "unknown": TrendGroup("", 1, (TrendCount(1, 2), TrendCount())),
        "held": 45,
        "index": state(),
    }
    return Trend(**{**defaults, **fields})


def embed_report(**fields: Any) -> EmbedReport:
    """Twelve vectors made, the rest had them."""
    defaults: dict[str, Any] = {
        "model": "senses-1",
        "made": 12,
        "stretches": 2012,
        "seconds": 1.25,
        "generation": "g0003",
    }
    return EmbedReport(**{**defaults, **fields})


def index_report(**fields: Any) -> IndexReport:
    """One issue added to one that did not change."""
    defaults: dict[str, Any] = {
        "added": (FILE,),
        "changed": (),
        "removed": (),
        "unchanged": ("corpus/2020-01.txt",),
        "failed": (),
        "documents": 20,
        "seconds": 1.25,
        "generation": "g0002",
    }
    return IndexReport(**{**defaults, **fields})
