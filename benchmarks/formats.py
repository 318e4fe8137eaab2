"""What reading files costs, and whether it gives what their text gives.

python -m benchmarks.formats make FOLDER      set the corpus as PDF, OFD, DOCX and HTML
python -m benchmarks.formats same FOLDER      documents and blocks against those of the text
python -m benchmarks.formats cost FOLDER      seconds an issue, milliseconds a page, memory
python -m benchmarks.formats rebuild FOLDER   rebuilding the index: files against text
python -m benchmarks.formats judged FOLDER    judged queries through PDF and DOCX against text
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import ROOT, environment
from benchmarks.quality import FIGURES, gsearch_answer, read_judged
from benchmarks.typeset import STYLES, parts_of, to_docx, to_html, to_ofd, to_pdf
from gazette_search.ingestion.formats.pdf.document import pdf_text
from gazette_search.ingestion.formats.reading import read_source_text
from gazette_search.ingestion.pipeline import parse_source
from quality.scoring import averages, figures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazette_search.models import Issue

CORPUS = ROOT / "corpus"
GSEARCH = Path(sys.executable).with_name("gsearch")
PLAIN = str.maketrans("〈〉[]【】", "《》〔〕〔〕")


def make(folder: Path) -> None:
    """Set every issue in every style."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(CORPUS.glob("*.txt")):
        parts = parts_of(path.read_text(encoding="utf-8"), path.name)
        (folder / f"{path.stem}.html").write_bytes(to_html(parts))
        for style in STYLES:
            word = to_docx(parts, style)
            name = f"{path.stem}-{style.name}"
            (folder / f"{name}.docx").write_bytes(word)
            pdf = to_pdf(word)
            (folder / f"{name}.pdf").write_bytes(pdf)
            (folder / f"{name}.ofd").write_bytes(to_ofd(pdf))
            print(name, len(pdf), flush=True)


def same(folder: Path) -> None:
    """Documents with equal number, title and date, and the share of equal blocks."""
    for path in _files(folder):
        text = _issue(CORPUS / f"{path.name[:7]}.txt")
        read = _issue(path)
        facts = Counter(map(_facts, text.documents)) & Counter(map(_facts, read.documents))
        blocks, wanted = _blocks(read), _blocks(text)
        share = (blocks & wanted).total() / wanted.total()
        of = len(text.documents)
        print(
            f"{path.name:24} documents {facts.total():2} of {of:2}  blocks {share:.3f}", flush=True
        )
        if "-v" in sys.argv:
            for block in [*(wanted - blocks)][:6]:
                print("    lacks", block[:110])


def _files(folder: Path, pattern: str = "*.*") -> list[Path]:
    return sorted(p for p in folder.glob(pattern) if p.suffix in (".pdf", ".ofd", ".docx", ".html"))


def _issue(path: Path) -> Issue:
    return parse_source(read_source_text(path.read_bytes(), path.name), path.name)


def _facts(document: object) -> tuple[str, str, object]:
    return str(document.number), _plain(document.title), document.signed_date  # type: ignore[attr-defined]


def _blocks(issue: Issue) -> Counter[str]:
    kinds = ("paragraph", "item", "heading", "table")
    return Counter(
        _plain(block.text)
        for document in issue.documents
        for block in document.blocks
        if block.kind in kinds
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(PLAIN)


def cost(folder: Path) -> None:
    """Processor time of the readers alone, the best of three, and the memory of this process."""
    for kind in ("html", "docx", "ofd", "pdf"):
        for path in _files(folder, f"*.{kind}"):
            raw = path.read_bytes()
            read: Callable[[], object] = (
                (lambda raw=raw: pdf_text(raw, "")) if kind == "pdf" else
                (lambda raw=raw: read_source_text(raw, ""))
            )  # fmt: skip
            seconds = min(_timed(read) for _ in range(3))
            pages = pdf_text(raw, "").pages if kind == "pdf" else None
            a_page = f"  {seconds / pages * 1000:5.1f} ms a page of {pages}" if pages else ""
            print(f"{path.name:24} {seconds:6.3f} s{a_page}", flush=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{kind}: peak of this process so far {peak} MB", flush=True)


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def rebuild(folder: Path) -> None:
    """Seconds of `gsearch index --rebuild`: the text of every file is kept since the first time."""
    seconds = {}
    for name, files in _corpora(folder):
        with _home(files) as home:
            _index(home)
            seconds[name] = min(_index(home, "--rebuild") for _ in range(3))
        ratio = seconds[name] / seconds["text"]
        print(f"{name:10} {seconds[name]:6.2f} s  {ratio:.2f} of the text's", flush=True)


def judged(folder: Path) -> None:
    """The figures of the judged queries by what the corpus is made of."""
    queries = read_judged()
    for name, files in _corpora(folder):
        with _home(files) as home:
            _index(home)
            rows = [figures_of(q, gsearch_answer(GSEARCH, home, q.text)) for q in queries]
        means = averages(rows)
        told = "  ".join(f"{FIGURES[key]} {means[key]:.3f}" for key in FIGURES if key in means)
        print(f"{name:10} {told}", flush=True)


def _corpora(folder: Path) -> Iterable[tuple[str, list[Path]]]:
    yield "text", sorted(CORPUS.glob("*.txt"))
    for name in ("gb.docx", "gb.pdf", "two.pdf"):
        yield name, sorted(folder.glob(f"*-{name}"))


@contextmanager
def _home(files: list[Path]) -> Iterator[Path]:
    """A home with these files in its corpus, for the time of a `with` block."""
    with tempfile.TemporaryDirectory(prefix="formats-") as name:
        (Path(name) / "corpus").mkdir()
        for file in files:
            shutil.copy(file, Path(name) / "corpus")
        yield Path(name)


def _index(home: Path, *options: str) -> float:
    started = time.perf_counter()
    command = [str(GSEARCH), "index", "--home", str(home), *options]
    subprocess.run(command, env=environment(), capture_output=True, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    {"make": make, "same": same, "cost": cost, "rebuild": rebuild, "judged": judged}[sys.argv[1]](
        Path(sys.argv[2])
    )
