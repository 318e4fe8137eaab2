#!/usr/bin/env bash
# textual 8.2.8: Pilot.press() types Chinese characters but drops Chinese marks.
#
# Expected: press("〔") reaches a focused Input as press("青") does; both are one
#   printable character of the same width and neither is a named key.
# Seen: Han, 〇 and ① arrive; 〔〕《》（）“”，。、；％ vanish without an error, because a
#   mark is turned into its Unicode name with underscores, and the way back looks up
#   that name as it is, finds nothing and sends a key without a character. A paste
#   event keeps them.
# Why it matters: a test that types a document number, 青政办发〔2021〕9号, searches for
#   青政办发20219号 and passes or fails for a reason no user can meet; brackets and
#   title marks are part of nearly every query over official documents.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PY'
import asyncio
import importlib.metadata
import sys

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

QUERY = "青政办发〔2021〕9号，《节水办法》（试行）、“一网通办”；三〇％①。"
MARKS = "〔〕，《》（）、“”；％。"


class Search(App[None]):
    def compose(self) -> ComposeResult:
        yield Input()


async def typed_and_pasted() -> tuple[str, str]:
    app = Search()
    async with app.run_test(size=(120, 10)) as pilot:
        field = app.query_one(Input)
        await pilot.press(*QUERY)
        await pilot.pause()
        typed = field.value
        field.value = ""
        field.post_message(events.Paste(QUERY))
        await pilot.pause()
        return typed, field.value


print("textual", importlib.metadata.version("textual"))
typed, pasted = asyncio.run(typed_and_pasted())
print("query :", QUERY)
print("press :", typed)
print("paste :", pasted)
without_marks = "".join(c for c in QUERY if c not in MARKS)
sys.exit("The behaviour has changed." if typed != without_marks or pasted != QUERY else 0)
PY
