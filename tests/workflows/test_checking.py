from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from gazette_search.workflows.checking import check
from gazette_search.workflows.home import Home
from small_homes import notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.models import Diagnostic
    from gazette_search.search.reports import CheckReport


def of(report: CheckReport, code: str) -> list[Diagnostic]:
    return [problem for problem in report.problems if problem.code == code]


def test_every_line_of_every_issue_is_accounted_for(home: Home) -> None:
    report = check(home)
    assert [issue.issue.file for issue in report.issues] == [
        f"corpus/{name}.txt" for name in ("2018-02", "2018-04", "2019-04", "2020-01", "2020-02")
    ]
    for issue in report.issues:
        lines = issue.lines
        source = (home.path / issue.issue.file).read_text(encoding="utf-8")
        assert lines.unassigned == 0
        assert lines.total == len(source.split("\n"))
        assert lines.total == sum(
            (lines.blank, lines.front_matter, lines.documents, lines.layout, lines.unassigned)
        )
    assert sum(issue.documents for issue in report.issues) == 44
    assert report.unreadable == ()


def test_problems_stand_by_file_and_line(home: Home) -> None:
    places = [(problem.file, problem.line or 0) for problem in check(home).problems]
    assert places == sorted(places)


def test_gaps_name_what_is_not_held(tmp_path: Path) -> None:
    home = small_home(tmp_path, *(notice(n, f"第{n}项工作") for n in (3, 4, 6, 10)))
    gaps = of(check(home), "number-gap")
    assert [(gap.message, gap.number) for gap in gaps] == [
        ("葫政办发〔2020〕5号 不在所收各期之内", "葫政办发〔2020〕6号"),
        ("葫政办发〔2020〕7–9号 不在所收各期之内", "葫政办发〔2020〕10号"),
    ]
    assert all(gap.line for gap in gaps)


def test_a_number_at_the_head_of_two_documents_is_named_with_both_places(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(3, "冬季供热"))
    write_issue(home, "2020-03", notice(3, "城市供热"))
    (double,) = of(check(home), "duplicate-number")
    first = check(home).issues[0].issue.file
    assert (double.file, double.number) == ("corpus/2020-03.txt", "葫政办发〔2020〕3号")
    assert f"另见 {first}:" in double.message


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(3, "冬季供热"))
    (home.corpus / "2019-01.txt").write_bytes("目录的".encode() + b"\xff\xff")
    (home.corpus / "2019-02.txt").write_bytes(b"")
    report = check(home)
    assert [bad.file for bad in report.unreadable] == ["corpus/2019-01.txt"]
    assert [problem.file for problem in of(report, "undecodable")] == ["corpus/2019-01.txt"]
    assert [problem.file for problem in of(report, "no-documents")] == ["corpus/2019-02.txt"]
    assert [issue.documents for issue in report.issues] == [0, 1]


@pytest.mark.parametrize("make_corpus", [False, True])
def test_an_empty_home_has_nothing_to_check(tmp_path: Path, make_corpus: bool) -> None:
    if make_corpus:
        (tmp_path / "corpus").mkdir()
    report = check(Home(tmp_path))
    assert (report.issues, report.problems, report.unreadable) == ((), (), ())


def test_checking_needs_no_index_and_makes_none(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(3, "冬季供热"))
    check(home)
    assert not home.index.exists()


def test_progress_counts_files(home: Home) -> None:
    told: list[tuple[str, int, int]] = []
    check(home, lambda *step: told.append(step))
    assert Counter(total for _, _, total in told) == {5: len(told)}
    assert [done for _, done, _ in told][:5] == [0, 1, 2, 3, 4]


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(3, "冬季供热"))
    (home.corpus / "2019").mkdir()
    (home.corpus / "2019/2019-04.xyz").write_bytes(b"")
    (home.corpus / "2019/2019-03.TXT").write_bytes(
        (home.corpus / "2020-02.txt").read_bytes() + b"\n"
    )
    report = check(home)
    assert [problem.file for problem in of(report, "not-read")] == ["corpus/2019/2019-04.xyz"]
    assert [issue.issue.file for issue in report.issues] == [
        "corpus/2019/2019-03.TXT",
        "corpus/2020-02.txt",
    ]


def test_a_copy_beside_its_issue_is_named_and_doubles_no_other_problem(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(3, "冬季供热"), notice(5, "城市防汛"))
    text = (home.corpus / "2020-02.txt").read_text(encoding="utf-8")
    (home.corpus / "2020-02 副本.txt").write_bytes(text.encode("gb18030"))
    report = check(home)
    (same,) = of(report, "same-issue")
    assert same.file == "corpus/2020-02 副本.txt"
    assert same.message == "与 corpus/2020-02.txt 是同一期，不另编进索引"
    assert of(report, "duplicate-number") == []
    assert len(of(report, "number-gap")) == 1


def test_a_corpus_that_cannot_be_opened_was_not_checked(tmp_path: Path) -> None:
    (tmp_path / "corpus").touch()
    report = check(Home(tmp_path))
    (bad,) = report.unreadable
    assert bad.file == "corpus"
    assert [(one.code, one.message) for one in report.problems] == [("not-read", bad.message)]
