from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import state
from gazette_search.errors import GazetteSearchError, QuerySyntaxError
from gazette_search.search.engine import SearchEngine
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.indexing import bring_up_to_date
from small_homes import ask, found, notice, ranks, reading, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.search.results import SearchResult
    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")

LOW_INCOME = ["葫政办发〔2020〕23号", "葫政办发〔2019〕55号", "葫政办发〔2018〕78号"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("低保标准", LOW_INCOME),
        ("2018年 低保标准 提高", ["葫政办发〔2018〕78号"]),
        ("供暖不热怎么退暖气费", ["葫政办发〔2020〕1号"]),
        ("拆迁补偿", ["葫政发〔2019〕19号"]),
        ("飞地经济", ["葫政办发〔2019〕56号"]),
        ("劣Ⅴ类水体", ["葫政办发〔2018〕11号"]),
        ("王力威", ["葫政办发〔2018〕10号"]),
        ('"抽贷、断贷、压贷"', ["葫政发〔2020〕6号"]),
        ("葫蘆島住房公積金提取條件", ["葫政发〔2019〕12号"]),
        ("ＨＡＣＣＰ", ["葫政办发〔2018〕17号", "葫政办发〔2018〕87号"]),
    ],
)
def test_what_people_ask_for_comes_first(home: Home, query: str, first: list[str]) -> None:
    assert set(ranks(home, query)[: len(first)]) == set(first)


@pytest.mark.parametrize(
    ("accident", "number"),
    [
        ("供热", "葫政发〔2019〕12号"),  # 提供热线电话
        ("人社", "葫政办发〔2018〕79号"),  # 老年人社区学习
    ],
)
def test_an_accident_of_two_words_is_found_only_when_quoted(
    home: Home, accident: str, number: str
) -> None:
    assert number not in ranks(home, accident)
    assert number in ranks(home, f'"{accident}"')
    assert number in ranks(home, accident, fixed_strings=True)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("底保标准", "低保标准"),
        ("徐大宝核电", "徐大堡核电"),
        ("第四次经济谱查 标准时点", "第四次经济普查 标准时点"),
        ("dibao", "低保"),
        ("DIBAO", "低保"),  # never the same form on both sides, however it was typed
        ("ＤＩＢＡＯ标准", "低保标准"),
        ("徐大寶核電", "徐大堡核電"),
        ("扶貪工作", "扶贫工作"),
        ("底保 底保", "低保 低保"),
        ("底保 OR 徐大宝", "低保 OR 徐大堡"),
        ("title:底保", "title:低保"),
    ],
)
def test_a_correction_is_said_and_answers(home: Home, typed: str, suggestion: str) -> None:
    result = ask(home, typed)
    assert result.suggestion == suggestion
    assert found(result)[:1] == ranks(home, suggestion)[:1] != []
    assert ask(home, typed, strict=True).suggestion is None


@pytest.mark.parametrize(("heating", "suggestion"), [(4, "低保 供热 计量 收费"), (12, None)])
def test_a_correction_that_no_hit_in_the_first_places_holds_is_none(
    tmp_path: Path, heating: int, suggestion: str | None
) -> None:
    documents = [notice(n, "冬季供热计量收费", f"第{n}片区按计量收费。") for n in range(heating)]
    documents += [notice(n, "提高低保标准", f"第{n}片区提高标准。") for n in range(50, 55)]
    result = ask(small_home(tmp_path, *documents), "底保 供热 计量 收费")
    assert result.suggestion == suggestion
    assert result.hits[0].missing == ("低保" if suggestion else "底保",)


@pytest.mark.parametrize("query", ["烟花爆竹", "网约车", "低保标准", "供暖", '"底保"', "xyzabc"])
def test_real_words_are_never_corrected(home: Home, query: str) -> None:
    assert ask(home, query).suggestion is None


def test_a_word_found_only_by_its_synonyms_is_said(home: Home) -> None:
    assert ask(home, "供暖").notes == ("“供暖”未见于原文，按“供热”“暖气”查找",)
    assert ask(home, "供热").notes == ()


@pytest.mark.parametrize("query", ["环境保护部第42号令", "环境保护部令第42号", "42号令"])
def test_a_number_in_another_order_of_its_parts_is_no_other_word(home: Home, query: str) -> None:
    (note,) = ask(home, query).notes
    assert note.endswith(" 不在库内，以下文件引用了它")


def test_partial_matches_name_what_is_missing(home: Home) -> None:
    result = ask(home, "低保 烟花")
    assert result.relaxed
    assert result.hits
    assert all(hit.partial and hit.missing == ("烟花",) for hit in result.hits)
    assert ask(home, "低保 烟花", strict=True).total == 0


