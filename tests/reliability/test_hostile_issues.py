"""Files in the corpus that are no issues, or want to harm: one never costs the others."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.cli.main import main
from gazette_search.ingestion.formats import reading as sources
from gazette_search.ingestion.pipeline import parse_issue
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import find_all, issue_text, version_seen, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.workflows.home import Home

GOOD = issue_text(number=4, version=1)

UNREADABLE = {
    "utf-16 without a mark": GOOD.encode("utf-16-le"),
    "bytes of a program": bytes(range(256)) * 40,
    "zeros": bytes(1000),
    "half a character": GOOD.encode()[:-1] + b"\xe4\xbd",
    "a surrogate": GOOD.encode() + b"\xed\xa0\x80",
    "a line without an end": GOOD.encode() + "低保".encode() * 500_001,
    "too large": b"\n" * 20_000_001,
}
STRANGE = {
    "empty": b"",
    "blank": b"\n \n\t\n",
    "utf-16": GOOD.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf",
    "gb18030": GOOD.encode("gb18030"),
    "mixed line ends": GOOD.replace("\n", "\r\n", 20).encode(),
    "old line ends": GOOD.replace("\n", "\r").encode(),
    "control characters": GOOD.replace("低保", "低\x1b[2J\x07\x00保\x9b31m").encode(),
    "directions": GOOD.replace("低保", "\u202e低\u2066保\u200b").encode(),
    "heads": "".join(f"葫政办发〔2020〕{n}号\n" for n in range(3000)).encode(),
    "a number without end": f"葫芦岛市人民政府文件\n葫政办发〔2020〕{'9' * 5000}号\n".encode(),
    "brackets": (GOOD + "（〔《“【" * 20_000).encode(),
    "marks": (GOOD + "#*_`|$<>" * 20_000).encode(),
    "a long line": (GOOD + "低保" * 50_000).encode(),
    "spaces": (GOOD + " " * 500_000 + "。").encode(),
    "citations": (GOOD + "根据《通知》（葫政办发〔2020〕1号）" * 2000).encode(),
    "contents": ("目录\n\n" + "关于标准的通知葫政办发〔2020〕9号……(9)\n\n" * 2000).encode(),
    "rows": (GOOD + "| 甲 | 乙 |\n" * 3000).encode(),
    "numerals": (GOOD + "一" * 50_000).encode(),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_named(
    name: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.corpus / "2020-00.txt").write_bytes(UNREADABLE[name])
    write_corpus(home, version=2)
    assert main(["index", "--home", str(home.path)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line for line in told if line.startswith("没有编进索引：corpus/2020-00.txt：")]
    assert version_seen(home) == 2
    assert main(["check", "--home", str(home.path)]) == 2


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_is_taken_as_it_is(
    name: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.corpus / "2020-00.txt").write_bytes(STRANGE[name])
    assert main(["index", "--home", str(home.path)]) == 0
    assert find_all(home).total >= 6
    capsys.readouterr()
    assert main(["check", "--json", "--home", str(home.path)]) == 0
    accounts = json.loads(capsys.readouterr().out)
    assert [issue["lines"]["unassigned"] for issue in accounts["issues"]] == [0] * 4


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nothing")])
def test_what_is_no_file_is_no_issue(make: Callable[[Path], object], home: Home) -> None:
    make(home.corpus / "2020-00.txt")
    assert main(["index", "--home", str(home.path)]) == 0
    assert main(["check", "--home", str(home.path)]) == 0
    assert version_seen(home) == 1


def test_a_name_that_is_no_text(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsencode(home.corpus) + b"/2020-\xff.txt"
    Path(os.fsdecode(name)).write_text(GOOD, encoding="utf-8")
    assert main(["index", "--home", str(home.path)]) == 0
    assert find_all(home).total == 8
    for output in ("human", "plain", "json", "jsonl", "md", "csv"):
        arguments = ["“次修订”", "-n", "0", "--format", output, "--home", str(home.path)]
        assert main(arguments) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_an_issue_that_changes_while_it_is_indexed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is hashed is what is parsed: the next update sees that the file is another now."""
    write_corpus(home, version=2)
    changing = home.corpus / "2020-01.txt"
    read = sources.read_source

    def read_and_change(path: Path, file: str) -> bytes:
        content = read(path, file)
        if path == changing:
            path.write_text(issue_text(number=1, version=3), encoding="utf-8")
        return content

    monkeypatch.setattr(sources, "read_source", read_and_change)
    bring_up_to_date(home)
    assert version_seen(home) == 2
    monkeypatch.undo()
    assert bring_up_to_date(home).changed == ("corpus/2020-01.txt",)


def test_an_issue_that_vanishes_while_it_is_indexed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(home, version=2)
    read = sources.read_source

    def vanish(path: Path, file: str) -> bytes:
        if path.name == "2020-01.txt":
            path.unlink()
        return read(path, file)

    monkeypatch.setattr(sources, "read_source", vanish)
    report = bring_up_to_date(home)
    assert [bad.file for bad in report.failed] == ["corpus/2020-01.txt"]
    assert find_all(home).total == 6, "the old documents stay until the file is known to be gone"


def test_a_file_that_cannot_be_read_keeps_its_old_documents(home: Home) -> None:
    (home.corpus / "2020-01.txt").write_bytes(UNREADABLE["half a character"])
    report = bring_up_to_date(home)
    assert [bad.file for bad in report.failed] == ["corpus/2020-01.txt"]
    assert find_all(home).total == 6


@given(
    st.lists(
        st.one_of(
            st.sampled_from(GOOD.splitlines()),
            st.sampled_from(
                ["葫政办发〔2020〕号", "附件：", "附件1", "| 甲 |", "（一）", "---", "目录"]
            ),
            st.text(max_size=40),
        ),
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_text_is_an_issue_whose_lines_are_accounted_for(lines: list[str]) -> None:
    text = "\n".join(lines)
    counts = parse_issue(text, "x").line_counts
    parts = (counts.blank, counts.front_matter, counts.documents, counts.layout)
    assert counts.unassigned == 0
    assert sum(parts) == counts.total == len(text.split("\n"))
