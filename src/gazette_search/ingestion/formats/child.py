"""Readers that run in a process of their own: what is not ours gets no more than its share.

Frames go over the child's standard input and output: a length of eight bytes, then so many bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

# Answers begin with one of these: what was asked for, or a sentence saying why it is not given.
GIVEN, REFUSED = b"T", b"R"
# The child sees the same packages as this process and nothing of the directory it is started in.
_START = "import sys; sys.path[:] = {path!r}; from {module} import {name}; {name}()"


class Child:
    """A process that runs a function of ours, started when it is made.

    Args:
        module: Where the function is.
        name: Of the function, which answers frames until standard input ends.

    Attributes:
        owner: The process that started it: a copy of that process must start its own.
    """

    def __init__(self, module: str, name: str) -> None:
        path = [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - strings
        self.owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with our own code
            [sys.executable, "-I", "-c", _START.format(path=path, module=module, name=name)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, *frames: bytes) -> bytes:
        """Send frames and wait for the answer; none when the child ended over them."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            return b""
        with suppress(BrokenPipeError):
            for frame in frames:
                write_frame(requests, frame)
            return read_frame(answers) or b""
        return b""

    def stop(self) -> int:
        """End the child.

        Returns:
            Its exit code.
        """
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        try:
            return self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame, None when the stream ended before or inside one."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(body) == size else None


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Send a frame."""
    stream.write(len(body).to_bytes(8, "big"))
    stream.write(body)
    stream.flush()
