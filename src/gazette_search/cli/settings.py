"""The user's settings: `config.toml` in the folder where the platform keeps them.

A line of the command always comes before a setting, a setting before what the program would do.
"""

from __future__ import annotations

import os
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from gazette_search.errors import UsageError, system_reason
from gazette_search.values import dataclass
from gazette_search.workflows.folders import config_folder

SETTINGS_FILE = "config.toml"
AMBIGUOUS_VARIABLE = "GSEARCH_AMBIGUOUS_WIDTH"
COLORS = ("auto", "always", "never")
_MEANINGS = {
    "color": f"颜色，{'、'.join(COLORS)} 之一",
    "limit": "查找时最多列出几件，0 为全部",
    "pager": "长结果是否分页（true、false），或分页程序的命令",
    "ambiguous_width": "“”…—·① 这类字符占几列，1 或 2",
    "history": "是否记住近来的查找，true 或 false",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user set once for all.

    Attributes:
        color: Of COLORS.
        limit: Hits of a search; None leaves it to the command.
        pager: Whether long results are paged.
        pager_command: The pager, empty for that of the environment.
        ambiguous_width: Columns of what Unicode calls ambiguous (UAX #11): in fonts for Chinese
            two, elsewhere one.
        history: Whether searches are remembered.
    """

    color: str = "auto"
    limit: int | None = None
    pager: bool = True
    pager_command: str = ""
    ambiguous_width: int = 1
    history: bool = True


def settings() -> Settings:
    """What the user set, the variable for the width included.

    Raises:
        UsageError: The file cannot be read, or says what means nothing.
    """
    width = os.environ.get(AMBIGUOUS_VARIABLE, "")
    try:
        file = config_folder() / SETTINGS_FILE
    except UsageError:  # a user without a folder of his own has set nothing
        file = Path(os.devnull)
    return _settings(file, width)


@lru_cache(maxsize=1)
def _settings(file: Path, width: str) -> Settings:
    said = _read(file)
    if width:
        said["ambiguous_width"] = int(width) if width in ("1", "2") else width
    return _checked(said, str(file) if not width else f"{file} 或环境变量 {AMBIGUOUS_VARIABLE}")


def _read(file: Path) -> dict[str, Any]:
    """What the file says; nothing where there is none, and then no reader of TOML is loaded."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as problem:
        raise UsageError(f"读不了配置文件 {file}：{system_reason(problem)}") from problem
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        said: dict[str, Any] = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError(f"配置文件 {file} 不是 UTF-8 文本") from None
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(f"配置文件 {file} 不合 TOML 的写法：{problem}") from None
    return said


def _checked(said: dict[str, Any], place: str) -> Settings:
    known = [field.name for field in fields(Settings) if field.name in _MEANINGS]
    for name, value in said.items():
        if name not in known:
            raise UsageError(f"{place}：没有“{name}”这一项，可以写 {'、'.join(known)}")
        if not _fits(name, value):
            raise UsageError(f"{place}：{name} 不能是 {value!r}，应为{_MEANINGS[name]}")
    command = said.get("pager")
    if isinstance(command, str):
        said = {**said, "pager": True, "pager_command": command}
    return Settings(**said)


def _fits(name: str, value: object) -> bool:
    if name == "color":
        return value in COLORS
    if name == "pager":
        return isinstance(value, bool) or (isinstance(value, str) and bool(value.strip()))
    if name == "history":
        return isinstance(value, bool)
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return value in (1, 2) if name == "ambiguous_width" else 0 <= value < 10**9
