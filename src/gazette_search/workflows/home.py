"""The home: the directory that holds `corpus/` and `index/`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gazette_search.errors import HomeNotFoundError, system_reason

ENVIRONMENT_VARIABLE = "GSEARCH_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the issues and their index live."""

    path: Path

    @property
    def corpus(self) -> Path:
        """The issues, as text files."""
        return self.path / "corpus"

    @property
    def index(self) -> Path:
        """The generations of the index."""
        return self.path / "index"

    @property
    def thesauri(self) -> tuple[Path, ...]:
        """The users' own synonyms, `thesaurus.txt`, if there are any."""
        own = self.path / "thesaurus.txt"
        return (own,) if own.is_file() else ()

    def name_of(self, source: Path) -> str:
        """The name of a file in results and messages: its path below the home, with slashes."""
        return source.relative_to(self.path).as_posix()


def find_home(named: Path | None = None) -> Home:
    """Find the home: the named directory, else GSEARCH_HOME, else the nearest with a corpus.

    A directory that was named need not hold a corpus: an index alone can be searched.

    Raises:
        HomeNotFoundError: The named directory does not exist, or none was named and neither
            the working directory nor a parent of it has a `corpus/`.
    """
    if named is not None:
        return _named(named, "--home")
    variable = os.environ.get(ENVIRONMENT_VARIABLE)
    if variable:
        return _named(Path(variable), ENVIRONMENT_VARIABLE)
    here = Path.cwd()
    for directory in (here, *here.parents):
        if (directory / "corpus").is_dir():
            return Home(directory)
    raise HomeNotFoundError(
        f"从 {here} 往上都没有 corpus 目录。"
        f"请进入放公报的目录，或用 --home 目录、环境变量 {ENVIRONMENT_VARIABLE} 指明"
    )


def _named(directory: Path, source: str) -> Home:
    try:
        directory = directory.expanduser()
        found = directory.is_dir() and os.access(directory, os.X_OK)
    except RuntimeError:  # ~ of a user who does not exist
        raise HomeNotFoundError(
            f"{source} 指的目录不存在：没有 {directory.parts[0]} 这个用户"
        ) from None
    except OSError as problem:
        raise HomeNotFoundError(
            f"{source} 指的目录打不开：{directory}（{system_reason(problem)}）"
        ) from None
    except ValueError:  # a zero byte, which no path holds
        found = False
    if not found:
        raise HomeNotFoundError(f"{source} {_fault(directory)}：{directory}")
    return Home(directory.absolute())


def _fault(directory: Path) -> str:
    if directory.is_dir():
        return "指的目录没有权限打开"
    return "指的不是目录" if os.path.lexists(directory) else "指的目录不存在"
