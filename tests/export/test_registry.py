from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from builders import check_report, contents, duty_list, index_report, listing, result, shown, trend
from export.test_plots import has_chinese_font
from gazette_search.export.registry import (
    HUMAN,
    Exports,
    UnknownExportError,
    export,
    format_named,
    format_of_file,
    formats,
    formats_of,
)

VALUES = {
    "search": result(),
    "listing": listing(),
    "document": shown(),
    "documents": [shown(), shown()],
    "contents": contents(),
    "check": check_report(),
    "index": index_report(),
    "duties": duty_list(),
    "trend": trend(),
}


@pytest.mark.parametrize("subject", Exports.__annotations__)
def test_every_subject_has_json_and_lines_for_grep(subject: str) -> None:
    assert {"json", "plain"} <= {*formats_of(subject)}
    assert formats_of(subject)[0] == HUMAN


@pytest.mark.parametrize("subject", VALUES)
def test_whatever_is_offered_is_written(subject: str) -> None:
    for name in formats_of(subject)[1:]:
        needs = format_named(name).needs
        if needs and find_spec(needs[0]) is None:
            continue
        if name in ("svg", "png") and not has_chinese_font():
            continue
        assert export(subject, name, VALUES[subject])


@pytest.mark.parametrize("name", [form.name for form in formats()])
def test_a_format_is_explained_and_its_files_are_known(name: str) -> None:
    found = format_named(name)
    assert found.meaning
    for suffix in found.suffixes:
        assert format_of_file(suffix) == format_of_file(suffix.upper()) == found


@pytest.mark.parametrize("suffix", ["", ".", ".xyz", ".py", ".__init__", "./csv"])
def test_no_format_has_files_that_end_so(suffix: str) -> None:
    assert format_of_file(suffix) is None


def test_numbers_have_an_option_of_their_own() -> None:
    assert "numbers" not in [form.name for form in formats()]
    assert export("search", "numbers", result()) == "葫政办发〔2020〕23号\n"


@pytest.mark.parametrize(
    ("subject", "name"),
    [("document", "csv"), ("search", "human"), ("search", "../json"), ("火星", "json")],
)
def test_what_is_not_offered_is_refused(subject: str, name: str) -> None:
    with pytest.raises(UnknownExportError):
        export(subject, name, result())


def test_a_format_is_loaded_only_when_it_is_asked_for() -> None:
    """A search for people pays for none, one for programs only for its own."""
    script = (
        "import sys; from gazette_search.export.registry import format_named;"
        "print(*[m for m in sys.modules if 'export.' in m and 'registry' not in m]);"
        "format_named('json');"
        "print(*[m for m in sys.modules if 'csv' in m or 'markdown' in m])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n\n"
