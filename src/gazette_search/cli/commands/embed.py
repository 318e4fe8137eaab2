"""`gsearch embed`: make the vectors for searching by meaning."""

from __future__ import annotations

from typing import Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import count, format_option, home_option
from gazette_search.cli.output import open_output
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND


class EmbedCommand(GazetteCommand):
    """Making vectors, with its examples."""

    usage = "embed [选项]"
    examples = (
        ("gsearch embed", "给还没有向量的文字计算向量，随时可以中断，下次接着算"),
        ("gsearch embed --json", "给程序看的结果"),
    )


@click.command(
    "embed",
    cls=EmbedCommand,
    context_settings=CONTEXT,
    help="给索引里的文字计算向量，供按意思查找。每段不到半秒；算过的不再算，中断了下次接着算。"
    "用 gazette-search[semantic] 带的模型，文字不出这台机器；用环境变量 GSEARCH_EMBED_SERVER"
    "（OpenAI 接口的地址，到 /v1 为止）和 GSEARCH_EMBED_MODEL 指明服务器和模型时，"
    "交给那台服务器，密钥写在 GSEARCH_EMBED_KEY。",
)
@click.option("--threads", type=count, default=1, metavar="个数", help="用几个线程，默认 1")
@format_option("embed")
@home_option
def command(**flags: Any) -> int:
    """Make vectors and report."""
    from gazette_search.workflows.embedding import embed
    from gazette_search.workflows.meaning import need_embedder

    output = open_output(flags, "embed")
    embedder = need_embedder(max(1, flags["threads"]))
    with progress() as on_progress:
        report = embed(chosen_home(flags), embedder, on_progress=on_progress)
    if output.format != "human":
        output.write(output.export(report))
    else:
        from gazette_search.cli.views.vectors import draw_embedded

        output.write(draw_embedded(report, output.screen))
    return EXIT_FOUND
