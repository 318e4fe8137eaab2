"""Files of results: at every instant there is the old file, none, or the whole new one."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from stat import S_ISLNK, S_ISREG
from typing import TYPE_CHECKING

from gazette_search.errors import OutputFileError, system_reason
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def write_file(file: Path, content: bytes, *, force: bool | None = None) -> None:
    """Write a file that appears whole or not at all; for `force` see `refuse`.

    Raises:
        OutputFileError: See `refuse`, or the system says no.
    """
    with whole_file(file, force=force) as aside:
        aside.write_bytes(content)


@contextmanager
def whole_file(file: Path, *, force: bool | None = None) -> Iterator[Path]:
    """An empty file beside another, for whoever writes bit by bit; it takes the name at the end.

    It is synced before. Where the block raises, nothing remains of it. A symbolic link is never
    followed: `force` replaces the link itself.

    Raises:
        OutputFileError: See `refuse`, or the system says no.
    """
    refuse(file, force=force)
    aside: Path | None = None
    try:
        aside = _new_beside(file.parent)
        yield aside
        _sync(aside)
        if force:
            SYSTEM.rename_over(aside, file)
        else:
            _link(aside, file, force)
    except OSError as problem:
        raise OutputFileError(str(file), f"写不进去：{system_reason(problem)}") from problem
    finally:
        if aside is not None:
            with suppress(OSError):
                aside.unlink()


def append_file(file: Path, text: str, join: Callable[[str, str], str], mark: str = "") -> None:
    """Write behind what a file holds; the whole of it is written anew, so that it is never torn.

    Args:
        file: It need not be there.
        text: What comes behind.
        join: The text of the file and this one as one; raises ValueError where they do not fit.
        mark: What a file of the format begins with, for a new one.

    Raises:
        OutputFileError: They do not fit, the file is no UTF-8 text or changed meanwhile, or the
            system says no.
    """
    refuse(file, append=True)
    before = _state(file)
    if before is None:
        write_file(file, _encoded(mark + text))
        return
    try:
        old = file.read_bytes().decode("utf-8")
        content = _encoded(join(old, text))
    except UnicodeDecodeError as problem:
        raise OutputFileError(str(file), "不是 UTF-8 的文字，不能接着写") from problem
    except ValueError as problem:
        raise OutputFileError(str(file), f"{problem}，不能接着写") from problem
    except OSError as problem:
        raise OutputFileError(str(file), f"读不出来：{system_reason(problem)}") from problem
    with whole_file(file, force=True) as aside:
        aside.write_bytes(content)
        aside.chmod(before[3] & 0o777)
        if _state(file) != before:
            raise OutputFileError(str(file), "有别的程序正在写它，没有接着写，请再试一次")


def refuse(file: Path, *, force: bool | None = None, append: bool = False) -> None:
    """Stop before a file is lost.

    Args:
        file: To be written.
        force: Whether one that is there may be replaced; None where the user has no way to say so,
            as `--force` means something else to the command.
        append: Whether what is there stays.

    Raises:
        OutputFileError: The file is there and neither `force` nor `append` was given, or it is a
            directory or a device, or its directory is not there; or `append` and it is a link.
    """
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        if not file.parent.is_dir():
            raise OutputFileError(str(file), "所在目录不存在") from None
        return
    except OSError as problem:
        raise OutputFileError(str(file), f"写不进去：{system_reason(problem)}") from problem
    if append and S_ISLNK(mode):
        raise OutputFileError(str(file), "是一个链接，不能接着写；请写明它指的文件")
    if not (S_ISREG(mode) or S_ISLNK(mode)):
        raise OutputFileError(str(file), "不是普通文件，不能写在这里")
    if not (force or append):
        raise _taken(file, force)


def _state(file: Path) -> tuple[int, int, int, int] | None:
    """What tells whether a file was written meanwhile, and its rights; None when there is none."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode


def _new_beside(directory: Path) -> Path:
    """A new empty file under a name that nothing has or had.

    Not one made of the name to be: that may be as long as names can be.
    """
    while True:
        aside = directory / f".gsearch-{os.urandom(8).hex()}.tmp"
        with suppress(FileExistsError):
            aside.open("xb").close()
            return aside


def _sync(file: Path) -> None:
    """Force a file to the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _link(aside: Path, file: Path, force: bool | None) -> None:
    """Give the file its name unless another took it meanwhile."""
    try:
        os.link(aside, file)
    except FileExistsError:
        raise _taken(file, force) from None
    except OSError:  # a file system without hard links
        aside.rename(file)


def _taken(file: Path, force: bool | None) -> OutputFileError:
    advice = "请换一个名字" if force is None else "要覆盖它，请加 --force"
    return OutputFileError(str(file), f"已经存在。{advice}")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
