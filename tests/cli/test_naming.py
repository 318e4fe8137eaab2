from __future__ import annotations

import io
import sys

import pytest

from gazette_search.cli.naming import read_names
from gazette_search.errors import UsageError


def given(monkeypatch: pytest.MonkeyPatch, content: str | bytes) -> None:
    raw = content.encode() if isinstance(content, str) else content
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


def test_words_are_names() -> None:
    assert read_names(["3", "葫政办发2020", "23号"]) == ["3", "葫政办发2020", "23号"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("葫政办发〔2020〕23号", "葫政办发〔2020〕23号"),
        ("  葫政办发〔2020〕23号  ", "葫政办发〔2020〕23号"),
        ("无号-3f2a9c1e\t2020-03-11\t2020-02\t34\tcorpus/2020-02.txt:1097\t题", "无号-3f2a9c1e"),
        ("corpus/2020-02.txt:1109:葫政办发〔2020〕23号:标准：每月600元", "corpus/2020-02.txt:1109"),
        ("../corpus/a b.txt:7:葫政办发〔2020〕23号:第3:4款", "../corpus/a b.txt:7"),
        ("2020-02:685", "2020-02:685"),
        ("3", "3"),
        ("关于低保的通知", "关于低保的通知"),
    ],
)
def test_a_line_from_stdin_names_a_document(
    line: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, f"\n{line}\r\n\n")
    assert read_names(["1", "-", "2"]) == ["1", name, "2"]


@pytest.mark.parametrize(
    ("content", "told"),
    [("", "没有文号"), ("\n \n", "没有文号"), ("葫政办发".encode("gb18030"), "不是 UTF-8")],
)
def test_stdin_without_a_name_is_told(
    content: str | bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, content)
    with pytest.raises(UsageError, match=told):
        read_names(["-"])
