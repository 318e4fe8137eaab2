"""Elements around a document's text (GB/T 9704-2012, 7.3): title, addressee, signature, date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.structure.title_lines import is_agency, parted
from gazette_search.text.dates import find_dates, parse_date
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gazette_search.ingestion.layout.lines import Line

# 主送机关 names agencies and closes with a colon; 通告如下： closes a first paragraph.
_ADDRESSEE = re.compile(
    r"[^。；：:]{0,600}"
    r"(?:政府|委员会|[局委办厅院部处所行校会]|中心|单位|部门|公司|企业|机构|组织|团体|同志|代表|委员|主席)"
    r"[）)”]?[:：]"
)
_NO_ADDRESSEE = re.compile(r"如下|下列|以下|为了|根据|按照|现将|现就|决定|要求|应当|条件|包括")
_RUN_IN_ADDRESSEE = re.compile(
    r"(?P<addressee>各[^。；：:]{1,150}(?:政府|部门|单位|委员会|管委会)[）)]?)[：:](?=\S)"
)
# Who signs besides organs: what no vocabulary can list.
_SIGNER = re.compile(
    r"[\u4e00-\u9fff（）()“”]{2,30}(?:支行|支队|学院|大学|医院|联社|专家组|工作组|小组|军区|军委)"
)
_OFFICIAL = re.compile(
    r"(?:代?理?[省市县区]长|总理|主席|部长|厅长|主任|局长|院长|书记)[: ]{1,4}[\u4e00-\u9fff ]{2,8}"
)
_SIGNED_LINE = re.compile(
    r"(?P<agency>[\u4e00-\u9fff（）()、 ]{3,60}?) {0,8}"
    r"(?P<date>[0-9〇○一二三四五六七八九零 ]{4,8}年.{3,10}日)"
)
_ADOPTION_LINES = 8
_ACT = re.compile(
    r"(?P<date>(?:\d{4}|[〇○零一二三四五六七八九]{4}) ?年.{2,8}?日)[，, ]?"
    r"(?P<by>[^，。；年]{2,60}?)(?:审议|讨论)?(?P<verb>通过|批准|公布|发布|颁布)"
)
_TERM = re.compile(r"第[\d一二三四五六七八九十百]{1,4}届")
_SESSION = re.compile(
    r"(?:第[\d一二三四五六七八九十百]{1,5}次)?(?:常务|全体)?(?:会议|大会)?$"
    r"|(?:令|公告)?(?:第[\d一二三四五六七八九十百]{1,5}号)?(?:令)?$"
)
# The place of the seal, printed for the seal itself.
_SEAL = re.compile(r" ?[(〔\[](?:公?章|盖章|印章?|代章)[)〕\]]|&sp;| ?\*+$")


@dataclass(frozen=True, slots=True)
class Closing:
    """署名, 成文日期 and 附注 of a document.

    Attributes:
        signature: Lines of the signature; the date may share the last.
        date_line: The line with the date.
        disclosure: （此件公开发布）, or None.
        issuer: Who signed, or None when a date stands alone.
        signed_date: The date.
        start: Index of its first line among those that were searched.
    """

    signature: tuple[Line, ...]
    date_line: Line
    disclosure: Line | None
    issuer: str | None
    signed_date: date
    start: int

    @property
    def end(self) -> int:
        """Index behind its last line."""
        is_signed_line = self.date_line in self.signature
        lines = len(self.signature) + (not is_signed_line) + (self.disclosure is not None)
        return self.start + lines


@dataclass(frozen=True, slots=True)
class Adoption:
    """Who passed or promulgated a law, and when: what it has for a signature."""

    issuer: str | None
    day: date


def find_adoption(lines: Sequence[Line]) -> Adoption | None:
    """The adoption below the title of a law; the day of promulgation where it is told.

    （2021年3月26日云岭省第十三届人民代表大会常务委员会第二十次会议通过）
    """
    acts = [act for line in lines[:_ADOPTION_LINES] for act in _acts(line.folded)]
    if not acts:
        return None
    promulgated = [act for act in acts if act[1] in ("公布", "发布", "颁布")]
    day = (promulgated or acts)[0][0]
    return Adoption(next((act[2] for act in acts if act[2]), None), day)


def _acts(text: str) -> Iterator[tuple[date, str, str | None]]:
    """Day, verb and agency of each act that a line tells."""
    for match in _ACT.finditer(text):
        dates = find_dates(match["date"])
        if not dates or "《" in match["by"]:
            continue  # 《关于修改〈…〉的决定》 is a later change
        yield dates[0][2], match["verb"], _adopter(match["by"])


def _adopter(by: str) -> str | None:
    """枣庄市人民代表大会常务委员会 of 枣庄市第十六届人民代表大会常务委员会第四次会议."""
    name = _SESSION.sub("", _TERM.sub("", by.strip(" ，,经由")))
    name = name.removeprefix("中华人民共和国").removeprefix("第").strip()
    return name if is_agency(name) else None


def find_addressee(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the 主送机关 at the start of what follows the title, or none."""
    text = ""
    for index, line in enumerate(lines[:4]):
        if line.kind not in ("text", "masthead") or line.marker or "。" in line.text:
            return ()
        text += line.text
        if line.text[-1] in "：:":
            is_addressee = _ADDRESSEE.fullmatch(text) and not _NO_ADDRESSEE.search(text)
            return tuple(lines[: index + 1]) if is_addressee else ()
    return ()


