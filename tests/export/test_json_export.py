from __future__ import annotations

import json

from builders import (
    ANSWER,
    FILE,
    TITLE,
    attachment,
    check_report,
    contents,
    document,
    held,
    hit,
    index_report,
    issue,
    listing,
    nothing,
    passage,
    result,
    shown,
)
from gazette_search.export import json_export
from gazette_search.models import Alias
from gazette_search.search.reports import (
    FailedFile,
    HeldDocument,
    NewDocument,
    NewIssue,
    SkippedFile,
)

# The objects below are the contract that scripts rely on: fields may be added, none renamed.


def test_search() -> None:
    answer = json.loads(json_export.search_to_json(result(hit(passages=(passage(),)))))
    (found,) = answer.pop("hits")
    assert answer == {
        "schema_version": 1,
        "query": {
            "raw": "农村低保标准",
            "parsed": "农村低保标准",
            "terms": ["农村", "低保", "标准"],
        },
        "total": 1,
        "returned": 1,
        "relaxed": False,
        "suggestion": None,
        "notes": [],
        "explanation": [],
        "facets": None,
        "index": {"generation": "g0001", "updated": "2020-03-16T09:00:00+00:00", "stale": False},
    }
    assert found == {
        "rank": 1,
        "score": 12.5,
        "number": "葫政办发〔2020〕23号",
        "id": "葫政办发〔2020〕23号",
        "agency_code": "葫政办发",
        "year": 2020,
        "serial": 23,
        "title": TITLE,
        "genre": "通知",
        "issuer": "葫芦岛市人民政府办公室",
        "signed_date": "2020-03-11",
        "issue": {"year": 2020, "number": 2, "serial": 63},
        "collection": None,
        "page": 34,
        "source": {"file": FILE, "line": 1097, "page": None},
        "machine_read": False,
        "matched": "words",
        "partial": False,
        "missing": [],
        "validity": None,
        "further": {"places": 0, "pages": []},
        "passages": [
            {
                "text": ANSWER,
                "path": ["一、提高标准", "（一）最低生活保障标准。"],
                "lines": [1111, 1111],
                "page": None,
                "highlights": [[0, 6]],
                "unsure": [],
                "kind": "paragraph",
                "before": [],
                "after": [],
            }
        ],
    }


def test_facets_and_further_places() -> None:
    counted = result(
        hit(further=3, further_pages=(34, 36)), facets={"year": (("2020", 5), ("", 1))}
    )
    answer = json.loads(json_export.search_to_json(counted))
    assert answer["facets"] == {
        "year": [{"value": "2020", "documents": 5}, {"value": None, "documents": 1}]
    }
    assert answer["hits"][0]["further"] == {"places": 3, "pages": [34, 36]}


def test_what_is_not_known_is_null() -> None:
    bare = document(genre=None, issuer=None, signed_date=None, page=None)
    unnamed = issue(year=None, number=None, serial=None)
    (found,) = json.loads(json_export.search_to_json(result(hit(document=bare, issue=unnamed))))[
        "hits"
    ]
    assert (found["genre"], found["issuer"], found["signed_date"], found["page"]) == (None,) * 4
    assert found["issue"] == {"year": None, "number": None, "serial": None}


def test_nothing_found_is_an_answer_too() -> None:
    answer = json.loads(json_export.search_to_json(nothing()))
    assert (answer["total"], answer["hits"]) == (0, [])


def test_jsonl_is_one_hit_a_line() -> None:
    text = json_export.search_to_jsonl(result(hit(1), hit(2)))
    assert [json.loads(line)["rank"] for line in text.splitlines()] == [1, 2]


def test_text_keeps_its_offsets_and_cannot_act() -> None:
    text = "低\u202e保\x1b标\u2028准"
    written = json_export.search_to_jsonl(
        result(hit(passages=(passage(text, highlights=((2, 5),)),)))
    )
    assert not {"\u202e", "\x1b", "\u2028"} & {*written}
    assert len(written.splitlines()) == 1
    assert json.loads(written)["passages"][0]["text"] == text


