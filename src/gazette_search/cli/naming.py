"""Names of documents as a command line or another program's output gives them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from gazette_search.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FROM_STDIN = "-"
# A line of `--format plain`, as an editor or fzf hands it on: file:line:number:text.
_PLAIN_LINE = re.compile(r"(?P<place>[^\t]+?:\d+):.+")


def read_names(words: Sequence[str]) -> list[str]:
    """The words, and in the place of `-` what stands on stdin, a name a line.

    Raises:
        UsageError: Nothing stands there, or what is no text.
    """
    return [name for word in words for name in (_from_stdin() if word == FROM_STDIN else [word])]


def _from_stdin() -> list[str]:
    try:
        names = [*_named(sys.stdin)]
    except UnicodeDecodeError:
        raise UsageError("标准输入里的文号不是 UTF-8 文本") from None
    if not names:
        raise UsageError("标准输入里没有文号，一行要有一个")
    return names


def _named(lines: Iterable[str]) -> Iterator[str]:
    """What names a document in each line that is not empty: all before the first tab."""
    for line in lines:
        name = line.partition("\t")[0].strip()
        found = _PLAIN_LINE.fullmatch(name)
        if name:
            yield found["place"] if found else name
