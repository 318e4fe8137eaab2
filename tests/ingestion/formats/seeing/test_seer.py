"""The real engine on drawn pages; skipped where the extra `ocr` or a Chinese font is not there."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.ingestion.formats.geometry.reading import read_pages
from gazette_search.ingestion.formats.pdf.document import pdf_text
from gazette_search.ingestion.formats.recognition.pages import laid_out, scanned
from gazette_search.ingestion.formats.recognition.placing import page_of
from gazette_search.ingestion.formats.recognition.reading import open_recogniser

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.recognition.seen import SeenPage

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytest.importorskip("onnxruntime", reason="the extra ocr is not installed")

FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL SungtiL GB", "WenQuanYi Zen Hei")
WIDE, HIGH = 1654, 2339  # A4 at 200 dpi
BODY, LINE = 44, 76  # 16 points, as GB/T 9704 has it
RED = (210, 30, 35)
TITLE = "青河市人民政府关于提高最低生活保障标准的通知"
TEXT = (
    "各县（市）区人民政府，市政府各部门：",
    "　　经市政府同意，农村低保标准统一提高到每人每年4425元，",
    "城市低保标准提高到每人每月600元，自2020年2月1日起执行。",
    "　　各地区民政部门要会同财政等部门制定工作方案，抓好落实。",
)


@cache
def _font_file() -> tuple[str, int]:
    """A font with Chinese characters, and which face of its file."""
    for family in FAMILIES:
        try:
            found = subprocess.run(  # noqa: S603
                ["fc-match", "-f", "%{family}|%{file}|%{index}", family],  # noqa: S607
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        except OSError:
            break
        names, _, rest = found.stdout.partition("|")
        file, _, index = rest.partition("|")
        if family in names:
            return file, int(index)
    pytest.skip("no Chinese font is installed (fonts-noto-cjk)")


def font(size: int) -> Any:
    from PIL import ImageFont

    file, index = _font_file()
    return ImageFont.truetype(file, size, index=index)


class Paper:
    """A page to draw on, as a scanner sees it."""

    def __init__(self) -> None:
        from PIL import Image, ImageDraw

        self.image: Any = Image.new("RGB", (WIDE, HIGH), "white")
        self.draw: Any = ImageDraw.Draw(self.image)

    def write(self, x: int, y: int, text: str, size: int = BODY, ink: Any = (20, 20, 20)) -> None:
        self.draw.text((x, y), text, font=font(size), fill=ink)

    def centre(self, y: int, text: str, size: int = BODY, ink: Any = (20, 20, 20)) -> None:
        wide = self.draw.textlength(text, font=font(size))
        self.write(int((WIDE - wide) / 2), y, text, size, ink)

    def seal(self, x: int, y: int, across: int) -> None:
        """A ring with a star's worth of red in it, over whatever stands there."""
        from PIL import Image, ImageChops, ImageDraw

        layer = Image.new("RGB", self.image.size, "white")
        ink = ImageDraw.Draw(layer)
        ink.ellipse((x, y, x + across, y + across), outline=RED, width=10)
        middle = across // 2
        ink.regular_polygon((x + middle, y + middle, across // 5), 5, fill=RED)
        self.image = ImageChops.multiply(self.image, layer)
        self.draw = ImageDraw.Draw(self.image)

    def scanned(self, *, askew: float = 0.0, kind: str = "JPEG") -> bytes:
        from PIL import ImageFilter

        turned = self.image.rotate(askew, fillcolor="white", resample=2)
        out = io.BytesIO()
        turned.filter(ImageFilter.GaussianBlur(0.7)).save(out, kind, quality=80)
        return out.getvalue()


def notice() -> Paper:
    """A notice with a red masthead and the rule below it."""
    paper = Paper()
    paper.centre(260, "青河市人民政府文件", 110, RED)
    paper.centre(520, "青政发〔2020〕7号")
    paper.draw.line((220, 600, 1434, 600), fill=RED, width=5)
    paper.centre(700, TITLE)
    for number, line in enumerate(TEXT):
        paper.write(220, 850 + LINE * number, line)
    paper.write(1434 - 7 * BODY, 1300, "青河市人民政府")
    paper.write(1434 - 7 * BODY, 1376, "2020年3月11日")
    return paper


def texts(seen: SeenPage) -> list[str]:
    text = laid_out("image", [page_of(seen)], [scanned(1)], {1: seen})
    return [line.text.replace(" ", "") for line in text.lines if line.text]


def folded(lines: list[str]) -> str:
    """Machines make no difference between wide and narrow marks, nor between brackets."""
    narrow = str.maketrans("（），：；〔〕【】", "(),:;[][]")
    return "\n".join(lines).translate(narrow)


WANTED = folded(
    ["青河市人民政府文件", "青政发〔2020〕7号", TITLE, TEXT[0],
     (TEXT[1] + TEXT[2]).strip(), TEXT[3].strip(), "青河市人民政府", "2020年3月11日"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "askew"),
    [("", 0.0), ("", 0.7), ("", 180.0), ("", 90.0), ("seal", 0.0)],
    ids=["straight", "askew", "on its head", "on its side", "sealed"],
)
def test_a_scanned_notice_is_read(change: str, askew: float) -> None:
    """The masthead in red, the date under a seal, however the page lay on the scanner."""
    paper = notice()
    if change:
        paper.seal(1100, 1200, 310)
    if askew == 90.0:
        from PIL import Image

        paper.image = paper.image.transpose(Image.Transpose.ROTATE_90)
        askew = 0.0
    seen = open_recogniser().see(paper.scanned(askew=askew), "image", 1)
    assert folded(texts(seen)) == WANTED
    assert seen.engine.startswith("rapidocr ")


def test_the_rows_of_a_scanned_table_and_the_pages_of_a_scanned_pdf() -> None:
    from PIL import Image

    paper = Paper()
    for row, cells in enumerate((("地区", "标准"), ("青河区", "4425元"), ("龙港区", "4260元"))):
        for column, cell in enumerate(cells):
            x, y = 300 + 500 * column, 400 + 100 * row
            paper.draw.rectangle((x, y, x + 500, y + 100), outline=(0, 0, 0), width=3)
            paper.write(x + 30, y + 25, cell)
    pages = [Image.open(io.BytesIO(one.scanned())) for one in (notice(), paper)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    pdf, recogniser = out.getvalue(), open_recogniser()
    assert [warning.code for warning in pdf_text(pdf, "x").warnings] == ["scanned"] * 2
    seen = {number: recogniser.see(pdf, "pdf", number) for number in (1, 2)}
    lines = [line for line in pdf_text(pdf, "x", seen).lines if line.text]
    rows = [line.text for line in lines if line.origin == "row"]
    assert rows == ["地区\t标准", "青河区\t4425元", "龙港区\t4260元"]
    assert {line.page for line in lines} == {1, 2}


def test_signs_that_the_models_do_not_know_are_marked_and_not_believed() -> None:
    paper = Paper()
    paper.write(220, 400, "全市人口自然增长率为5‰，新建厂房建筑面积1200㎡。")
    seen = open_recogniser().see(paper.scanned(), "image", 1)
    text = laid_out("image", [page_of(seen)], [scanned(1)], {1: seen})
    unsure = [warning for warning in text.warnings if warning.code == "amount-doubtful"]
    shown = "".join(line.text for line in text.lines)
    read_right = ("‰" in shown) + bool({"㎡", "m²"} & {shown[-3:-1], shown[-2]})
    assert read_right + len(unsure) == 2


def test_an_empty_page_has_nothing_on_it() -> None:
    seen = open_recogniser().see(Paper().scanned(kind="PNG"), "image", 1)
    assert (seen.lines, read_pages([page_of(seen)])) == ((), ())
