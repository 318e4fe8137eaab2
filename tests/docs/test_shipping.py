"""What is shipped is whole: pages link to nothing that the source distribution lacks."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ALWAYS = ("pyproject.toml", "LICENSE")  # hatchling takes them along unasked
PAGES = sorted(path for folder in (ROOT, ROOT / "docs") for path in folder.glob("*.md"))
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def links(page: Path) -> list[Path]:
    """Files of the project that a page links to."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [(page.parent / target).resolve() for target in LINK.findall(text)]


def is_shipped(path: Path) -> bool:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    patterns = [pattern.lstrip("/") for pattern in included]
    below = path.relative_to(ROOT)
    return below.as_posix() in ALWAYS or any(
        below.match(pattern) or Path(pattern) in (below, *below.parents) for pattern in patterns
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_that_is_shipped(page: Path) -> None:
    found = links(page)
    assert [path for path in found if not path.exists()] == []
    assert [path for path in found if not is_shipped(path)] == []


def test_pages_have_links() -> None:
    assert sum(len(links(page)) for page in PAGES) > 8


def test_the_licence_is_named_as_indexes_know_it() -> None:
    project = PROJECT["project"]
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
    assert not [one for one in project["classifiers"] if one.startswith("License ::")]


def test_every_dependency_says_why_and_under_which_licence() -> None:
    """In pyproject.toml, beside it or above it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for extra in ("semantic", "office", "browse"):
        block = text.split(f"\n{extra} = [", 1)[1].split("\n]", 1)[0]
        assert re.search(r"MIT|BSD|Apache|MPL", block), extra