def addressee_in(text: str) -> str | None:
    """The 主送机关 that runs into the first paragraph, or None."""
    match = _RUN_IN_ADDRESSEE.match(text[:200])
    if not match or _NO_ADDRESSEE.search(match["addressee"]):
        return None
    return match["addressee"]


def find_closing(lines: Sequence[Line], agency: str | None = None) -> Closing | None:
    """The first signature with a date below it, else the first date on a line of its own.

    Args:
        lines: Lines behind the title.
        agency: Who the title says issues the document. A notice that carries a text of another
            agency may have its own signature unread; then that text's is not taken for it.
    """
    alone: Closing | None = None
    of_others: Closing | None = None  # a form to be filled in shows a signature too
    for index, line in enumerate(lines):
        signed = _signed_line(line)
        if signed:
            closing = Closing((line,), line, _disclosure(lines, index), *signed, index)
        else:
            day = parse_date(line.folded) if line.kind == "date" else None
            if day is None:
                continue
            signature = _signature(lines, index)
            disclosure, issuer = _disclosure(lines, index), issuer_of(signature)
            closing = Closing(signature, line, disclosure, issuer, day, index - len(signature))
        if not closing.signature:
            alone = alone or closing
        elif not agency or _agrees(closing.issuer, agency):
            return closing
        elif alone:
            return alone
        else:
            of_others = of_others or closing
    return of_others or alone


def _agrees(issuer: str | None, agency: str) -> bool:
    """Whether a signature can be that of the agency in the title."""
    return issuer is None or bool({*issuer.split("、")} & {*agency.split("、")})


def _signature(lines: Sequence[Line], date_index: int) -> tuple[Line, ...]:
    """The lines directly above a date that name agencies."""
    start = date_index
    while start and date_index - start < 4 and _is_signature(lines[start - 1]):
        start -= 1
    return tuple(lines[start:date_index])


def _is_signature(line: Line) -> bool:
    if line.kind not in ("text", "masthead") or line.marker or line.depth:
        return False
    return len(line.text) <= 120 and (_names_signer(line.folded) or _is_official(line))


def _is_official(line: Line) -> bool:
    return bool(_OFFICIAL.fullmatch(line.folded))


def _names_signer(text: str) -> bool:
    """Whether a text is nothing but agencies that sign, the mark of the seal aside."""
    names = [name for name in _SEAL.sub("", text).replace("、", " ").split(" ") if name]
    whole = all(is_agency(name) or _SIGNER.fullmatch(name) for name in names)
    # 葫芦岛市 人民政府: one name, spaced.
    return bool(names) and (whole or (len(names) <= 3 and is_agency("".join(names))))


def _signed_line(line: Line) -> tuple[str, date] | None:
    """Agency and date of a line that holds both and nothing else."""
    if line.kind != "text" or len(line.text) > 90 or line.marker:
        return None
    match = _SIGNED_LINE.fullmatch(line.folded)
    if not match or not _names_signer(match["agency"].strip()):
        return None
    dates = find_dates(match["date"])
    return (parted(_SEAL.sub("", match["agency"])), dates[0][2]) if dates else None


def _disclosure(lines: Sequence[Line], date_index: int) -> Line | None:
    following = lines[date_index + 1] if date_index + 1 < len(lines) else None
    return following if following is not None and following.kind == "disclosure" else None


def issuer_of(signature: Sequence[Line]) -> str | None:
    """The 发文机关 that signed; several are parted by 、."""
    names = [
        _SEAL.sub("", line.folded) for line in signature if not _OFFICIAL.fullmatch(line.folded)
    ]
    return parted(" ".join(names)) or None
