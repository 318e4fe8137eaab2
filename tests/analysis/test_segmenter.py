from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.analysis.normalizer import BREAK, marked_text, search_text
from gazette_search.analysis.segmenter import Segmenter

CORPUS = Path(__file__).parents[2] / "corpus"
HAN_RUN = re.compile("[\u4e00-\u9fd5]+")


@cache
def full() -> Segmenter:
    return Segmenter.full()


@cache
def corpus_lines() -> tuple[str, ...]:
    files = sorted(CORPUS.glob("*.txt"))
    return tuple(
        marked_text(line) for f in files for line in f.read_text(encoding="utf-8").splitlines()
    )


@cache
def words_of_corpus() -> frozenset[str]:
    return frozenset(word for line in corpus_lines() for word in full().read(line).found)


@cache
def cut_down() -> Segmenter:
    return Segmenter.from_words(full().dictionary(words_of_corpus()))


@cache
def jieba_tokenizer() -> Any:
    import jieba

    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True  # the cache in the shared temporary directory stays untouched
    return tokenizer


@cache
def runs() -> tuple[str, ...]:
    return tuple(sorted({run for line in corpus_lines() for run in HAN_RUN.findall(line)}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("最低生活保障标准", "最低 生活 保障 标准"),
        ("各县（市）区人民政府", "各县 市 区 人民政府"),
        ("提供热线服务", "提供 热线服务"),
        ("葫政办发〔2018〕78号", "葫 政办发 2018 78 号"),
        ("增长3.5%", "增长 3.5%"),
        ("国Ⅲ标准", "国 iii 标准"),
        ("二○二○年", "二 〇 二 〇 年"),
        ("", ""),
    ],
)
def test_cut(text: str, words: str) -> None:
    found = full().cut(marked_text(text))
    assert " ".join(word for word in found if word != " ") == words


def test_punctuation_is_never_inside_a_word() -> None:
    assert full().cut(f"人民{BREAK}政府") == ["人民", "政府"]
    assert full().cut("人民政府") == ["人民政府"]
    assert full().cut("人民\n政府") == ["人民", "\n", "政府"]


def test_shorter_words_inside_a_word_are_found() -> None:
    text = "国家税务总局"
    assert full().read(text).inner == ["国家", "税务", "总局"]
    assert full().read(text).words == ["国家税务总局"]


def test_every_run_of_the_corpus_is_cut_as_jieba_does() -> None:
    for run in runs():
        assert full().cut(run) == list(jieba_tokenizer().cut(run, HMM=False))


def test_fine_words_are_those_of_jieba() -> None:
    for run in runs():
        read = full().read(run)
        assert sorted(read.words + read.inner) == sorted(
            jieba_tokenizer().cut_for_search(run, HMM=False)
        )


def test_parts_of_the_corpus_are_cut_alike_by_its_own_words() -> None:
    chance = random.Random(2018)  # noqa: S311 — not for secrets
    for _ in range(2000):
        run = chance.choice(runs())
        start = chance.randrange(len(run))
        part = run[start : start + chance.randint(1, 12)]
        expected = list(jieba_tokenizer().cut(part, HMM=False))
        assert full().cut(part) == cut_down().cut(part) == expected


def test_texts_are_cut_alike_with_what_may_stand_in_them() -> None:
    of_texts = Segmenter.for_texts(corpus_lines())
    for line in corpus_lines():
        assert of_texts.read(line) == full().read(line)
    words = words_of_corpus()
    assert of_texts.dictionary(words) == full().dictionary(words)


@pytest.mark.parametrize("text", ["", "低", "2020", "a低保b标准"])
def test_any_text_is_cut_alike_with_what_may_stand_in_it(text: str) -> None:
    assert Segmenter.for_texts([text]).read(text) == full().read(text)


def test_the_dictionary_keeps_words_and_total() -> None:
    lines = full().dictionary(["低保", "孤儿", "葫芦岛"])
    assert lines[0] == f"total {jieba_tokenizer().total}"
    assert {line.split(" ")[0] for line in lines[1:]} == {"孤儿", "葫芦岛"} | (
        {"低保"} & jieba_tokenizer().FREQ.keys()
    )
    assert (
        Segmenter.from_words(lines).dictionary({line.split(" ")[0] for line in lines[1:]}) == lines
    )


def test_words_across_the_cut_are_found() -> None:
    assert full().read("提供热线").found >= {"提供", "供热", "热线", "提"}


def test_without_any_words_every_character_stands_alone() -> None:
    assert Segmenter.from_words(["total 60101967"]).cut("低保2018年") == ["低", "保", "2018", "年"]


@given(
    st.text(st.one_of(st.sampled_from("人民政府办公室，。 25%\n"), st.characters()), max_size=30)
)
def test_joined_words_are_the_search_text(text: str) -> None:
    assert "".join(full().cut(marked_text(text))) == search_text(text)
