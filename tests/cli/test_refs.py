from __future__ import annotations

import sys
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.terminal import Screen
from gazette_search.cli.views.references import draw_references
from gazette_search.errors import DocumentNotFoundError
from golden_files import agrees_with_golden
from held_texts import OLD_NUMBER, references

if TYPE_CHECKING:
    from stand_ins import Operations


@pytest.fixture
def calls(operations: Operations, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date]]:
    del operations  # a home to be in
    made: list[tuple[str, date]] = []

    def answer(_home: object, number: str, as_of: date, *_: object, **__: object) -> Any:
        made.append((number, as_of))
        return references(number, as_of)

    stand_in = SimpleNamespace(references=answer)
    monkeypatch.setitem(sys.modules, "gazette_search.workflows.references", stand_in)
    return made


@pytest.mark.parametrize("command", [["refs"], ["show", "--citations"]])
def test_both_commands_tell_who_repealed_it(
    command: list[str], calls: list[tuple[str, date]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "葫政办发〔2017〕", "259号", "--as-of", "2020"]) == 0
    assert calls == [("葫政办发〔2017〕 259号", date(2020, 12, 31))]
    printed = capsys.readouterr().out
    assert "效力（截至2020年12月31日）：已废止（葫政办发〔2020〕28号 第1334行）" in printed
    assert "corpus/2020-02.txt:1334" in printed


@pytest.mark.parametrize("chosen", ["plain", "json", "jsonl", "md", "csv"])
def test_every_format(
    chosen: str, calls: list[tuple[str, date]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["refs", OLD_NUMBER, "--format", chosen]) == 0
    assert len(calls) == 1
    assert "葫政办发〔2020〕28号" in capsys.readouterr().out


def test_neither_held_nor_cited(
    calls: list[tuple[str, date]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["refs", "葫政发〔1999〕1号"]) == DocumentNotFoundError.exit_code
    assert len(calls) == 1
    assert capsys.readouterr().err.endswith("不在库内，库内也没有公文引用它\n")


@pytest.mark.parametrize(
    ("name", "number", "screen"),
    [
        ("references-80.txt", OLD_NUMBER, Screen(width=80)),
        ("references-pipe.txt", OLD_NUMBER, Screen()),
        ("references-held-80.txt", "葫政办发〔2020〕28号", Screen(width=80)),
    ],
)
def test_drawn(name: str, number: str, screen: Screen) -> None:
    assert agrees_with_golden(name, draw_references(references(number), screen))
