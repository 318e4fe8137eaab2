from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.sentences import sentence_at, sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "五、本通告自发布之日起施行。2014年6月19日实施的《通告》同时废止。",
            ["五、本通告自发布之日起施行。", "2014年6月19日实施的《通告》同时废止。"],
        ),
        (
            "修改《通知》相关内容；废止《纪要》相关内容。",
            ["修改《通知》相关内容；", "废止《纪要》相关内容。"],
        ),
        ("中“一律按 50%收取。”", ["中“一律按 50%收取。”"]),
        ("序号\t文件名称\n1\t《通知》", ["序号\t文件名称", "1\t《通知》"]),
        ("　无句号 ", ["无句号"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.text(alphabet="甲。；！”）\n 《", max_size=40))
def test_nothing_but_space_stands_between_sentences(text: str) -> None:
    spans = sentence_spans(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    for start, end in spans:
        assert sentence_at(text, start) == sentence_at(text, end - 1) == text[start:end]


def test_between_two_sentences_there_is_none() -> None:
    assert sentence_at("甲。 乙。", 2) == ""
