"""`gsearch duties UNIT`: who must do what by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    brief_options,
    completes,
    first_day,
    format_option,
    home_option,
    last_day,
    one_of,
    paging_options,
    partial_option,
    query_words,
    read_filters,
    selection_options,
)
from gazette_search.cli.output import open_brief_output, tell, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.cli.output import Output
    from gazette_search.models import DutyRole
    from gazette_search.search.duties import DutyList, DutyRequest

_ROLES: dict[str, DutyRole] = {"牵头": "lead", "责任": "responsible", "配合": "cooperating"}


class DutiesCommand(GazetteCommand):
    """Duties and their examples."""

    usage = "duties [选项] [单位]"
    examples = (
        ("gsearch duties 市教育局", "市教育局要做的事，不论牵头、负责还是配合"),
        ("gsearch duties 市教育局 --before 2021-01", "其中 2021 年 1 月 1 日之前到期的"),
        ("gsearch duties 市农业农村局", "改名以前的市农委也算"),
        ("gsearch duties 市民政局 --role 牵头", "由它牵头的"),
        ("gsearch duties --issue 2020-02 -o 任务.csv", "一期里的全部任务，存成表格"),
    )


@click.command(
    "duties",
    cls=DutiesCommand,
    context_settings=CONTEXT,
    help="看谁要在什么时候以前做什么：任务、牵头单位、责任单位、配合单位、完成时限，"
    "以及所在的章节和行。单位的简称、全称和改名前后的名称都算；不写单位时列出全部。",
)
@click.argument("unit", nargs=-1, type=query_words, metavar="[单位]")
@click.option(
    "--before", type=first_day, metavar="日期", help="完成时限早于这一天，如 2021-01（1 月 1 日）"
)
@click.option(
    "--after", type=last_day, metavar="日期", help="完成时限晚于这一天，如 2020（12 月 31 日）"
)
@click.option(
    "--role",
    type=one_of([*_ROLES]),
    shell_complete=completes([*_ROLES]),
    multiple=True,
    metavar="职责",
    help=f"单位在其中的职责：{'、'.join(_ROLES)}；可以写几次",
)
@paging_options(default=0)
@selection_options
@brief_options
@format_option("duties")
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Find the duties and show them."""
    from gazette_search.export.duty_wording import duty_totals
    from gazette_search.workflows.duties import duties

    request, output = _read_request(flags), open_brief_output(flags, "duties", paged=True)
    with progress() as on_progress:
        found = duties(chosen_home(flags), request, on_progress)
    _tell(found, output)
    cut = duty_totals(found) if len(found.duties) < found.total else ""
    output.write(_render(found, output, flags), cut)
    return EXIT_FOUND if found.total else EXIT_NOTHING


def _read_request(flags: Mapping[str, Any]) -> DutyRequest:
    from gazette_search.search.duties import DutyRequest

    before, after = flags["before"], flags["after"]
    if before and after and after >= before:
        raise click.UsageError(f"早于 {before} 又晚于 {after} 的日子没有")
    return DutyRequest(
        unit=" ".join(flags["unit"]).strip(),
        before=before,
        after=after,
        roles=tuple(_ROLES[name] for name in flags["role"]),
        filters=read_filters(flags),
        limit=flags["limit"],
        offset=flags["offset"],
    )


def _tell(found: DutyList, output: Output) -> None:
    """Say on stderr what the format has no place for, and that the index is behind."""
    from gazette_search.export.duty_wording import duty_remarks, duty_totals

    if output.format in ("plain", "csv", "jsonl") and found.total:
        for remark in duty_remarks(found):
            tell(remark)
    if not found.total:
        for line in (duty_totals(found), *found.notes):
            tell(line)
    tell_stale(found.index)


def _render(found: DutyList, output: Output, flags: Mapping[str, Any]) -> str | bytes:
    if flags["count_only"]:
        return f"{found.total}\n"
    if output.format != "human":
        return output.export(found)
    if not found.total:
        return ""  # said on stderr
    from gazette_search.cli.views.duties import draw_duties

    return draw_duties(found, output.screen)