def test_full_matches_stand_before_partial_ones_of_the_same_words(home: Home) -> None:
    result = ask(home, "低保 飞地")
    full = [hit for hit in result.hits if not hit.partial]
    assert [str(hit.document.number) for hit in full] == ["葫政办发〔2020〕18号"]
    assert [hit.rank for hit in full] == [1]
    assert found(ask(home, "低保 飞地", strict=True)) == ["葫政办发〔2020〕18号"]


def test_what_lacks_a_word_follows_what_lacks_none(home: Home) -> None:
    result = ask(home, "农村 低保")
    assert not result.relaxed
    partial = [hit.partial for hit in result.hits]
    assert partial == sorted(partial)
    assert {hit.missing for hit in result.hits if hit.partial} == {("农村",), ("低保",)}
    full = [str(hit.document.number) for hit in result.hits if not hit.partial]
    assert set(full) == set(ranks(home, "农村 低保", strict=True))


@pytest.mark.parametrize(
    "query",
    [
        '"烟花" 低保',
        '低保 "烟花爆竹"',
        "低保 文种:决定 title:飞地",
        "低保 year:2017",
        '"低保" -低保',
    ],
)
def test_what_was_quoted_filtered_or_excluded_is_never_dropped(home: Home, query: str) -> None:
    result = ask(home, query)
    assert result.total == 0
    assert not result.relaxed


def test_a_missing_word_is_missing(index: LocalIndex, home: Home) -> None:
    result = ask(home, "残疾人 无障碍改造 网约车")
    assert result.relaxed
    assert result.hits[0].missing == ("网约车",)
    for hit in result.hits:
        text = index.scan(index.snapshot.catalog.numbers.index(str(hit.document.number))).text
        assert hit.missing
        assert not any(missing in text for missing in hit.missing)


def test_ranks_count_over_the_whole_result(home: Home) -> None:
    whole = ask(home, "建设")
    page = ask(home, "建设", limit=5, offset=10)
    assert whole.total == page.total == len(whole.hits)
    assert [hit.rank for hit in whole.hits] == [*range(1, whole.total + 1)]
    assert [hit.rank for hit in page.hits] == [11, 12, 13, 14, 15]
    assert page.hits == whole.hits[10:15]
    assert ask(home, "建设", offset=whole.total).hits == ()


@pytest.mark.parametrize(
    "query",
    ["建设", "城市 管理 考核", "低保 烟花", "文种:通知", "农村低保一年多少钱", "建设 OR 发展"],
)
@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (5, 0), (10, 5), (3, 30)])
def test_a_page_is_a_piece_of_the_whole(home: Home, query: str, limit: int, offset: int) -> None:
    """Though what cannot come onto it is not read."""
    whole, page = ask(home, query), ask(home, query, limit=limit, offset=offset)
    assert page.hits == whole.hits[offset : offset + limit]
    assert (page.total, page.relaxed) == (whole.total, whole.relaxed)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (5, 0), (10, 5), (3, 30)])
@pytest.mark.parametrize("query", ["城市 管理 考核", "低保 烟花", "农村低保一年多少钱"])
def test_a_page_by_date_is_a_piece_of_the_whole(
    home: Home, query: str, sort: str, limit: int, offset: int
) -> None:
    whole = ask(home, query, sort=sort)
    page = ask(home, query, sort=sort, limit=limit, offset=offset)
    assert page.hits == whole.hits[offset : offset + limit]
    for tier in (False, True):  # what lacks a word follows what lacks none, whatever its date
        dates = [h.document.signed_date for h in whole.hits if bool(h.missing) is tier]
        assert dates == sorted(dates, reverse=sort == "newest")  # type: ignore[type-var]
    lacking = [bool(hit.missing) for hit in whole.hits]
    assert lacking == sorted(lacking)


@pytest.mark.parametrize(("sort", "newest"), [("newest", True), ("oldest", False)])
def test_sorted_by_date(home: Home, sort: str, newest: bool) -> None:
    result = ask(home, "低保", sort=sort)
    dates = [hit.document.signed_date for hit in result.hits]
    assert all(dates)
    assert dates == sorted(dates, reverse=newest)  # type: ignore[type-var]
    assert set(found(result)) == set(ranks(home, "低保"))


def test_the_same_query_gives_the_same_result(index: LocalIndex) -> None:
    def search(query: str) -> SearchResult:
        return SearchEngine(index).search(SearchRequest(query, limit=0, explain=True), state())

    for query in ("低保标准", "文种:通知", "建设 发展", "-低保"):
        assert search(query) == search(query)


def test_scores_fall_but_for_the_newest_of_a_series(home: Home) -> None:
    result = ask(home, "建设 发展")
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


def test_the_newest_of_close_versions_comes_first(home: Home) -> None:
    assert ranks(home, "农村低保一年多少钱")[:3] == LOW_INCOME


def test_a_year_in_the_query_says_which_version(home: Home) -> None:
    assert ranks(home, "2018年城市低保一个月多少钱")[0] == "葫政办发〔2018〕78号"
    assert ranks(home, "2019年城市低保")[0] == "葫政办发〔2019〕55号"


