"""HTML: one file that browsers show and print, with nothing in it that runs or is fetched.

Every text is escaped, and the page forbids scripts, frames and whatever would have to be loaded
besides. It says that it is simplified Chinese, so that a browser picks the forms of characters
that are used for it and breaks lines as they are broken there.
"""

from __future__ import annotations

from html import escape as escape_html
from typing import TYPE_CHECKING

from gazette_search.export.marked import Marked
from gazette_search.export.memos import (
    MemoBreak,
    MemoHeading,
    MemoLine,
    MemoList,
    MemoQuote,
    MemoTable,
)
from gazette_search.export.registry import Format
from gazette_search.export.xml_text import for_xml

if TYPE_CHECKING:
    from gazette_search.export.memos import Memo, MemoCell, MemoPart

# A4 with the margins of an office printer, and fonts by name in print: in Noto and Source Han a
# radical and the character made of it alone share a glyph (⼈ and 人), and Chromium writes the
# radical into the PDF that it prints, which pypdf, pdfminer and pdfplumber then read. The fonts
# named have no such glyphs; the first is that of Windows, the second that of macOS.
_STYLE = """\
:root { color-scheme: light; }
body { max-width: 44em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff;
  font: 16px/1.75 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  line-break: strict; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { margin: 1.4em 0 .4em; line-height: 1.4; break-after: avoid; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; } h3, h4, h5, h6 { font-size: 1em; }
p, ul { margin: .5em 0; }
p.text { text-align: justify; text-indent: 2em; }
p.signed { text-align: right; }
p.facts, p.source, p.remark { color: #555; font-size: .9em; }
p.source { text-align: right; break-before: avoid; }
p.force { font-weight: bold; }
blockquote { margin: .8em 0 .4em; padding: .1em 0 .1em 1em; border-left: 3px solid #bbb; }
mark { color: #a00; background: none; font-weight: bold; }
table { width: 100%; margin: .8em 0; border-collapse: collapse; font-size: .9em; }
th, td { padding: .25em .5em; border: 1px solid #999; text-align: left; vertical-align: top; }
th { background: #f2f2f2; }
thead { display: table-header-group; }
tr, blockquote { break-inside: avoid; }
hr { border: 0; border-top: 1px solid #bbb; margin: 2em 0; }
@page { size: A4; margin: 25mm 22mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0;
    font: 11pt/1.7 SimSun, "Songti SC", "AR PL UMing CN", "WenQuanYi Zen Hei",
      "WenQuanYi Micro Hei", serif; }
  mark { color: inherit; text-decoration: underline; }
  p.facts, p.source, p.remark { color: inherit; }
}
"""


def memo_to_html(memo: Memo) -> str:
    """A whole page."""
    body = "\n".join(_part(part) for part in memo.parts)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(memo.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _part(part: MemoPart) -> str:
    match part:
        case MemoHeading(level, text):
            return f"<h{level}>{_text(text)}</h{level}>"
        case MemoLine(text, role):
            return f'<p class="{role}">{_text(text)}</p>'
        case MemoBreak():
            return "<hr>"
    return _set_apart(part)


def _set_apart(part: MemoQuote | MemoList | MemoTable) -> str:
    match part:
        case MemoQuote(lines):
            quoted = "\n".join(f"<p>{_runs(line)}</p>" for line in lines)
            return f"<blockquote>\n{quoted}\n</blockquote>"
        case MemoList(items):
            listed = "\n".join(f"<li>{_text(item)}</li>" for item in items)
            return f"<ul>\n{listed}\n</ul>"
        case MemoTable(header, rows):
            body = "\n".join(_row(row, "td") for row in rows)
            return (
                f"<table>\n<thead>\n{_row(header, 'th')}\n</thead>\n"
                f"<tbody>\n{body}\n</tbody>\n</table>"
            )


def _row(cells: tuple[MemoCell, ...], name: str) -> str:
    return f"<tr>{''.join(f'<{name}>{_cell(cell)}</{name}>' for cell in cells)}</tr>"


def _cell(cell: MemoCell) -> str:
    return _runs(cell) if isinstance(cell, Marked) else _text(cell)


def _runs(line: Marked) -> str:
    return "".join(
        f"<mark>{_text(text)}</mark>" if matched else _text(text) for text, matched in line.runs()
    )


def _text(text: str) -> str:
    return escape_html(for_xml(text))


FORMAT = Format(
    "html",
    "网页，一个文件，可以打印",
    memo=memo_to_html,
    suffixes=(".html", ".htm"),
)
