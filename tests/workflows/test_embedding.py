"""From a corpus to hits by meaning: made once, kept through whatever happens to the index."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.errors import EmbedderError, IndexLockedError
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.vector_log import embedding_lock, log_path
from gazette_search.search.reports import VectorState
from gazette_search.workflows import embedding, meaning
from gazette_search.workflows.embedding import embed
from gazette_search.workflows.indexing import bring_up_to_date
from models_of_meaning import SenseEmbedder
from small_homes import ask, notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.results import Hit
    from gazette_search.workflows.home import Home

DOGS = notice(1, "城区犬只管理", "单位和个人应当自取得犬只之日起十五日内办理登记。")
STREETS = notice(2, "市容整治", "对占道经营的商户，由城市管理部门责令限期改正。")
HEATING = notice(3, "冬季供热", "供热单位应当保证居民室内温度不低于十八摄氏度。")
SCHOOLS = notice(4, "义务教育招生", "义务教育阶段学校实行划片就近入学。")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> SenseEmbedder:
    """The model that searches and updates find."""
    made = SenseEmbedder()
    monkeypatch.setattr(meaning, "find_embedder", lambda *_: made)
    return made


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = small_home(tmp_path, DOGS, STREETS)
    bring_up_to_date(home)
    return home


def numbers(home: Home, query: str, **fields: Any) -> list[str]:
    return [str(hit.document.number) for hit in ask(home, query, **fields).hits]


def first(home: Home, query: str, **fields: Any) -> Hit:
    return ask(home, query, **fields).hits[0]


def state(home: Home) -> VectorState | None:
    return bring_up_to_date(home, dry_run=False).vectors


def test_everyday_words_find_what_is_worded_otherwise(home: Home, model: SenseEmbedder) -> None:
    assert not ask(home, "烤红薯").hits
    report = embed(home, model)
    assert (report.model, report.made) == ("senses-1", len(model.asked))
    hit = first(home, "烤红薯")
    assert str(hit.document.number) == "葫政办发〔2020〕2号"
    assert (hit.matched, hit.partial, hit.missing) == ("meaning", True, ("烤红薯",))
    assert "占道经营" in hit.passages[0].text


def test_what_words_and_meaning_found_says_so(home: Home, model: SenseEmbedder) -> None:
    embed(home, model)
    hit = first(home, "占道经营")
    assert (hit.matched, hit.partial, hit.missing) == ("both", False, ())
    assert len(hit.passages) == 1  # the sentence is shown once


@pytest.mark.parametrize(
    "fields",
    [{"words_only": True}, {"strict": True}, {"fixed_strings": True}, {"sort": "newest"}],
)
def test_meaning_can_be_left_out(home: Home, model: SenseEmbedder, fields: dict[str, Any]) -> None:
    embed(home, model)
    assert not ask(home, "烤红薯", **fields).hits


@pytest.mark.parametrize(
    "query", ["“烤红薯”", "烤红薯 -城市管理", "烤红薯 标题:犬只", "烤红薯 OR 卖货"]
)
def test_conditions_bind_what_meaning_finds(home: Home, model: SenseEmbedder, query: str) -> None:
    embed(home, model)
    assert "葫政办发〔2020〕2号" not in numbers(home, query)


def test_nothing_stays_nothing(home: Home, model: SenseEmbedder) -> None:
    embed(home, model)
    assert not ask(home, "红烧肉").hits


def test_only_what_is_new_is_embedded(home: Home, model: SenseEmbedder) -> None:
    embed(home, model)
    before = len(model.asked)
    write_issue(home, "2020-03", HEATING)
    bring_up_to_date(home)
    waiting = state(home)
    assert waiting
    assert waiting.waiting
    assert embed(home, model).made == waiting.waiting
    assert all("占道" not in text for text in model.asked[before:])
    assert state(home) == VectorState(waiting.held + waiting.waiting, 0)
    assert numbers(home, "冻得慌") == ["葫政办发〔2020〕3号"]
    assert embed(home, model).made == 0


def test_an_update_says_what_waits_and_the_search_too(home: Home, model: SenseEmbedder) -> None:
    assert state(home) == VectorState(0, None)
    embed(home, model)
    write_issue(home, "2020-03", HEATING)
    bring_up_to_date(home)
    found = ask(home, "烤红薯")
    assert [hit.matched for hit in found.hits] == ["meaning"]
    assert [note for note in found.notes if "还没有向量" in note]


def test_without_a_model_nothing_is_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "find_embedder", lambda *_: None)
    assert state(home) is None


def test_a_rebuild_keeps_what_was_made(home: Home, model: SenseEmbedder) -> None:
    embed(home, model)
    before = numbers(home, "铲屎官"), numbers(home, "烤红薯")
    bring_up_to_date(home, rebuild=True)
    assert (numbers(home, "铲屎官"), numbers(home, "烤红薯")) == before
    assert embed(home, model).made == 0


def test_a_changed_issue_waits_only_for_what_changed(home: Home, model: SenseEmbedder) -> None:
    embed(home, model)
    write_issue(home, "2020-02", DOGS, STREETS, SCHOOLS)
    bring_up_to_date(home)
    before = len(model.asked)
    embed(home, model)
    assert model.asked[before:]
    assert not any("占道" in text or "犬只" in text for text in model.asked[before:])
    assert numbers(home, "娃娃念书") == ["葫政办发〔2020〕4号"]


def test_documents_that_are_gone_are_not_found(home: Home, model: SenseEmbedder) -> None:
    write_issue(home, "2020-03", HEATING)
    bring_up_to_date(home)
    embed(home, model)
    (home.corpus / "2020-02.txt").unlink()
    bring_up_to_date(home, force=True)
    assert numbers(home, "烤红薯") == []
    assert numbers(home, "冻得慌") == ["葫政办发〔2020〕3号"]


def test_a_model_that_stops_loses_nothing(
    home: Home, model: SenseEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "SAMPLE", 1)
    stopping = SenseEmbedder(failing_after=1)
    stopping.at_once = 1
    total = embed_until_it_stops(home, stopping)
    assert embed(home, model).made == total - len(stopping.asked)
    assert not {*stopping.asked} & {*model.asked}


def embed_until_it_stops(home: Home, stopping: SenseEmbedder) -> int:
    """How many texts there are."""
    told: list[int] = []
    with pytest.raises(EmbedderError, match="模型停了"):
        embed(home, stopping, on_progress=lambda _, __, total: told.append(total))
    found = state(home)
    assert found
    assert found.waiting
    assert found.held == len(stopping.asked)  # the index knows of them
    return told[0]


def test_after_a_kill_it_goes_on(
    home: Home, model: SenseEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last vector and telling the index of it."""
    with monkeypatch.context() as killed:
        killed.setattr(embedding, "_publish", lambda *_: None)
        killed.setattr(embedding, "_survey", _once(embedding._survey))
        with pytest.raises(KeyboardInterrupt):
            embed(home, model)
    assert state(home) != VectorState(len(model.asked), 0)
    assert embed(home, model).made == 0
    assert state(home) == VectorState(len(model.asked), 0)
    assert first(home, "烤红薯").matched == "meaning"


