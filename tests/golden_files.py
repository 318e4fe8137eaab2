"""Golden files: whole outputs that a reviewer can read, under tests/golden/."""

from __future__ import annotations

import os
from pathlib import Path

DIRECTORY = Path(__file__).parent / "golden"


def agrees_with_golden(name: str, text: str) -> bool:
    """Whether the text is what the file holds; UPDATE_GOLDEN=1 writes the file instead."""
    file = DIRECTORY / f"{name}.golden"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(text.encode("utf-8"))
    return file.read_bytes().decode("utf-8") == text
