from __future__ import annotations

import re
from typing import TYPE_CHECKING

from small_homes import ask

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home


def test_the_query_its_words_their_forms_and_each_hit_are_explained(home: Home) -> None:
    result = ask(home, "供暖 低保", limit=2, explain=True)
    lines = result.explanation
    assert lines[0] == "解析：供暖 AND 低保"
    assert [line.split("（")[0] for line in lines if line.startswith("词")] == [
        "词：供暖",
        "词：低保",
    ]
    assert "  ＋供热 ×0.95（" in "\n".join(lines)
    hits = [line for line in lines if "总分" in line]
    assert [line.split("：")[0] for line in hits] == [
        str(hit.document.number) for hit in result.hits
    ]


def test_shares_are_those_of_the_whole_query(home: Home) -> None:
    lines = ask(home, "农村低保一年多少钱", explain=True).explanation
    shares = [float(share) for line in lines for share in re.findall(r"权重 ([\d.]+)", line)]
    assert abs(sum(shares) - 1) < 0.01
    assert any("（必需，" in line for line in lines)
    assert any("（加分，" in line for line in lines)


def test_scores_are_those_of_the_hits(home: Home) -> None:
    result = ask(home, "低保标准", explain=True)
    scores = [line.split("总分 ")[1].split(" ")[0] for line in result.explanation if "总分" in line]
    assert scores == [f"{hit.score:.4f}" for hit in result.hits]


def test_nothing_is_explained_unless_asked(home: Home) -> None:
    assert ask(home, "低保").explanation == ()


def test_a_query_that_finds_nothing_is_explained_too(home: Home) -> None:
    lines = ask(home, "烟花爆竹", explain=True).explanation
    assert lines[0] == "解析：烟花爆竹"
    assert "0 件" in lines[1]
