"""Which cluster holds the index of a home, if one does.

The address comes from the environment, else from `opensearch.ini` in the home. A user name and
password never stand there, on a command line or in an address: they come from the environment, for
an address that comes from there too, else from the user's own netrc file, which names the machine
that they are for. So a home from elsewhere cannot ask for them. They go over https or stay on this
machine.
"""

from __future__ import annotations

import os
from configparser import ConfigParser, Error
from contextlib import suppress
from netrc import NetrcParseError, netrc
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gazette_search.errors import UsageError, system_reason
from gazette_search.index.opensearch.connection import ClusterAddress, Login
from gazette_search.values import dataclass
from gazette_search.workflows.home import CLUSTER_FILE, CLUSTER_URL

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

SECTION = "opensearch"
NAME = "GSEARCH_OPENSEARCH_NAME"
AUTHORITY = "GSEARCH_OPENSEARCH_CA"
USER, PASSWORD = "GSEARCH_OPENSEARCH_USER", "GSEARCH_OPENSEARCH_PASSWORD"
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(slots=True)
class Leniency:
    """Whether the answer of a cluster may lack shards, and which did.

    Attributes:
        partial: Whether it may.
        shards: Of the answers given.
        unanswered: Of these, those that did not answer one.
    """

    partial: bool = False
    shards: int = 0
    unanswered: int = 0


# One command a process: what the command line allowed, and what came of it.
LENIENCY = Leniency()


def find_cluster(home: Home, urls: tuple[str, ...] = ()) -> ClusterAddress | None:
    """The cluster of a home; None where its index is on this machine.

    Args:
        home: Whose index it is.
        urls: As named on the command line; they go before all others.

    Raises:
        UsageError: When what is configured makes no sense.
    """
    settings = _settings(home.path / CLUSTER_FILE)
    own = urls or tuple(os.environ.get(CLUSTER_URL, "").split())
    found = own or tuple(settings.get("url", "").split())
    if not found:
        return None
    hosts = [_host(url) for url in found]
    authority = os.environ.get(AUTHORITY) or settings.get("ca", "")
    address = ClusterAddress(
        urls=found,
        name=os.environ.get(NAME) or settings.get("name", "gsearch"),
        authority=str(home.path / Path(authority).expanduser()) if authority else "",
        login=(_from_environment() if own else None) or _from_netrc(hosts[0]),
    )
    _require_sound(address, hosts)
    return address


def remember_cluster(home: Home, address: ClusterAddress) -> None:
    """Let the home know its cluster, so that every command finds it."""
    lines = [f"[{SECTION}]", f"url = {' '.join(address.urls)}", f"name = {address.name}"]
    lines += [f"ca = {address.authority}"] if address.authority else []
    path = home.path / CLUSTER_FILE
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"写不了 {path}（{system_reason(problem)}）") from problem


def _settings(path: Path) -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
        return dict(parser[SECTION])
    except FileNotFoundError:
        return {}
    except (Error, KeyError, UnicodeDecodeError) as problem:
        form = f"请写成 [{SECTION}] 一行，再写 url = https://主机:9200"
        raise UsageError(f"{path} 读不懂。{form}") from problem
    except OSError as problem:
        raise UsageError(f"{path} 读不出来（{system_reason(problem)}）") from problem


def _host(url: str) -> str:
    """The machine of an address, which must be one and carry no secret."""
    try:
        parts = urlsplit(url)
        host, secret = parts.hostname, parts.username or parts.password
    except ValueError:
        host, secret = None, None
    if secret:
        raise UsageError(
            f"集群地址里不能写用户名和密码。请用环境变量 {USER} 和 {PASSWORD}，或写进 ~/.netrc"
        )
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError(f"集群地址“{url}”不对，请写成 https://主机:9200")
    return host


def _from_environment() -> Login | None:
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    return Login(user, password) if user and password else None


def _from_netrc(host: str) -> Login | None:
    """What the user's netrc file says for exactly this machine."""
    with suppress(OSError, NetrcParseError, RuntimeError, UnicodeDecodeError):
        named = os.environ.get("NETRC")
        entry = (netrc(named) if named else netrc()).hosts.get(host)
        if entry and entry[2]:
            return Login(entry[0], entry[2])
    return None


def _require_sound(address: ClusterAddress, hosts: list[str]) -> None:
    for url, host in zip(address.urls, hosts, strict=True):
        if address.login and urlsplit(url).scheme == "http" and host not in _HERE:
            raise UsageError(f"{url} 没有加密，不能把密码发过去。请用 https")
        if address.login and host not in (hosts[0], *_HERE) and _from_netrc(host) != address.login:
            raise UsageError(f"~/.netrc 里没有 {host} 的同一个用户，不能把密码发给它")
    if address.authority and not Path(address.authority).is_file():
        raise UsageError(f"没有证书文件 {address.authority}")
    if not address.name.replace("-", "").isalnum() or not address.name.islower():
        raise UsageError(f"索引的名字“{address.name}”不对，请用小写字母、数字和 -")
