"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

import click

from gazette_search.cli.settings import COLORS, settings

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from gazette_search.cli.output import Output
    from gazette_search.ingestion.formats.recognition.reading import Recogniser
    from gazette_search.search.force.validity import Status
    from gazette_search.search.lookup.filter_set import Filters

_DAY_FORMS = "请写成 2019、2019-04、2019-04-01、2019年4月，或 去年、上个月、近三年"
STATUS_WORDS = ("现行", "废止", "过期", "失效", "尚未施行", "部分废止", "修改")
_ORDERS = ("relevance", "newest", "oldest")

Command = TypeVar("Command", bound="Callable[..., Any]")


def query_words(value: str) -> str:
    """Text of the user's as typed; bytes that are no text are refused."""
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise click.BadParameter("含有不是 UTF-8 的字节，请检查终端的编码")
    return value


def count(value: str | int) -> int:
    """A whole number that is not negative, full-width digits too."""
    digits = normalize("NFKC", str(value))
    # Nine digits: more than any corpus has, and int() stays fast.
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise click.BadParameter(f"“{value}”不是 0 或正整数")
    return int(digits)


def first_day(value: str) -> datetime.date:
    """A date as people write it; of a year or month, its first day."""
    return _read_day(value, last=False)


def last_day(value: str) -> datetime.date:
    """A date as people write it; of a year or month, its last day."""
    return _read_day(value, last=True)


def _read_day(value: str, *, last: bool) -> datetime.date:
    from gazette_search.search.language.periods import PeriodError, read_period

    try:
        day = read_period(normalize("NFKC", value).strip())[-1 if last else 0]
    except PeriodError as problem:
        raise click.BadParameter(f"{problem.reason}，{_DAY_FORMS}") from None
    if day is None or ".." in value:
        raise click.BadParameter(f"“{value}”是一段时间，{_DAY_FORMS}")
    return day


def _directory(value: str | Path) -> Path:
    """A directory as named; whether it is one is found out by whoever opens it."""
    return Path(value)


def one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """A type that takes one of a few words."""

    def choose(value: str) -> str:
        if value not in choices:
            raise click.BadParameter(f"没有“{value}”，可以选 {'、'.join(choices)}")
        return value

    return choose


