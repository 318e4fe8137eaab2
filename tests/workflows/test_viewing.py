from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.workflows import viewing
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from typesetting import pdf, set_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

PDF = Path("/corpus/2020-02.pdf")


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A desktop whose programs are those of the list; the first opens PDF files."""
    programs: list[str] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(
        "shutil.which", lambda name: f"/usr/bin/{name}" if name in programs else None
    )
    monkeypatch.setattr(viewing, "_default_viewer", lambda: f"org.gnome.{programs[0]}.desktop")
    return programs


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("evince", ["/usr/bin/evince", "--page-index=34", str(PDF)]),
        ("okular", ["/usr/bin/okular", "--page", "34", str(PDF)]),
        ("zathura", ["/usr/bin/zathura", "--page=34", str(PDF)]),
        ("firefox", ["/usr/bin/firefox", f"{PDF.as_uri()}#page=34"]),
    ],
)
def test_a_viewer_is_told_the_page_in_its_way(
    program: str, command: Sequence[str], desktop: list[str]
) -> None:
    desktop += [program, "xdg-open"]
    assert viewing.viewer_command(PDF, 34) == (tuple(command), True)


@pytest.mark.parametrize(
    ("path", "page"), [(PDF, 34), (PDF, None), (Path("/corpus/2020-02.docx"), 2)]
)
def test_others_open_the_file_at_its_beginning(
    path: Path, page: int | None, desktop: list[str]
) -> None:
    desktop += ["unknown", "xdg-open"]
    assert viewing.viewer_command(path, page) == (("/usr/bin/xdg-open", str(path)), False)


def test_without_a_desktop_the_place_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(viewing.NoViewerError, match=r"2020-02\.pdf，在第 34 页"):
        viewing.view(PDF, 34)


def test_the_command_finds_the_page_of_some_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphs = [
        "青河市人民政府文件",
        "青政发〔2020〕7号",
        "青河市人民政府关于提高保障标准的通知",
        "各县（市）区人民政府：",
        *["各地区要切实加强领导，精心组织，周密部署，全力落实，确保按时足额发放到位。" * 4] * 10,
        "农村低保标准提高到每人每年4425元。",
    ]
    (tmp_path / "corpus").mkdir()
    sheets = set_columns(paragraphs, ((80.0, 524.0),))
    (tmp_path / "corpus" / "a.pdf").write_bytes(pdf(sheets))
    home = Home(tmp_path)
    bring_up_to_date(home)
    opened: list[tuple[Path, int | None]] = []
    monkeypatch.setattr(viewing, "view", lambda path, page: opened.append((path, page)))
    where = ["--home", str(tmp_path)]
    for more in ([], ["--query", "４４２５ 元"], ["--query", "没有的字"]):
        assert main(["open", "青政发2020-7", *more, *where]) == 0
    assert opened == [(tmp_path / "corpus" / "a.pdf", page) for page in (1, len(sheets), 1)]
    told = capsys.readouterr().err
    assert f"请翻到第 {len(sheets)} 页" in told
    assert "文中没有“没有的字”" in told
    assert main(["open", "青政发2020-7", "--print", *where]) == 0
    assert capsys.readouterr().out == "corpus/a.pdf 第1页\n"
    assert main(["open", "青政发2020-99", *where]) == 1