def test_listing() -> None:
    enclosed = attachment(kind="enclosed", label=None, lines=None)
    listed = listing(held(attachments=(attachment(), enclosed)))
    (found,) = json.loads(json_export.listing_to_json(listed))
    assert found == {
        "number": "葫政办发〔2020〕23号",
        "id": "葫政办发〔2020〕23号",
        "agency_code": "葫政办发",
        "year": 2020,
        "serial": 23,
        "title": TITLE,
        "toc_title": TITLE,
        "page": 34,
        "genre": "通知",
        "issuer": "葫芦岛市人民政府办公室",
        "signed_date": "2020-03-11",
        "addressee": "各县（市）区人民政府，各市属开发区管委会，市政府各部门",
        "disclosure": True,
        "issue": {
            "year": 2020,
            "number": 2,
            "serial": 63,
            "published": "2020-03-15",
            "file": FILE,
        },
        "lines": [1097, 1147],
        "attachments": [
            {
                "kind": "annex",
                "label": "附件：",
                "title": "葫芦岛市河流断面考核目标",
                "lines": [1338, 1360],
                "present": True,
            },
            {
                "kind": "enclosed",
                "label": None,
                "title": "葫芦岛市河流断面考核目标",
                "lines": None,
                "present": False,
            },
        ],
        "tables": 0,
        "total": 1,
        "printed_number": None,
        "source_states": [],
        "machine_read": False,
        "collection": None,
        "validity": None,
    }
    assert json.loads(json_export.listing_to_jsonl(listed)) == found


def test_document() -> None:
    alias = Alias("监管办法", "葫芦岛市河流断面水质污染补偿办法", (1260, 1260))
    read = HeldDocument(document(aliases=(alias,)), issue())
    answer = json.loads(
        json_export.document_to_json(
            shown(held=read, held_numbers=frozenset({"辽政办发〔2016〕141号"}))
        )
    )
    assert answer["number"] == "葫政办发〔2020〕23号"
    assert answer["blocks"][6] == {
        "kind": "paragraph",
        "text": ANSWER,
        "lines": [1111, 1111],
        "path": ["一、提高标准", "（一）最低生活保障标准。"],
        "level": 0,
        "marker": "",
        "part": 0,
        "page": None,
        "unsure": [],
    }
    assert answer["citations"] == [
        {
            "raw": "辽政办发〔2016〕141号",
            "number": "辽政办发〔2016〕141号",
            "title": "辽宁省人民政府办公厅关于进一步完善全省社会救助和保障标准"
            "与物价上涨挂钩联动机制的通知",
            "relation": "basis",
            "scope": "document",
            "article": None,
            "lines": [1103, 1103],
            "held": True,
            "validity": None,
        }
    ]
    assert answer["cited_by"] == [
        {"number": "葫政办发〔2021〕5号", "relation": "cites", "lines": [40, 40]}
    ]
    assert answer["aliases"] == [
        {"short": "监管办法", "full": "葫芦岛市河流断面水质污染补偿办法", "lines": [1260, 1260]}
    ]


def test_contents() -> None:
    answer = json.loads(json_export.contents_to_json(contents()))
    assert answer["issue"]["serial"] == 63
    assert [(entry["number"], entry["held"]) for entry in answer["entries"]] == [
        ("葫政办发〔2020〕23号", True),
        ("葫政办发〔2020〕28号", False),
    ]


def test_check() -> None:
    assert json.loads(json_export.check_to_json(check_report())) == {
        "schema_version": 1,
        "issues": [
            {
                "file": FILE,
                "year": 2020,
                "number": 2,
                "documents": 8,
                "toc_entries": 8,
                "lines": {
                    "total": 1400,
                    "blank": 700,
                    "front_matter": 60,
                    "documents": 639,
                    "layout": 1,
                    "unassigned": 0,
                },
            }
        ],
        "problems": [
            {
                "code": "toc-document-missing",
                "file": FILE,
                "line": 35,
                "number": "葫政办发〔2020〕28号",
                "message": "目录有葫政办发〔2020〕28号，正文没有",
            }
        ],
    }


def test_index() -> None:
    failed = (FailedFile("corpus/坏.txt", "不是文本"),)
    skipped = (SkippedFile("corpus/2020-04.xyz", "不读 .xyz 文件"),)
    issues = (
        NewIssue(
            issue(), (NewDocument("葫政办发〔2020〕23号", "葫政办发〔2020〕23号", TITLE, FILE),)
        ),
    )
    report = index_report(failed=failed, skipped=skipped, issues=issues)
    assert json.loads(json_export.index_to_json(report)) == {
        "schema_version": 1,
        "added": [FILE],
        "changed": [],
        "removed": [],
        "unchanged": ["corpus/2020-01.txt"],
        "failed": [{"file": "corpus/坏.txt", "message": "不是文本"}],
        "skipped": [{"file": "corpus/2020-04.xyz", "reason": "不读 .xyz 文件"}],
        "new_documents": [
            {
                "number": "葫政办发〔2020〕23号",
                "id": "葫政办发〔2020〕23号",
                "title": TITLE,
                "file": FILE,
            }
        ],
        "documents": 20,
        "seconds": 1.25,
        "generation": "g0002",
        "dry_run": False,
        "reason": "",
        "recovered": "",
        "vectors": None,
    }