def _once(survey: Any) -> Any:
    calls: list[int] = []

    def surveyed(*arguments: Any) -> Any:
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        return survey(*arguments)

    return surveyed


def test_the_index_learns_of_vectors_as_they_are_made(
    home: Home, model: SenseEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "PUBLISH_EVERY", -1.0)
    monkeypatch.setattr(embedding, "SAMPLE", 1)
    model.at_once = 1
    states: list[VectorState | None] = []
    embed(home, model, on_progress=lambda *_: states.append(state(home)))
    held = [found.held for found in states if found]
    assert held == sorted(held)
    assert held[0] == 0
    assert 0 < held[-1] < len(model.asked)


def test_issues_are_added_while_vectors_are_made(home: Home, model: SenseEmbedder) -> None:
    added: list[str] = []

    def add(*_: object) -> None:
        if not added:
            write_issue(home, "2020-03", HEATING)
            added.extend(bring_up_to_date(home).added)

    embed(home, model, on_progress=add)
    assert added == ["corpus/2020-03.txt"]
    assert numbers(home, "冻得慌") == ["葫政办发〔2020〕3号"]
    assert state(home) == VectorState(len({*model.asked}), 0)


def test_two_models_never_mix(
    home: Home, model: SenseEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed(home, model)
    other = SenseEmbedder("senses-2")
    monkeypatch.setattr(meaning, "find_embedder", lambda *_: other)
    assert not ask(home, "烤红薯").hits  # it has made nothing here
    assert state(home) == VectorState(0, None)
    assert embed(home, other).made == len(model.asked)
    assert first(home, "烤红薯").matched == "meaning"
    monkeypatch.setattr(meaning, "find_embedder", lambda *_: model)
    assert first(home, "烤红薯").matched == "meaning"  # its own are still there


def test_a_model_that_fails_at_a_query_leaves_the_words(
    home: Home, model: SenseEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed(home, model)

    def silent(_: str) -> list[float]:
        raise EmbedderError("向量服务器 http://127.0.0.1:9/v1/embeddings 5 秒内没有回答")

    monkeypatch.setattr(model, "query", silent)
    found = ask(home, "占道经营")
    assert [hit.matched for hit in found.hits] == ["words"]
    assert [note for note in found.notes if "5 秒内没有回答" in note]


@pytest.mark.parametrize("damage", [b"", b"damaged\n", None])
def test_a_log_that_is_lost_or_damaged_leaves_the_words(
    home: Home, model: SenseEmbedder, damage: bytes | None
) -> None:
    embed(home, model)
    log = log_path(home.index, model.model)
    if damage is None:
        shutil.rmtree(log.parent)
    else:
        log.write_bytes(damage)
    assert numbers(home, "占道经营") == ["葫政办发〔2020〕2号"]
    bring_up_to_date(home, rebuild=True)
    assert numbers(home, "占道经营") == ["葫政办发〔2020〕2号"]
    shutil.rmtree(log.parent, ignore_errors=True)
    assert embed(home, model).made
    assert first(home, "烤红薯").matched == "meaning"


def test_records_that_are_damaged_leave_the_words_and_are_told(
    home: Home, model: SenseEmbedder
) -> None:
    embed(home, model)
    log = log_path(home.index, model.model)
    content = log.read_bytes()
    log.write_bytes(content[:-60] + bytes(60))
    found = ask(home, "占道经营")
    assert [hit.matched for hit in found.hits] == ["words"]
    assert [note for note in found.notes if "校验和" in note]
    embed(home, model)
    assert first(home, "烤红薯").matched == "meaning"


def test_one_at_a_time(home: Home, model: SenseEmbedder) -> None:
    with embedding_lock(home.index), pytest.raises(IndexLockedError):
        embed(home, model)
    with IndexDirectory(home.index).lock(0.0), pytest.raises(IndexLockedError):
        embed(home, model, wait=0.0)
    assert embed(home, model).made == 0  # what was made before the index was locked is kept


def test_a_home_without_an_index_gets_one(tmp_path: Path, model: SenseEmbedder) -> None:
    home = small_home(tmp_path, DOGS, STREETS, HEATING)
    assert embed(home, model).made
    assert first(home, "铲屎官").matched in ("meaning", "both")


def test_a_server_without_a_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(meaning.SERVER, "http://127.0.0.1:8000/v1")
    monkeypatch.delenv(meaning.MODEL_VARIABLE, raising=False)
    with pytest.raises(EmbedderError, match="GSEARCH_EMBED_MODEL"):
        meaning.find_embedder()


def test_a_server_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(meaning.SERVER, "http://127.0.0.1:8000/v1")
    monkeypatch.setenv(meaning.MODEL_VARIABLE, "bge-m3")
    found = meaning.find_embedder()
    assert found
    assert found.model == "openai:bge-m3"
