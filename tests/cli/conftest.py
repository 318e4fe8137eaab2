from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from stand_ins import MODULES, Operations

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def operations(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Operations:
    fakes = Operations()
    for module, names in MODULES.items():
        stand_in = SimpleNamespace(**{name: fakes.named(name) for name in names})
        if module == "standing":
            stand_in.meant_id = lambda _home, text, *_: text
        monkeypatch.setitem(sys.modules, f"gazette_search.workflows.{module}", stand_in)
    (tmp_path / "corpus").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("GSEARCH_HOME", "NO_COLOR", "CLICOLOR_FORCE", "_GSEARCH_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    return fakes
