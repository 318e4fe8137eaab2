"""Where a cluster is looked for, and who may be asked for a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import UsageError
from gazette_search.index.opensearch.connection import Login
from gazette_search.workflows.cluster_indexing import FileShare
from gazette_search.workflows.clusters import find_cluster, remember_cluster
from gazette_search.workflows.home import Home, has_cluster

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "geheim-4711"  # noqa: S105 -- of nobody


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home without anything, and surroundings that know no cluster."""
    for name in ("URL", "NAME", "CA", "USER", "PASSWORD"):
        monkeypatch.delenv(f"GSEARCH_OPENSEARCH_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return Home(tmp_path)


def configure(home: Home, text: str) -> None:
    (home.path / "opensearch.ini").write_text(text, encoding="utf-8")


def test_no_cluster_is_named(bare: Home) -> None:
    assert not has_cluster(bare)
    assert find_cluster(bare) is None


def test_a_home_names_its_cluster_and_remembers_it(bare: Home) -> None:
    address = find_cluster(bare, ("http://localhost:9200", "http://127.0.0.1:9201"))
    assert address
    remember_cluster(bare, address)
    assert has_cluster(bare)
    assert find_cluster(bare) == address


def test_the_environment_goes_before_the_home(bare: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(bare, "[opensearch]\nurl = http://a:9200\nname = province")
    monkeypatch.setenv("GSEARCH_OPENSEARCH_URL", "https://b:9200")
    address = find_cluster(bare)
    assert address
    assert (address.urls, address.name) == (("https://b:9200",), "province")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "读不懂"),
        ("url = https://a:9200", "读不懂"),
        ("[opensearch]\nurl = a:9200", "不对，请写成 https://主机:9200"),
        ("[opensearch]\nurl = ftp://a:9200", "不对"),
        ("[opensearch]\nurl = https://[a:9200", "不对"),
        (f"[opensearch]\nurl = https://me:{SECRET}@a:9200", "不能写用户名和密码"),
        ("[opensearch]\nurl = https://a:9200\nname = Gazette/../x", "名字"),
        ("[opensearch]\nurl = https://a:9200\nca = none.pem", "没有证书文件"),
    ],
)
def test_what_makes_no_sense_is_told(bare: Home, text: str, told: str) -> None:
    configure(bare, text)
    with pytest.raises(UsageError, match=told) as refused:
        find_cluster(bare)
    assert SECRET not in str(refused.value)


def test_a_password_comes_from_netrc_for_its_machine_alone(bare: Home, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(f"machine a login me password {SECRET}\n")
    configure(bare, "[opensearch]\nurl = https://a:9200")
    address = find_cluster(bare)
    assert address
    assert address.login == Login("me", SECRET)
    assert SECRET not in f"{address} {address!r}"
    configure(bare, "[opensearch]\nurl = https://b:9200")
    other = find_cluster(bare)
    assert other
    assert other.login is None


def test_a_home_from_elsewhere_gets_no_password_of_the_environment(
    bare: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GSEARCH_OPENSEARCH_USER", "me")
    monkeypatch.setenv("GSEARCH_OPENSEARCH_PASSWORD", SECRET)
    configure(bare, "[opensearch]\nurl = https://elsewhere:9200")
    address = find_cluster(bare)
    assert address
    assert address.login is None
    named = find_cluster(bare, ("https://own:9200",))
    assert named
    assert named.login == Login("me", SECRET)


@pytest.mark.parametrize("urls", [("http://a:9200",), ("https://a:9200", "https://b:9200")])
def test_a_password_goes_to_no_machine_that_it_is_not_for(
    bare: Home, tmp_path: Path, urls: tuple[str, ...]
) -> None:
    (tmp_path / "netrc").write_text(f"machine a login me password {SECRET}\n")
    with pytest.raises(UsageError) as refused:
        find_cluster(bare, urls)
    assert SECRET not in str(refused.value)


def test_every_file_belongs_to_one_share() -> None:
    files = [f"corpus/{year}-{n:02}.txt" for year in range(2000, 2020) for n in range(1, 7)]
    shares = [FileShare.read(f"{n}/4") for n in range(1, 5)]
    held = [[share.holds(file) for share in shares] for file in files]
    assert all(sum(row) == 1 for row in held)
    assert all(20 < sum(column) < 40 for column in zip(*held, strict=True))
    assert all(FileShare().holds(file) for file in files)


@pytest.mark.parametrize("text", ["", "2", "0/4", "5/4", "a/b", "1/0", "-1/4", "1/2/3"])
def test_a_share_is_written_so(text: str) -> None:
    with pytest.raises(UsageError, match="1/4"):
        FileShare.read(text)
