"""Every verb of ending and amending is read in every form in which 废止 and 修改 are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search import vocabulary
from gazette_search.ingestion.content import read_content
from gazette_search.models import Block, NumberedTarget, Title
from gazette_search.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette_search.models import BlockKind

OWN = "注销"  # of an office that says so, in its vocabulary.txt
NUMBER, TITLED = "青政发〔2010〕5号", "青河市河道管理办法"
NAMED = f"《{TITLED}》（{NUMBER}）"
PLAIN = "青河市人民政府关于公布规范性文件清理结果的通知"

# A title, then blocks; {v} is the verb.
Form = tuple[str, tuple[tuple["BlockKind", str], ...]]
REPEALS: dict[str, Form] = {
    "behind": (PLAIN, (("paragraph", f"{NAMED}同时{{v}}。"),)),
    "behind, from a day": (PLAIN, (("paragraph", f"{NAMED}自本通知施行之日起{{v}}。"),)),
    "before": (PLAIN, (("paragraph", f"现决定{{v}}{NAMED}。"),)),
    "late": (PLAIN, (("paragraph", f"{NAMED}已不适应当前需要，经研究，决定予以{{v}}。"),)),
    "bare number": (PLAIN, (("paragraph", f"同时{{v}}{NUMBER}文件。"),)),
    "title": (f"青河市人民政府关于{{v}}{NAMED}的通知", ()),
    "intro": (PLAIN, (("paragraph", "下列文件予以{v}："), ("item", f"1.{NAMED}"))),
    "heading": (PLAIN, (("heading", "一、{v}的规范性文件"), ("item", f"1.{NAMED}"))),
    "caption": (
        PLAIN,
        (("caption", "予以{v}的文件目录"), ("table", f"文件名称\t文号\n{TITLED}\t{NUMBER}")),
    ),
    "verdict": (PLAIN, (("table", f"文件名称\t文号\t处理意见\n{TITLED}\t{NUMBER}\t{{v}}"),)),
    "header": (PLAIN, (("table", f"{{v}}文件名称\t文号\n{TITLED}\t{NUMBER}"),)),
    "section row": (PLAIN, (("table", f"文件名称\t文号\n一、{{v}}的文件\t\n{TITLED}\t{NUMBER}"),)),
    "deciding title": (
        "青河市人民政府关于{v}部分文件的决定",
        (("paragraph", f"一、{{v}}{NAMED}。"),),
    ),
    "told again": (
        f"青河市人民政府关于{{v}}《{TITLED}》的通知",
        (("paragraph", f"2010年，市政府印发了{NAMED}。"),),
    ),
}
BY_TITLE = {name: REPEALS[name] for name in ("behind", "before", "late", "intro", "heading")}
AMENDS: dict[str, Form] = {
    "as follows": (PLAIN, (("paragraph", f"对{NAMED}作如下{{v}}："),)),
    "article": (PLAIN, (("paragraph", f"将{NAMED}第三条{{v}}为：“略。”"),)),
    "before": (PLAIN, (("paragraph", f"现{{v}}{NAMED}第三条。"),)),
    "decided": (PLAIN, (("paragraph", f"市政府决定对{NAMED}进行{{v}}。"),)),
    "title": (f"青河市人民政府关于{{v}}{NAMED}的决定", ()),
    "intro": (PLAIN, (("paragraph", "下列文件予以{v}："), ("item", f"1.{NAMED}"))),
    "header": (PLAIN, (("table", f"文件名称\t文号\t{{v}}内容\n{TITLED}\t{NUMBER}\t第三条"),)),
    "verdict": (PLAIN, (("table", f"文件名称\t文号\t处理意见\n{TITLED}\t{NUMBER}\t{{v}}"),)),
}


@pytest.fixture(autouse=True)
def _own_words(tmp_path: Path) -> Iterator[None]:
    own = tmp_path / "vocabulary.txt"
    own.write_text(f"endings {OWN} repeal\nendings 订正 amend\n", encoding="utf-8")
    vocabulary.extend(own)
    yield
    vocabulary.extend(None)


def stated(form: Form, verb: str) -> list[tuple[str, object]]:
    title, rows = form
    blocks = [Block("title", title.format(v=verb), (1, 1))]
    path: tuple[str, ...] = ()
    for line, (kind, text) in enumerate(rows, start=2):
        blocks.append(Block(kind, text.format(v=verb), (line, line), path=path))
        path = (text.format(v=verb),) if kind == "heading" else path
    return [(each.kind, each.about) for each in read_content(blocks).statements]


@pytest.mark.parametrize("verb", [*words("endings", "repeal"), OWN])
def test_every_verb_of_ending_in_every_form(verb: str) -> None:
    lost = [
        n for n, f in REPEALS.items() if ("repealed", NumberedTarget(NUMBER)) not in stated(f, verb)
    ]
    assert lost == []


@pytest.mark.parametrize("verb", [*words("endings", "repeal"), OWN])
def test_the_same_of_a_title_without_a_number(verb: str) -> None:
    for title, rows in BY_TITLE.values():
        bare = (title, tuple((kind, text.replace(f"（{NUMBER}）", "")) for kind, text in rows))
        assert ("repealed", Title(TITLED)) in stated(bare, verb)


@pytest.mark.parametrize("verb", [*words("endings", "amend"), "订正"])
def test_every_verb_of_amending_in_every_form(verb: str) -> None:
    lost = [
        n for n, f in AMENDS.items() if ("amended", NumberedTarget(NUMBER)) not in stated(f, verb)
    ]
    assert lost == []


def test_a_verb_that_is_taken_back_is_read_no_more() -> None:
    assert ("repealed", NumberedTarget(NUMBER)) in stated(REPEALS["behind"], OWN)
    vocabulary.extend(None)
    assert stated(REPEALS["behind"], OWN) == []
