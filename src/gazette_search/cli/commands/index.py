"""`gsearch index`: bring the index up to date."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    chosen_recogniser,
    count,
    format_option,
    home_option,
    ocr_option,
)
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_USAGE, GazetteSearchError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.ingestion.formats.recognition.reading import Recogniser
    from gazette_search.search.reports import IndexReport
    from gazette_search.workflows.home import Home


class IndexCommand(GazetteCommand):
    """Indexing, with its examples."""

    usage = "index [选项]"
    examples = (
        ("gsearch index", "把新增和改过的公报编进索引"),
        ("gsearch index --dry-run", "只看有什么变化"),
        ("gsearch index --rebuild", "全部重来"),
        ("gsearch index --ocr", "扫描件也识别出来，再编进索引"),
        ("gsearch index --engine opensearch --url https://主机:9200", "编进集群"),
    )


@click.command(
    "index",
    cls=IndexCommand,
    context_settings=CONTEXT,
    help="更新索引：只处理新增、改过和移走的公报。更新期间照常可以查找。",
)
@click.option("--rebuild", is_flag=True, help="全部重新编索引")
@click.option("--dry-run", is_flag=True, help="只说明会有什么变化，什么也不写")
@ocr_option
@click.option(
    "--wait", type=count, default=10, metavar="秒数", help="别的进程正在写时等多久，默认 10"
)
@click.option("--force", is_flag=True, help="库中一半以上的公报已不在 corpus 里，也照样更新")
@click.option(
    "--engine",
    type=click.Choice(["local", "opensearch"]),
    help="索引放在本机还是集群上；不写时按目录里的 opensearch.ini，没有就在本机",
)
@click.option(
    "--url",
    multiple=True,
    metavar="地址",
    help="集群的地址，可以写几个节点；记进 opensearch.ini。用户名和密码不写在这里，"
    "写进 ~/.netrc 或环境变量 GSEARCH_OPENSEARCH_USER、GSEARCH_OPENSEARCH_PASSWORD",
)
@click.option(
    "--shard", metavar="第几份/共几份", help="几台机器分头编：这一台只读第几份文件，如 2/4"
)
@click.option(
    "--shards", type=count, default=None, metavar="个数", help="集群上新建的索引分成几片，默认 3"
)
@click.option(
    "--replicas", type=count, default=None, metavar="个数", help="每片另存几份副本，默认 1"
)
@format_option("index", force="")
@home_option
def command(**flags: Any) -> int:
    """Update and report."""
    from gazette_search.workflows.indexing import bring_up_to_date
    from gazette_search.workflows.stopping import told_when_stopped

    output = open_output({**flags, "force": None}, "index")
    home = chosen_home(flags)
    recogniser = None if flags["dry_run"] else chosen_recogniser(ocr=flags["ocr"])
    with told_when_stopped(home), progress() as on_progress:
        if _on_cluster(flags, home):
            report = _update_cluster(flags, home, recogniser, on_progress)
        else:
            report = bring_up_to_date(
                home,
                rebuild=flags["rebuild"],
                dry_run=flags["dry_run"],
                wait=float(flags["wait"]),
                force=flags["force"],
                recogniser=recogniser,
                on_progress=on_progress,
            )
    if output.format != "human":
        output.write(output.export(report))
    else:
        from gazette_search.cli.views.changes import draw_changes

        output.write(draw_changes(report, output.screen))
    for bad in report.failed:
        tell(f"没有编进索引：{bad.file}：{bad.message}")
    if report.new_documents and not report.dry_run:
        _tell_news(home)
    return EXIT_USAGE if report.failed else EXIT_FOUND


def _tell_news(home: Home) -> None:
    """Say that something came in on the topics that the user follows, if he follows any."""
    from gazette_search.workflows.topics import followed, look_for_news

    with suppress(GazetteSearchError):  # the index is up to date whatever the topics say
        arrived = look_for_news(home).total if followed(home).topics else 0
        if arrived:
            tell(f"关注的题目上新到 {arrived} 件，见 gsearch new")


def _on_cluster(flags: Mapping[str, Any], home: Home) -> bool:
    """Whether the index is on a cluster: as told, else as the home has it."""
    from gazette_search.workflows.home import has_cluster

    named = [f"--{name}" for name in ("url", "shard", "shards", "replicas") if flags[name]]
    if flags["engine"] == "local" and named:
        raise click.UsageError(f"{named[0]} 只用于集群，请写 --engine opensearch")
    return flags["engine"] == "opensearch" or bool(
        not flags["engine"] and (named or has_cluster(home))
    )


def _update_cluster(
    flags: Mapping[str, Any], home: Home, recogniser: Recogniser | None, on_progress: Any
) -> IndexReport:
    from gazette_search.index.opensearch.publishing import ShardLayout
    from gazette_search.workflows.cluster_indexing import (
        ClusterUpdate,
        FileShare,
        bring_cluster_up_to_date,
    )
    from gazette_search.workflows.clusters import find_cluster, remember_cluster

    address = find_cluster(home, flags["url"])
    if address is None:
        raise click.UsageError("请用 --url 指明集群的地址，如 --url https://主机:9200")
    given = {name: flags[name] for name in ("shards", "replicas") if flags[name] is not None}
    update = ClusterUpdate(
        share=FileShare.read(flags["shard"]) if flags["shard"] else FileShare(),
        layout=ShardLayout(**given),
        rebuild=flags["rebuild"],
        dry_run=flags["dry_run"],
        wait=float(flags["wait"]),
        force=flags["force"],
        recogniser=recogniser,
    )
    report = bring_cluster_up_to_date(home, address, update, on_progress)
    if flags["url"] and not flags["dry_run"]:
        remember_cluster(home, address)
    return report
