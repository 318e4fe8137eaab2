"""`--in`: a folder of the corpus, in every command that looks documents up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.completing import candidates
from gazette_search.cli.main import main
from gazette_search.workflows.home import Home
from gazette_texts import document_text

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ["印发"],
    ["list"],
    ["show", "青政发〔2021〕5号"],
    ["refs", "青政发〔2021〕5号"],
    ["toc", "2021-05"],
    ["diff", "青政发〔2021〕5号", "青政发〔2021〕6号"],
    ["open", "青政发〔2021〕5号", "--print"],
    ["timeline", "标准"],
    ["duties"],
)

pytestmark = pytest.mark.usefixtures("one_dictionary", "cities")


@pytest.fixture
def cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path)
    for city in ("青岛", "青海"):
        (home.corpus / city / "旧").mkdir(parents=True)
        title = f"{city}关于印发护林办法的通知"
        texts = [document_text(number=f"青政发〔2021〕{n}号", title=title) for n in (5, 6)]
        path = home.corpus / city / "2021-05.txt"
        path.write_text("\n\n".join(texts), encoding="utf-8")
    monkeypatch.setenv("GSEARCH_HOME", str(tmp_path))
    return home


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_folder_that_is_not_there(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--in", "白山"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "没有“白山”这个子文件夹，有：青岛、青海" in told.err


@pytest.mark.parametrize("command", COMMANDS[:4], ids=lambda words: words[0])
def test_the_answer_says_its_folder(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--in", "青海", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    rows = answer if isinstance(answer, list) else answer.get("hits", [answer])
    assert {row["collection"] for row in rows} == {"青海"}


def test_a_shell_is_offered_the_folders() -> None:
    offers = candidates(["list", "--in"], "青岛")
    assert [offer.value for offer in offers] == ["青岛", "青岛/旧"]
