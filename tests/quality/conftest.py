from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quality.scoring import PASSAGES, Query, Shown, load, read_hits

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

GSEARCH = Path(sys.executable).with_name("gsearch")
QUERIES = {path.stem: load(path) for path in sorted(Path(__file__).parent.glob("*queries*.jsonl"))}

Answers = dict[str, list[tuple[Query, list[Shown]]]]


def ask(home: Home, query: Query) -> tuple[Query, list[Shown]]:
    """Run the installed command, as a person does."""
    options = ["--home", str(home.path), "--format", "json", "--passages", str(PASSAGES)]
    command = [str(GSEARCH), *options, "--", query.text]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603
    if ran.returncode not in (0, 1):
        pytest.fail(f"{query.name} {query.text}: exit {ran.returncode}: {ran.stderr.decode()}")
    return query, read_hits(json.loads(ran.stdout))


@pytest.fixture(scope="session")
def answers(home: Home) -> Answers:
    """Every judged query with what the command answers, by set."""
    with ThreadPoolExecutor(2) as pool:
        return {
            name: list(pool.map(partial(ask, home), queries)) for name, queries in QUERIES.items()
        }
