"""Click's complaints about a command line, in Chinese."""

from __future__ import annotations

import click


def usage_message(problem: click.ClickException) -> str:
    """What is wrong with the command line and what to do about it."""
    sentence = _sentence(problem)
    ctx = problem.ctx if isinstance(problem, click.UsageError) else None
    if ctx is None:
        return sentence
    named = "" if ctx.info_name in (None, "search", "gsearch") else f" {ctx.info_name}"
    end = "" if sentence.endswith("？") else "。"
    return f"{sentence}{end}\n用法见 gsearch{named} --help"


def _sentence(problem: click.ClickException) -> str:
    if isinstance(problem, click.NoSuchOption):
        return _no_such_option(problem)
    if isinstance(problem, click.MissingParameter):
        return f"缺少{_name(problem)}"
    if isinstance(problem, click.BadParameter):
        return f"{_name(problem)}：{problem.message}"
    if isinstance(problem, click.BadOptionUsage):
        return _bad_option(problem)
    return problem.message


def _no_such_option(problem: click.NoSuchOption) -> str:
    sentence = f"没有选项 {problem.option_name}"
    likely = _likeliest(problem)
    if likely:
        return f"{sentence}，是不是 {likely}？"
    searching = problem.ctx is not None and problem.ctx.info_name in (None, "search", "gsearch")
    if searching and not problem.option_name.startswith("--"):
        return f"{sentence}；要查不含某个词的公文，请把 -词 写在 -- 之后"
    return sentence


def _likeliest(problem: click.NoSuchOption) -> str | None:
    """The option that is nearest to what was typed; more than one would be no help.

    A single letter is near to every short name and to none.
    """
    if not problem.option_name.startswith("--"):
        return None
    from difflib import get_close_matches

    params = problem.ctx.command.params if problem.ctx else []
    names = [name for param in params for name in param.opts if name.startswith("--")]
    return next(iter(get_close_matches(problem.option_name, names, n=1)), None)


def _bad_option(problem: click.BadOptionUsage) -> str:
    params = problem.ctx.command.params if problem.ctx else []
    option = next((p for p in params if problem.option_name in p.opts), None)
    if isinstance(option, click.Option) and option.is_flag:
        return f"选项 {problem.option_name} 后面不带值"
    return f"选项 {problem.option_name} 后面要有值"


def _name(problem: click.BadParameter) -> str:
    param = problem.param
    if isinstance(param, click.Option):
        return f"选项 {param.opts[-1]}"
    return param.metavar.rstrip("…") if param and param.metavar else "参数"
