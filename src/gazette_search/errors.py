"""Everything that stops a command: one tree, each error with its sentence and its exit code.

Messages are read by the people who use the tool, so they are Chinese: what is wrong, where, and
what to do about it.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_FOUND = 0
EXIT_NOTHING = 1
EXIT_USAGE = 2
EXIT_INDEX = 3
EXIT_INCOMPLETE = 4  # a cluster answered in part, which --partial allowed
EXIT_CLUSTER = 69  # EX_UNAVAILABLE of sysexits.h: a cluster that does not answer
# EX_SOFTWARE of sysexits.h: a fault of the program must not look like "nothing found".
EXIT_FAULT = 70
EXIT_LOCKED = 75  # EX_TEMPFAIL of sysexits.h
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells report it

_MOST_NAMED = 12  # of what is held, in one sentence
_RIGHTS = "请让索引的所有者给您读取的权限"
_DESCRIPTORS = "打开的文件太多，请关掉一些程序或放宽 ulimit -n"
_REMEDIES = {
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: _DESCRIPTORS,
    errno.ENFILE: _DESCRIPTORS,
    errno.ENOMEM: "内存不够，请关掉一些程序再试",
    errno.EIO: "磁盘读取出错，请检查磁盘",
}

# What the system says, in the user's language; the rest is said as the system says it.
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EISDIR: "是一个目录",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EIO: "读写出错，请检查磁盘",
}


def system_reason(problem: OSError) -> str:
    """Why the system refused, as a clause for a sentence."""
    return _REASONS.get(problem.errno or 0) or problem.strerror or str(problem)


class GazetteSearchError(Exception):
    """Cannot go on; `str(error)` is the whole sentence for the user."""

    exit_code = EXIT_USAGE


class UsageError(GazetteSearchError):
    """An option or argument that makes no sense."""


class ExtraMissingError(UsageError):
    """Something that an extra of this package brings, and that is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{purpose}要另装一个库，请运行 pip install 'gazette-search[{extra}]'")


class QuerySyntaxError(GazetteSearchError):
    """A query that cannot be read.

    Attributes:
        query: The query text as typed.
        position: Code-point offset of the place that is wrong.
        reason: What is wrong there.
        remedy: How to write it instead.
    """

    def __init__(self, query: str, position: int, reason: str, remedy: str) -> None:
        self.query, self.position, self.reason, self.remedy = query, position, reason, remedy
        super().__init__(f"查询式第 {position + 1} 个字：{reason}。{remedy}")


class SourceFileError(GazetteSearchError):
    """An issue file that cannot be read or decoded.

    Attributes:
        file: Its name.
        reason: Why.
        lasting: Whether the same bytes will be refused again: not so when a right, a program or
            memory was missing, which has nothing to do with the file.
    """

    def __init__(self, file: str, reason: str, *, lasting: bool = True) -> None:
        self.file, self.reason, self.lasting = file, reason, lasting
        super().__init__(f"{file}：{reason}")


class OutputFileError(GazetteSearchError):
    """A result file that cannot or must not be written."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        super().__init__(f"{file}：{reason}")


class UnknownCollectionError(UsageError):
    """A folder of the corpus that holds nothing."""

    def __init__(self, name: str, held: Sequence[str]) -> None:
        shown = "、".join(held[:_MOST_NAMED]) + ("…" if len(held) > _MOST_NAMED else "")
        there = f"有：{shown}" if held else "没有一个子文件夹收有公文"
        super().__init__(
            f"索引里没有“{name}”这个子文件夹，{there}。新放进的文件请先运行 gsearch index"
        )


class HomeNotFoundError(GazetteSearchError):
    """No directory with a corpus, and none was named."""


class IndexMissingError(GazetteSearchError):
    """No index, and no corpus to build it from."""

    exit_code = EXIT_INDEX


class IndexDamagedError(GazetteSearchError):
    """A generation whose files are not what its manifest says."""

    exit_code = EXIT_INDEX

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"索引损坏：{place} {reason}。请运行 gsearch index --rebuild 重建")


class IndexUnreadableError(GazetteSearchError):
    """The machine does not let the index be read; that says nothing about what is in it."""

    def __init__(self, place: str, problem: OSError) -> None:
        self.place = place
        remedy = _REMEDIES.get(problem.errno or 0, "请稍后再试；总是这样，请检查磁盘或网络盘")
        super().__init__(f"读不了索引：{place}（{system_reason(problem)}）。{remedy}")


class IndexForeignError(GazetteSearchError):
    """A generation that another version of this program made and this one does not take over."""

    exit_code = EXIT_INDEX

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason}。请各处用同一版本的 gsearch，或运行 gsearch index --rebuild 由本版本重建"
        )


class IndexLockedError(GazetteSearchError):
    """Another writer holds the index."""

    exit_code = EXIT_LOCKED

    def __init__(self, holder: int | str | None) -> None:
        """Takes the writer's process, on a cluster with its machine before it."""
        self.pid = holder if isinstance(holder, int) else None
        named = f"进程 {holder} " if holder else "另一个进程"
        super().__init__(f"索引正被{named}写入。请稍后再试，或用 --wait 秒数 等待")


class UpdateStoppedError(GazetteSearchError):
    """Ctrl-C before a new generation of the index was in place."""

    exit_code = EXIT_INTERRUPTED

    def __init__(self) -> None:
        super().__init__("已中断，索引没有变化")


class CopyEndedError(GazetteSearchError):
    """A process that shared the indexing died."""

    def __init__(self, exit_code: int | None) -> None:
        killed = exit_code is not None and exit_code < 0
        how = f"被信号 {-(exit_code or 0)} 中止，可能是内存不够" if killed else "意外结束"
        super().__init__(f"建立索引的一个进程{how}。原来的索引没有动，请再试一次")


class EmbedderError(GazetteSearchError):
    """The model for searching by meaning is missing or does not answer."""


class VectorsDamagedError(IndexDamagedError):
    """A file of vectors that cannot be read; the index itself is whole and finds words."""

    def __init__(self, place: str) -> None:
        super().__init__(place, "不是有效的向量文件")

    def __str__(self) -> str:
        return f"向量损坏：{self.place} {self.reason}。请删去它，再运行 gsearch embed"


class DocumentNotFoundError(GazetteSearchError):
    """A document or issue that is not held."""

    exit_code = EXIT_NOTHING


class NoNumberError(DocumentNotFoundError):
    """Words where a document belongs that are no number and no title.

    Attributes:
        text: As typed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"“{text}”不是文号，也不是库内公文的标题。请写 葫政办发〔2020〕23号、"
            "葫政办发2020 23号、标题或“期:行”（2020-02:1097）"
        )


class ClusterError(GazetteSearchError):
    """A cluster that does not answer, answers in part, or refuses.

    Attributes:
        status: Of HTTP, 0 where there was no answer.
        kind: What the cluster calls the fault, "" where it did not say.
        lasting: Whether asking again will not help.
    """

    exit_code = EXIT_CLUSTER

    def __init__(
        self, sentence: str, *, status: int = 0, kind: str = "", lasting: bool = True
    ) -> None:
        self.status, self.kind, self.lasting = status, kind, lasting
        super().__init__(sentence)


class HeadMovedError(ClusterError):
    """A generation on a cluster that was current once and is no longer; the next one is whole."""

    def __init__(self) -> None:
        super().__init__("集群上的索引刚刚更新过，请再试一次", lasting=False)
