"""Entry point: run the command and turn every failure into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from gazette_search.cli.group import CONTEXT, GazetteGroup
from gazette_search.cli.settings import settings
from gazette_search.cli.terminal import set_ambiguous_width, speak_utf8
from gazette_search.errors import (
    EXIT_FAULT,
    EXIT_FOUND,
    EXIT_INCOMPLETE,
    EXIT_INTERRUPTED,
    EXIT_USAGE,
    GazetteSearchError,
    QuerySyntaxError,
    system_reason,
)
from gazette_search.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "gsearch"
_QUERY_SHOWN = 24  # characters of a query before and after the place of an error


@click.group(
    cls=GazetteGroup,
    context_settings=CONTEXT,
    help="在政府公报里查找公文：按相关程度列出公文和命中的段落，指出文号、章节和所在的行。",
)
@click.version_option(__version__, "-V", "--version", message="gsearch %(version)s")
def gsearch() -> None:
    """The commands."""


def main(args: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        args: The arguments; those of the process when None.

    Returns:
        The exit code.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            speak_utf8(stream)
        set_ambiguous_width(settings().ambiguous_width)
        code = _run([*(sys.argv[1:] if args is None else args)])
        sys.stdout.flush()
    except BrokenPipeError:  # | head has read enough
        _silence_stdout()
        code = EXIT_FOUND
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except click.exceptions.Exit as done:
        code = done.exit_code
    except Exception as problem:  # noqa: BLE001 -- the last stop: no fault may pass for an answer
        code = _complain(problem)
        _drop_output()
    return code


def _run(arguments: list[str]) -> int:
    with gsearch.make_context(PROGRAM, arguments) as ctx:
        code = int(gsearch.invoke(ctx) or EXIT_FOUND)
    return _code_with_gaps(code)


def _code_with_gaps(code: int) -> int:
    """The exit code, another one where a cluster answered in part, which is told."""
    clusters = sys.modules.get("gazette_search.workflows.clusters")
    if clusters is None or not clusters.LENIENCY.unanswered:
        return code
    lacking = clusters.LENIENCY
    _say(f"{lacking.shards} 个分片中 {lacking.unanswered} 个没有回答，以上不是全部结果")
    return EXIT_INCOMPLETE


def _explained(problem: QuerySyntaxError) -> str:
    """The query, or its part around the place, with a caret under what is wrong."""
    from gazette_search.cli.terminal import display_width
    from gazette_search.text.safety import sanitize

    start = max(0, problem.position - _QUERY_SHOWN)
    flat = problem.query.replace("\n", " ").replace("\t", " ")
    before = sanitize(flat[start : problem.position])
    after = sanitize(flat[problem.position : problem.position + _QUERY_SHOWN])
    head = "…" if start else ""
    tail = "…" if len(flat) > problem.position + _QUERY_SHOWN else ""
    column = display_width(head + before)
    return f"{problem.reason}\n  {head}{before}{after}{tail}\n  {' ' * column}^\n{problem.remedy}"


def _complain(problem: Exception) -> int:
    """Say what went wrong.

    Returns:
        The exit code for it.
    """
    if isinstance(problem, click.ClickException):
        from gazette_search.cli.usage import usage_message

        _say(usage_message(problem))
        return EXIT_USAGE
    if isinstance(problem, GazetteSearchError):
        _say(_explained(problem) if isinstance(problem, QuerySyntaxError) else str(problem))
        return problem.exit_code
    if isinstance(problem, MemoryError):
        _say("内存不够")
        return EXIT_FAULT
    if isinstance(problem, OSError):
        place = f"{problem.filename}：" if problem.filename else ""
        _say(f"{place}{system_reason(problem)}")
        return EXIT_USAGE
    import traceback

    _write_error("".join(traceback.format_exception(problem)))
    _say("这是 gsearch 的差错，不是您的；请把上面的内容报给维护者")
    return EXIT_FAULT


def _say(message: str) -> None:
    from gazette_search.cli.terminal import Screen, wants_color
    from gazette_search.text.safety import sanitize

    screen = Screen(color=wants_color("auto", sys.stderr))
    _write_error(f"{screen.styled('gsearch：', 'error')}{sanitize(message)}\n")


def _write_error(text: str) -> None:
    """Words for people, if anybody is there to read them: the exit code says it all the same."""
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _drop_output() -> None:
    """What stdout could not take must not be tried again when the interpreter ends."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _silence_stdout()


def _silence_stdout() -> None:
    """Nobody reads: the interpreter's own flush at exit must not complain."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
