"""`gsearch topics`: the topics that a user follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import completes, format_option, home_option, query_words
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING, UsageError

if TYPE_CHECKING:
    from gazette_search.cli.output import Output
    from gazette_search.search.news import Topics
    from gazette_search.workflows.home import Home

ACTIONS = ("list", "add", "remove")


class TopicsCommand(GazetteCommand):
    """Following, with its examples."""

    usage = "topics [add|remove|list] [选项] [题目…]"
    examples = (
        ("gsearch topics add 低保标准 '供热 退费'", "关注两个题目；一个题目里有空格要加引号"),
        ("gsearch topics", "列出关注的题目"),
        ("gsearch new", "这些题目上新到了什么"),
        ("gsearch topics remove 低保标准", "不再关注"),
    )


@click.command(
    "topics",
    cls=TopicsCommand,
    context_settings=CONTEXT,
    help="关注一些题目：每个是一条检索式，要全部符合才算。加进来时已有的公文算看过的，"
    "以后新到的用 gsearch new 看。只记在您自己的状态目录里。",
)
@click.argument("action", default="list", shell_complete=completes(ACTIONS), metavar="[动作]")
@click.argument("topics", nargs=-1, type=query_words, metavar="[题目…]")
@format_option("topics")
@home_option
def command(**flags: Any) -> int:
    """List, add or remove."""
    action, queries = flags["action"], flags["topics"]
    if action not in ACTIONS:
        raise click.UsageError(f"没有“{action}”，可以写 {'、'.join(ACTIONS)}")
    if (action == "list") == bool(queries) or not all(query.strip() for query in queries):
        raise click.UsageError("请写明题目，如 gsearch topics add 低保标准")
    output, home = open_output(flags, "topics"), chosen_home(flags)
    if action == "add":
        return _add(home, queries)
    if action == "remove":
        return _remove(home, queries)
    return _list(home, output)


def _list(home: Home, output: Output) -> int:
    from gazette_search.workflows.topics import followed

    topics = followed(home)
    if not topics.topics:
        tell("还没有关注的题目。加一个：gsearch topics add 低保标准")
    output.write(output.export(topics) if output.format != "human" else _drawn(topics))
    return EXIT_FOUND if topics.topics else EXIT_NOTHING


def _add(home: Home, queries: tuple[str, ...]) -> int:
    from gazette_search.export.wording import one_line
    from gazette_search.workflows.topics import follow

    with progress() as on_progress:
        added = follow(home, queries, on_progress)
    for topic in added.topics:
        tell(f"关注“{one_line(topic.query)}”：现有 {topic.held} 件，以后新到的用 gsearch new 看。")
    if len(added.topics) < len({*queries}):
        tell("其余的已经在关注。")
    return EXIT_FOUND


def _remove(home: Home, queries: tuple[str, ...]) -> int:
    from gazette_search.workflows.topics import unfollow

    unknown = unfollow(home, queries)
    if unknown:
        raise UsageError(f"没有关注“{'”“'.join(unknown)}”。关注的题目见 gsearch topics")
    return EXIT_FOUND


def _drawn(topics: Topics) -> str:
    from gazette_search.export.topics import added_at
    from gazette_search.export.wording import local_time, one_line

    return "".join(
        f"{one_line(topic.query)}　{topic.held} 件看过，{local_time(added_at(topic))[:10]} 起关注\n"
        for topic in topics.topics
    )
