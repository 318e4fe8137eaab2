"""The face for programs, over the real issues."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

import gazette_search
from gazette_search import Filters, Gazette, GazetteSearchError
from gazette_search.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.models.reported import Reported
    from gazette_search.workflows.home import Home

DAY = date(2021, 12, 31)
# A question to the face, and the command line that asks the same.
SAME: dict[str, tuple[Callable[[Gazette], Reported], list[str]]] = {
    "search": (
        lambda g: g.search("低保标准", limit=3, as_of=DAY),
        ["低保标准", "-n", "3", "--passages", "2", "--as-of", "2021"],
    ),
    "filtered": (
        lambda g: g.search("低保", filters=Filters(genres=("通知",)), sort="newest", as_of=DAY),
        ["低保", "--genre", "通知", "-s", "newest", "--passages", "2", "--as-of", "2021"],
    ),
    "facets": (
        lambda g: g.search("供热", facets=True, as_of=DAY),
        ["供热", "--facets", "--passages", "2", "--as-of", "2021"],
    ),
    "show": (
        lambda g: g.show("葫政办发2020 23号", as_of=DAY),
        ["show", "葫政办发2020 23号", "--as-of", "2021"],
    ),
    "references": (
        lambda g: g.references("葫政办发〔2017〕259号", as_of=DAY),
        ["refs", "葫政办发〔2017〕259号", "--as-of", "2021"],
    ),
    "timeline": (lambda g: g.timeline("农村低保标准"), ["timeline", "农村低保标准"]),
    "trend": (
        lambda g: g.trend("低保", "疫情", by="organ"),
        ["trend", "低保", "疫情", "--by", "organ"],
    ),
    "duties": (
        lambda g: g.duties("市教育局", before=date(2021, 1, 1)),
        ["duties", "市教育局", "--before", "2021-01"],
    ),
    "diff": (
        lambda g: g.diff("葫政办发2019-55", "葫政办发2020-23"),
        ["diff", "葫政办发2019-55", "葫政办发2020-23"],
    ),
    "contents": (lambda g: g.contents("2020-02"), ["toc", "2020-02"]),
    "check": (lambda g: g.check(), ["check"]),
}


@pytest.mark.parametrize("name", SAME)
def test_to_dict_is_what_the_command_prints(
    name: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, command = SAME[name]
    fields = ask(Gazette.open(home.path)).to_dict()
    assert main([*command, "--format", "json", "--home", str(home.path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"schema_version": 1, **fields}


def test_a_list_is_an_array_on_the_command_line_alone(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = Gazette.open(home.path).list(as_of=DAY)
    main(["list", "--as-of", "2021", "--format", "json", "--home", str(home.path)])
    assert listing.to_dict()["documents"] == json.loads(capsys.readouterr().out)
    assert listing.total == 44


def test_an_update_is_seen_by_the_next_question(own_home: Home) -> None:
    gazette = Gazette.open(own_home.path)
    (own_home.corpus / "2018-02.txt").unlink()
    report = gazette.update()
    assert report.to_dict()["removed"] == ["corpus/2018-02.txt"]
    assert gazette.list().total == 36


def test_what_cannot_be_answered_says_why(home: Home) -> None:
    gazette = Gazette.open(home.path)
    with pytest.raises(GazetteSearchError, match="不在库内"):
        gazette.show("葫政发〔2001〕1号")
    with pytest.raises(GazetteSearchError, match="引号"):
        gazette.search("“低保")


def test_every_name_of_the_face_is_there() -> None:
    assert {name: getattr(gazette_search, name) for name in gazette_search.__all__}
    with pytest.raises(AttributeError, match="nothing"):
        _ = gazette_search.nothing


def test_a_query_does_not_pay_for_the_face() -> None:
    code = "import sys, gazette_search.cli.main; print('gazette_search.library' in sys.modules)"
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-m", "gazette_search", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"gsearch {gazette_search.__version__}\n"


def test_documents_are_cited(home: Home) -> None:
    gazette = Gazette.open(home.path)
    said = gazette.cite("葫政办发2020-23", "葫政告字2019 5号")
    first, other = said.splitlines()
    assert first.endswith("标准的通知》（葫政办发〔2020〕23号）")
    assert other.endswith("的通告》（葫政告字〔2019〕5号）")
    assert gazette.cite("葫政办发2020-23", style="bibtex").startswith("@misc{hzbf2020-23-")


def test_what_is_in_force_can_be_asked_for(home: Home) -> None:
    gazette = Gazette.open(home.path)
    day = date(2023, 1, 1)
    (expired,) = gazette.list(as_of=day, statuses=("expired",)).documents
    assert expired.document.id == "葫政发〔2020〕6号"
    found = gazette.search("工业企业发展", as_of=day, statuses=("none",), limit=0)
    assert expired.document.id not in {hit.document.id for hit in found.hits}
