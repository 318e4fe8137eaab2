"""What corpus text must not do to a terminal or to a file that people open.

Text from a gazette is data. Before it is drawn or written for people, characters that steer a
terminal (ESC and the other C0 and C1 controls), that reverse the reading direction (the "Trojan
source" trick) or that hide in a copied string are dropped.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufff9-\ufffb"  # invisible, or marks of direction
    "\u061c\u202a-\u202e\u2066-\u206f"  # embeddings, overrides and isolates of direction
    "\u2028\u2029"  # ends of lines in JSON Lines, for programs that take them so
    "\U000e0000-\U000e007f"  # tags: a hidden copy of ASCII
    "\ud800-\udfff]"  # halves of surrogate pairs: no file can hold them
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def sanitize(text: str) -> str:
    """The text without steering, direction and hidden characters.

    Tab and newline stay, whatever else ends a line for some program becomes a newline. What
    remains of a text does not depend on what follows it, save for a CR before a LF.
    """
    return _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))


def is_safe(text: str) -> bool:
    """Whether `sanitize` would leave the text as it is."""
    return not (_UNSAFE.search(text) or _LINE_ENDS.search(text))


def escape_unsafe(json_text: str) -> str:
    r"""JSON text with the same characters as \uXXXX: nothing is lost, nothing acts."""
    return _UNSAFE.sub(_json_escape, json_text)


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
