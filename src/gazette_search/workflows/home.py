"""The home: the directory that holds `corpus/` and `index/`."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from gazette_search.errors import HomeNotFoundError, OutputFileError, UsageError, system_reason
from gazette_search.values import dataclass
from gazette_search.workflows.folders import config_folder

ENVIRONMENT_VARIABLE = "GSEARCH_HOME"
REMEMBERED_HOME = "home"  # a file of one line beside config.toml, which is the user's own
# Where the address of a cluster that holds the index stands.
CLUSTER_FILE = "opensearch.ini"
CLUSTER_URL = "GSEARCH_OPENSEARCH_URL"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the issues and their index live.

    Attributes:
        remembered: Whether nothing but the memory of `gsearch home` names it here.
    """

    path: Path
    remembered: bool = False

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

    def collections(self) -> list[str]:
        """The folders below `corpus/`, as `--in` takes them; empty ones too."""
        return sorted(
            Path(folder, name).relative_to(self.corpus).as_posix()
            for folder, names, _ in os.walk(self.corpus)
            for name in names
            if not name.startswith(".")
        )

    def name_of(self, source: Path) -> str:
        """The name of a file in results and messages: its path below the home, with slashes."""
        path, above = str(source), f"{self.path}{os.sep}"
        if path.startswith(above):  # a tenth of the time, for every file at every search
            return path[len(above) :].replace(os.sep, "/")
        return source.relative_to(self.path).as_posix()


def has_cluster(home: Home) -> bool:
    """Whether a cluster is named that holds the index of a home."""
    return bool(os.environ.get(CLUSTER_URL)) or (home.path / CLUSTER_FILE).is_file()


def require_local(home: Home, what: str) -> None:
    """Stop what needs the index on this machine.

    Raises:
        UsageError: It lies on a cluster.
    """
    if has_cluster(home):
        raise UsageError(f"这里的索引在集群上，{what}")


def find_home(named: Path | None = None) -> Home:
    """Find the home: named, else GSEARCH_HOME, else the nearest with a corpus, else remembered.

    A directory that was named need not hold a corpus: an index alone can be searched.

    Raises:
        HomeNotFoundError: The named directory does not exist; or none was named, neither the
            working directory nor a parent of it has a `corpus/`, and none is remembered.
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
    kept = remembered_home()
    if kept is not None:
        return replace(_named(kept, "gsearch home 记住的"), remembered=True)
    raise HomeNotFoundError(
        f"从 {here} 往上都没有 corpus 目录，也没有记住的。"
        "请运行 gsearch init 目录 新建一个，或用 gsearch home 目录 指明已有的"
    )


@dataclass(frozen=True, slots=True)
class FreshHome:
    """What `make_home` did.

    Attributes:
        made: Whether there was no corpus before.
        files: How many files lie in it.
        remembered: Whether it is the remembered home from now on.
        other: The home that was remembered before and still is.
    """

    home: Home
    made: bool
    files: int
    remembered: bool
    other: Path | None


def make_home(directory: Path) -> FreshHome:
    """A home in a directory, which may be there; nothing in it is touched.

    It is remembered when no other one is.

    Raises:
        OutputFileError: It cannot be made there.
    """
    try:
        home = Home(directory.expanduser().absolute())
        made = not home.corpus.is_dir()
        home.corpus.mkdir(parents=True, exist_ok=True)
        files = sum(1 for path in home.corpus.rglob("*") if path.is_file())
    except RuntimeError:  # ~ of a user who does not exist
        raise OutputFileError(str(directory), "没有这个用户") from None
    except FileExistsError as problem:
        raise OutputFileError(str(problem.filename), "已经有这个名字的文件，不是目录") from None
    except OSError as problem:
        raise OutputFileError(str(directory), f"不能新建（{system_reason(problem)}）") from problem
    kept = remembered_home()
    if kept is None:
        remember_home(home.path)
    other = None if kept in (None, home.path) else kept
    return FreshHome(home, made, files, remembered=kept is None, other=other)


def remembered_home() -> Path | None:
    """What `remember_home` was last told."""
    with suppress(OSError, ValueError, UsageError):
        return Path((config_folder() / REMEMBERED_HOME).read_text("utf-8").rstrip("\n"))
    return None


def remember_home(home: Path | None) -> None:
    """Search here from everywhere, from now on; None forgets.

    Raises:
        OutputFileError: It cannot be written down.
    """
    from gazette_search.index.files import replace_atomically

    folder = config_folder()
    try:
        if home is None:
            (folder / REMEMBERED_HOME).unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
        replace_atomically(folder / REMEMBERED_HOME, f"{home.absolute()}\n".encode())
    except (OSError, ValueError) as problem:  # ValueError: a name that is no UTF-8
        raise OutputFileError(
            str(folder / REMEMBERED_HOME), f"写不进去（{_reason(problem)}）"
        ) from problem


def _reason(problem: OSError | ValueError) -> str:
    return system_reason(problem) if isinstance(problem, OSError) else "目录名不是 UTF-8"


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
