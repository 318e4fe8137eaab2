"""Imports go one way, and heavy packages stay where they belong (contracts in pyproject.toml)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_contract_is_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 -- our own linter
        [lint, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    contracts = (
        (ROOT / "pyproject.toml").read_text("utf-8").count("[[tool.importlinter.contracts]]")
    )
    assert f"{contracts} kept, 0 broken" in done.stdout