def test_hits_without_a_date_sort_last_among_the_newest(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(8, "冬季供热工作", day=""),
        notice(9, "夏季供热工作", day="2020年3月8日"),
    )
    assert ranks(home, "供热", sort="newest") == ["葫政办发〔2020〕9号", "葫政办发〔2020〕8号"]


@pytest.mark.parametrize("query", ["", "   ", "，。！", '""', "（）", "*"])
def test_a_query_that_asks_for_nothing_is_an_error(home: Home, query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(home, query)


def test_fixed_strings_know_no_operators(home: Home) -> None:
    assert ranks(home, "低保 OR 飞地", fixed_strings=True) == []
    assert ranks(home, "title:低保", fixed_strings=True) == []
    assert ranks(home, "4425 元", fixed_strings=True) == ["葫政办发〔2020〕23号"]


def test_the_users_thesaurus_is_heard(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(8, "夜市管理", "夜市应当在二十二时前收摊。"))
    assert ranks(home, "深夜食堂", strict=True) == []
    (home.path / "thesaurus.txt").write_text("深夜食堂 = 夜市  # 口语\n", encoding="utf-8")
    result = ask(home, "深夜食堂", strict=True, explain=True)
    assert found(result) == ["葫政办发〔2020〕8号"]
    assert any("＋夜市" in line and "口语" in line for line in result.explanation)


def test_a_wrong_line_of_the_users_thesaurus_is_named(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(8, "夜市管理"))
    (home.path / "thesaurus.txt").write_text("# 自己的词\n深夜食堂\n", encoding="utf-8")
    with pytest.raises(GazetteSearchError, match=r"thesaurus\.txt.*2"):
        ask(home, "夜市")


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "低保"))
    bring_up_to_date(home)
    for issue in home.corpus.iterdir():
        issue.unlink()
    bring_up_to_date(home, force=True)
    assert ask(home, "低保 OR 葫政办发2020 23号 OR 供热*").total == 0
    with reading(home) as snapshot:
        assert len(snapshot.catalog) == 0


PIECES = st.sampled_from(
    "低保 标准 供热 底保 烟花 孤儿 ！ ， a 5G haccp 2018年 2019 23号 葫政办发2020 "
    '* " “ ” 「 」 OR NOT - ( ) | NEAR/10 title: 正文: number: 期: date: year: 2020 .. '
    "issuer: genre: Ⅲ % ① é — / 多少钱 有效吗 \\ '".split()
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    pieces=st.lists(st.one_of(PIECES, st.text(max_size=3)), min_size=1, max_size=7),
    glue=st.sampled_from(["", " "]),
    options=st.fixed_dictionaries({"strict": st.booleans(), "fixed_strings": st.booleans()}),
)
def test_any_query_is_answered_or_refused(
    index: LocalIndex, pieces: list[str], glue: str, options: dict[str, Any]
) -> None:
    request = SearchRequest(glue.join(pieces), limit=5, explain=True, context=1, **options)
    with suppress(QuerySyntaxError):
        result = SearchEngine(index).search(request, state())
        assert len(result.hits) == min(5, result.total)
        for hit in result.hits:
            assert hit.partial == bool(hit.missing)
            assert all(passage.text.strip() for passage in hit.passages)


@pytest.mark.parametrize(
    "query",
    [
        "低保",
        "低保 孤儿 拆迁",
        "供热 -拆迁",
        "“放管服”",
        "文种:公告",
        "葫政办发2020 23号",
        "火星移民",
    ],
)
def test_facets_count_all_that_was_found(home: Home, query: str) -> None:
    """Also what the page does not show, and partial matches where nothing has every word."""
    counted = ask(home, query, limit=1, facets=True)
    listed = ask(home, query, limit=0)
    expected: dict[str, Counter[str]] = {
        "year": Counter(str(hit.document.signed_date or "")[:4] for hit in listed.hits),
        "genre": Counter(hit.document.genre or "" for hit in listed.hits),
        "issuer": Counter(hit.document.issuer or "" for hit in listed.hits),
        "issue": Counter(hit.issue.label for hit in listed.hits),
    }
    assert {name: Counter(dict(counts)) for name, counts in counted.facets.items()} == expected
    for counts in counted.facets.values():
        assert [*counts] == sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def test_facets_are_of_what_passes_the_filters(home: Home) -> None:
    narrowed = ask(home, "低保", facets=True, filters=Filters(genres=("意见",)))
    assert narrowed.facets["genre"] == (("意见", 1),)


def test_facets_are_of_what_passes_by_force(home: Home) -> None:
    gone = ask(home, "通知", facets=True, as_of=date(2023, 1, 1), statuses=("expired",))
    assert gone.total
    assert sum(count for _, count in gone.facets["year"]) == gone.total


def test_nobody_counts_unasked(home: Home) -> None:
    assert ask(home, "低保").facets == {}
