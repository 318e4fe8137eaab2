from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gazette_search.errors import UsageError
from gazette_search.workflows.folders import config_folder, state_folder

VARIABLES = ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA")


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("/u"))


@pytest.mark.parametrize(
    ("platform", "state", "config"),
    [
        ("linux", "/u/.local/state/gsearch", "/u/.config/gsearch"),
        ("freebsd14", "/u/.local/state/gsearch", "/u/.config/gsearch"),
        ("darwin", *["/u/Library/Application Support/gsearch"] * 2),
        ("win32", "/u/AppData/Local/gsearch", "/u/AppData/Roaming/gsearch"),
    ],
)
def test_every_platform_has_its_place(
    platform: str, state: str, config: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert (state_folder(), config_folder()) == (Path(state), Path(config))


@pytest.mark.parametrize(
    ("platform", "variables"),
    [("linux", ("XDG_STATE_HOME", "XDG_CONFIG_HOME")), ("win32", ("LOCALAPPDATA", "APPDATA"))],
)
def test_the_platforms_variables_come_first(
    platform: str, variables: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in variables:
        monkeypatch.setenv(name, f"/data/{name}")
    folders = (state_folder(), config_folder())
    assert folders == tuple(Path(f"/data/{name}/gsearch") for name in variables)


@pytest.mark.parametrize("named", ["", "state", "./state", "~/state"])
def test_a_variable_without_an_absolute_path_counts_as_none(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", named)
    assert state_folder() == Path("/u/.local/state/gsearch")


def test_a_user_without_a_folder_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", unknown)
    with pytest.raises(UsageError, match="HOME 或 XDG_STATE_HOME"):
        state_folder()