def completes(choices: Sequence[str]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What a shell is offered for such a value."""
    return lambda _ctx, _param, incomplete: [c for c in choices if c.startswith(incomplete)]


def as_of_option(command: Command) -> Command:
    """The day for which validity is judged."""
    return click.option(
        "--as-of",
        type=last_day,
        metavar="日期",
        help="按这一天判断是否废止、修改、到期，如 2020-06、2020年6月30日；默认今天",
    )(command)


def read_as_of(flags: Mapping[str, Any]) -> datetime.date:
    """The day of `--as-of`, else today."""
    import datetime

    named: datetime.date | None = flags["as_of"]
    return named or datetime.datetime.now().astimezone().date()


def home_option(command: Command) -> Command:
    """Where the issues and the index are."""
    return click.option(
        "--home",
        type=_directory,
        metavar="目录",
        help="放 corpus 和 index 的目录；不写时用环境变量 GSEARCH_HOME，"
        "再不然从当前目录往上找有 corpus 的目录，最后是 gsearch home 记住的",
    )(command)


def partial_option(command: Command) -> Command:
    """Whether an answer of a cluster may lack shards; without a cluster it changes nothing."""
    return click.option(
        "--partial",
        is_flag=True,
        expose_value=False,
        callback=_allow_partial,
        help="索引在集群上时，有分片答不出也给出其余的结果，说明缺几片，退出码 4",
    )(command)


def _allow_partial(_context: click.Context, _option: click.Parameter, allowed: bool) -> None:  # noqa: FBT001 -- click's call
    if allowed:
        from gazette_search.workflows.clusters import LENIENCY

        LENIENCY.partial = True


class FormatOption(click.Option):
    """`--format`, with the formats that its command knows; they are looked up when they matter."""

    def __init__(self, names: Sequence[str], subject: str, **attributes: Any) -> None:
        self.subject = subject
        super().__init__(names, **attributes)

    def known(self) -> list[str]:
        """Names of the formats."""
        from gazette_search.export.registry import formats_of

        return formats_of(self.subject)


def _format(value: str) -> str:
    """A format that some command knows; whether this one does is said with those that it has."""
    from gazette_search.export.registry import HUMAN, formats

    return one_of([HUMAN, *(form.name for form in formats())])(value)


def _begun(_ctx: click.Context, option: click.Parameter, begun: str) -> list[str]:
    """The formats that a shell is offered."""
    known = option.known() if isinstance(option, FormatOption) else []
    return [name for name in known if name.startswith(begun)]


def format_option(subject: str, force: str = "文件已经存在时覆盖") -> Callable[[Command], Command]:
    """The formats that a command knows, and where its results go.

    Args:
        subject: What the results are, as export.registry names it.
        force: What `--force` means, empty where the command gives it a meaning of its own: it
            never means two things.
    """
    options = [
        click.option(
            "--format",
            cls=FormatOption,
            subject=subject,
            type=_format,
            shell_complete=_begun,
            metavar="格式",
            help="输出格式；不写时看 -o 的扩展名，否则 human",
        ),
        click.option("--json", is_flag=True, help="同 --format json"),
        click.option(
            "-o", "--output", metavar="文件", help="写进文件，要么写全要么不写；- 为标准输出"
        ),
        *([click.option("--force", is_flag=True, help=force)] if force else []),
        click.option(
            "--append", is_flag=True, help="接在文件已有的内容后面（.md .csv .jsonl .txt）"
        ),
        click.option(
            "--color",
            type=one_of(COLORS),
            shell_complete=completes(COLORS),
            metavar="何时",
            help="颜色：auto（默认，只在终端上）、always、never；也认 NO_COLOR",
        ),
        click.option("--no-pager", is_flag=True, help="不分页"),
    ]
    return _all(options)


def file_options(command: Command) -> Command:
    """Where a text goes that has no format of export.registry."""
    options = [
        click.option(
            "-o", "--output", metavar="文件", help="写进文件，要么写全要么不写；- 为标准输出"
        ),
        click.option("--force", is_flag=True, help="文件已经存在时覆盖"),
    ]
    return _all(options)(command)


def cite_option(command: Command) -> Command:
    """How exports name where they took a text from."""
    return click.option(
        "--cite", is_flag=True, help="出处写成《标题》（文号），而不是文件和行；可以直接放进公文"
    )(command)


def paging_options(default: int) -> Callable[[Command], Command]:
    """Which part of a result; `limit_of` reads the first of them."""
    usual = f"默认 {default}，写成表格或数据文件时默认全部" if default else "默认全部"
    options = [
        click.option(
            "-n",
            "--limit",
            type=count,
            default=None if default else 0,
            metavar="件数",
            help=f"最多几件，0 为全部；{usual}",
        ),
        click.option("--offset", type=count, default=0, metavar="件数", help="先跳过几件"),
    ]
    return _all(options)


def limit_of(flags: Mapping[str, Any], output: Output, default: int) -> int:
    """How many are wanted: as named, all in a file for programs, as set, else the best few."""
    named: int | None = flags["limit"]
    if named is not None:
        return named
    if output.takes_all:
        return 0
    usual = settings().limit
    return default if usual is None else usual


def sort_option(default: str) -> Callable[[Command], Command]:
    """In which order."""
    return click.option(
        "-s",
        "--sort",
        type=one_of(_ORDERS),
        shell_complete=completes(_ORDERS),
        default=default,
        metavar="次序",
        help="relevance（最相关的在前；list 按刊登的次序）、newest（新的在前）、oldest（旧的在前）"
        f"；默认 {default}",
    )


def selection_options(command: Command) -> Command:
    """Which documents."""
    options = [
        click.option(
            "--since",
            type=first_day,
            metavar="日期",
            help="成文日期不早于，如 2019、2019-04、2019年4月1日、去年、近三年",
        ),
        click.option(
            "--until", type=last_day, metavar="日期", help="成文日期不晚于，如 2020（到年底）"
        ),
        click.option(
            "--issue",
            type=query_words,
            multiple=True,
            metavar="期",
            help="这一期里的，如 2020-02、总第63期；可以写几次",
        ),
        click.option(
            "--genre",
            type=query_words,
            multiple=True,
            metavar="文种",
            help="这种公文，如 通知、意见；可以写几次",
        ),
        click.option(
            "--issuer",
            type=query_words,
            multiple=True,
            metavar="机关",
            help="发文机关名称里有这些字；可以写几次",
        ),
        click.option(
            "--title",
            type=query_words,
            multiple=True,
            metavar="文字",
            help="标题里有这些字；写几次时都要有",
        ),
        collection_option,
    ]
    return _all(options)(command)


def force_options(command: Command) -> Command:
    """Which documents by whether they are in force; `read_statuses` reads them."""
    options = [
        click.option("--valid", is_flag=True, help="只要现行的，同 --status 现行"),
        click.option(
            "--status",
            type=one_of(STATUS_WORDS),
            shell_complete=completes(STATUS_WORDS),
            multiple=True,
            metavar="效力",
            help=f"效力是 {'、'.join(STATUS_WORDS)}；"
            "现行指库内未见整件废止、过期或尚未施行；可以写几次",
        ),
    ]
    return _all(options)(command)


def read_statuses(flags: Mapping[str, Any]) -> tuple[Status, ...]:
    """The statuses that `--valid` and `--status` want; none when neither is given."""
    names = [*flags["status"], *(["现行"] if flags["valid"] else [])]
    if not names:
        return ()
    from gazette_search.search.force.filtering import statuses_named

    return statuses_named(names)


def collection_option(command: Command) -> Command:
    """Which folders of the corpus."""
    return click.option(
        "--in",
        "collections",
        type=query_words,
        multiple=True,
        shell_complete=_folders,
        metavar="子文件夹",
        help="只在 corpus 的这个子文件夹里，如 --in 青河；可以写几次",
    )(command)


def _folders(ctx: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """The folders that a shell is offered: those that are there, indexed or not."""
    from gazette_search.cli.homes import chosen_home
    from gazette_search.errors import GazetteSearchError

    try:
        home = chosen_home(ctx.params)
    except (GazetteSearchError, OSError):
        return []
    return [name for name in home.collections() if name.startswith(begun)]


def brief_options(command: Command) -> Command:
    """Less than the documents."""
    options = [
        click.option("-l", "numbers_only", is_flag=True, help="只输出文号，一行一个"),
        click.option("-c", "--count", "count_only", is_flag=True, help="只输出件数"),
    ]
    return _all(options)(command)


ocr_option = click.option(
    "--ocr", is_flag=True, help="识别扫描件和图像里的文字（要装 gazette-search[ocr]），一页几秒"
)


def chosen_recogniser(*, ocr: bool) -> Recogniser | None:
    """What recognises pages, None when that was not asked for.

    Raises:
        UsageError: It was, and the extra is not installed.
    """
    if not ocr:
        return None
    from gazette_search.ingestion.formats.recognition.reading import open_recogniser

    return open_recogniser()


def read_filters(flags: Mapping[str, Any]) -> Filters:
    """The selection options as a value.

    Raises:
        click.UsageError: The dates exclude each other.
    """
    from gazette_search.search.lookup.filter_set import Filters

    since, until = flags["since"], flags["until"]
    if since and until and since > until:
        raise click.UsageError(f"--since {since} 比 --until {until} 还晚")
    return Filters(
        since=since,
        until=until,
        issues=flags["issue"],
        genres=flags["genre"],
        issuers=flags["issuer"],
        titles=flags["title"],
        collections=flags["collections"],
    )


def _all(options: list[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """One decorator of many; help lists the options in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
