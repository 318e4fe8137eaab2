from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import write_corpus

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _loaded(one_dictionary: None) -> None:
    """Hundreds of updates are made here; each would load the dictionary anew."""


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose version 1 is indexed; only to be copied."""
    home = Home(tmp_path_factory.mktemp("indexed"))
    write_corpus(home, version=1)
    bring_up_to_date(home)
    return home.path


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Home:
    """A home of its own for each test, with three small issues of version 1."""
    shutil.copytree(indexed, tmp_path / "home")
    return Home(tmp_path / "home")
