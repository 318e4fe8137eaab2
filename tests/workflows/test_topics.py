from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import QuerySyntaxError, UsageError
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.keeping import kept_folder
from gazette_search.workflows.topics import follow, followed, look_for_news, mark_known, unfollow
from small_homes import notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.news import News
    from gazette_search.workflows.home import Home


@pytest.fixture
def desk(tmp_path: Path) -> Home:
    """An issue with a notice on heating; no index yet."""
    return small_home(tmp_path / "home", notice(7, "供热"), notice(8, "提高低保标准"))


def arrive(home: Home, name: str, *documents: str) -> None:
    write_issue(home, name, *documents)
    file, number = home.corpus / f"{name}.txt", int(name[-2:])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("总第63期", f"总第{61 + number}期"), encoding="utf-8")
    bring_up_to_date(home)


def fresh(news: News) -> dict[str, list[str]]:
    return {topic.query: [hit.document.id for hit in topic.hits] for topic in news.topics}


def test_what_is_there_when_a_topic_is_added_is_known(desk: Home) -> None:
    added = follow(desk, ["供热", "低保标准", "供热"])
    assert [(topic.query, topic.held) for topic in added.topics] == [("供热", 1), ("低保标准", 1)]
    news = look_for_news(desk)
    assert (fresh(news), news.total) == ({"供热": [], "低保标准": []}, 0)
    assert [topic.total for topic in news.topics] == [1, 1]


def test_what_comes_in_is_new_until_it_was_shown(desk: Home) -> None:
    follow(desk, ["供热", "供水"])
    arrive(desk, "2020-03", notice(11, "供热"), notice(12, "供热供水", day="2020年4月1日"))
    news = look_for_news(desk)
    assert fresh(news) == {
        "供热": ["葫政办发〔2020〕12号", "葫政办发〔2020〕11号"],
        "供水": ["葫政办发〔2020〕12号"],
    }
    assert news.total == 2
    assert [hit.rank for hit in news.topics[0].hits] == [1, 2]
    assert fresh(look_for_news(desk)) == fresh(news), "only looked"
    mark_known(desk, news)
    assert look_for_news(desk).total == 0
    arrive(desk, "2020-04", notice(13, "供水"))
    assert fresh(look_for_news(desk)) == {"供热": [], "供水": ["葫政办发〔2020〕13号"]}


def test_a_renamed_or_changed_file_is_no_news(desk: Home) -> None:
    follow(desk, ["供热"])
    arrive(desk, "2020-02", notice(7, "供热", "改过的正文。"), notice(8, "提高低保标准"))
    assert look_for_news(desk).total == 0


def test_what_has_only_some_of_the_words_is_not_on_the_topic(desk: Home) -> None:
    follow(desk, ["供热 退费"])
    arrive(desk, "2020-03", notice(11, "供热"), notice(12, "供热退费"))
    assert fresh(look_for_news(desk)) == {"供热 退费": ["葫政办发〔2020〕12号"]}


def test_a_topic_that_is_there_stays_as_it_is(desk: Home) -> None:
    follow(desk, ["供热"])
    arrive(desk, "2020-03", notice(11, "供热"))
    assert follow(desk, ["供热"]).topics == ()
    assert look_for_news(desk).total == 1


def test_topics_are_removed(desk: Home) -> None:
    follow(desk, ["供热", "低保标准"])
    assert unfollow(desk, ["供热", "供水"]) == ("供水",)
    assert [topic.query for topic in followed(desk).topics] == ["低保标准"]
    assert unfollow(desk, ["低保标准"]) == ()
    assert followed(desk).topics == ()


def test_a_topic_that_cannot_be_read_adds_none(desk: Home) -> None:
    with pytest.raises(QuerySyntaxError):
        follow(desk, ["供热", "“没有关上"])
    assert followed(desk).topics == ()


def test_a_day_judges_what_is_new(desk: Home) -> None:
    follow(desk, ["供热"])
    arrive(desk, "2020-03", notice(11, "供热"))
    hits = look_for_news(desk, as_of=date(2020, 6, 30)).topics[0].hits
    assert hits[0].validity
    assert hits[0].validity.as_of == date(2020, 6, 30)


def test_issues_that_lack_are_told(desk: Home) -> None:
    follow(desk, ["供热"])
    arrive(desk, "2020-05", notice(21, "供热"))
    news = look_for_news(desk)
    assert news.missing == ("2020年第3期", "2020年第4期")
    assert news.newest == "2020年第5期"


def test_without_a_topic_it_is_told_how_to_add_one(desk: Home) -> None:
    with pytest.raises(UsageError, match="gsearch topics add"):
        look_for_news(desk)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"topics": [{"query": "供热"}]}', '{"topics": 3}', "{"]
)
def test_a_damaged_file_is_told_and_never_written_over(content: str, desk: Home) -> None:
    follow(desk, ["供热"])
    file = kept_folder(desk) / "topics.json"
    file.write_text(content, encoding="utf-8")
    if content:
        with pytest.raises(UsageError, match="文件坏了"):
            followed(desk)
        with pytest.raises(UsageError, match="文件坏了"):
            follow(desk, ["供水"])
    assert file.read_text(encoding="utf-8") == content


def test_homes_have_topics_of_their_own(desk: Home, tmp_path: Path) -> None:
    follow(desk, ["供热"])
    other = small_home(tmp_path / "other", notice(9, "供水"))
    assert followed(other).topics == ()
    kept = json.loads((kept_folder(desk) / "topics.json").read_text(encoding="utf-8"))
    assert [one["query"] for one in kept["topics"]] == ["供热"]
