"""Lists of units: 市民政局、财政局，各县（市）区政府等 → the units, each under its own name.

Nothing is added that the text does not say: a name takes over the level that governs its list
only when it is the name of a field of government (财政局), and keeps its printed form otherwise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.vocabulary import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What names of units end in; 人力资源和社会保障 (2020-02:839) lacks it and goes by its level.
_ENDING = (
    r"(?:[局委办厅院会部处所站队社室校行馆联协团台库厂港组区县市州旗盟乡镇村司关]"
    r"|中心|政府|机构|部门|单位|集团|企业|街道|大学|专班|团市委|运营商|指挥部|军分区|金融机构|党组)"
)
_ENDS_AS_UNIT = re.compile(_ENDING + r"(?:[(（][^()（）]{1,20}[)）])?$")
_OPENS_AS_UNIT = re.compile(
    r"[市省县区州旗盟各全]|有关|相关|其他|国家|中国|人民|中央|驻|团[市县区省]委|国网"
)
_SPECIFIC = re.compile(
    r"^(?:[市省县区州旗盟各全]|有关|相关|国家|中国|驻)|[局委办厅院会联协]$|政府$|海关$|中心$|公司$|[支分]行$|集团$"
)
# Words of a clause, never of a unit's name.
_CLAUSE = re.compile(
    r"[。:：？！?!=＝]|应当|应[将在]|[的须将]|是指|不得|可以|根据|按照|以及时|简称|详见|^见附|如下|上述"
)
# 各县、区人民政府 and 各乡镇、街道 are one unit: the 、 stands inside a name.
_LEVELS_LIST = re.compile(
    r"各(?:有关|相关)?(?:[市县区旗州盟]|乡镇|乡|镇)(?:\([^()]{1,6}\)|〈[^〈〉]{1,4}〉|<[^<>]{1,4}>)?"
    r"(?:、(?:[市县区旗镇]|街道)(?:\([^()]{1,6}\)|〈[^〈〉]{1,4}〉|<[^<>]{1,4}>)?)+"
    r"(?=人民政府|政府|管委会|办事处|[，,;；]|$)"
)
_SEPARATORS = "、，,;；"
_OPENERS, _CLOSERS = "(〈<《“", ")〉>》”"
_AND = re.compile(r"以及|[和及与]")
_ET_CETERA = re.compile(
    r"(?<![高中初同平优])等(?:[^等]{0,8}?(?:部门|单位|机构|成员单位)(?:(?:和|及|与)(?:有关|相关)?(?:部门|单位))?)?$"
)
# 市信息中心等市政府有关部门 names both (2019-04:180).
_ET_CETERA_NAMED = re.compile(r"(?<![高中初同平优])等(?=[市省县区各][^等]{2,})")
_NOTHING = re.compile(r"(?:详?见|如)[附上下]|同上|^无$|^略$|^[/／]$|^[-－—]+$")
_LONGEST = 40
_LONGEST_PIECE = 200

_PLACE_ONLY = re.compile(r"[\u4e00-\u9fff]{1,5}[县市区旗]")
_PLACE_ORGAN = re.compile(r"[\u4e00-\u9fff]{1,5}[县市区旗](?P<organ>人民政府|政府|管委会)")
_LEVEL = re.compile(r"[市省县区州旗盟](?!直|属|级|内|域|场|外|民$)")
_GOVERNMENTS = ("政府", "人民政府")
_OWN_GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{1,5}[县市区旗](?:人民)?政府|各|有关|相关")
_FIELDS = Lazy(lambda: either("fields"))
# 建设银行, 交通企业 and 教育部门 begin as organs do and are none of the city's.
_FIELD_ORGAN = re.compile(
    r"(?:[局委办厅社]|中心|支队|[妇残商文侨]联|工会|科协|红十字会|贸促会|投资集团|政府)$"
)
_STATE_IN_PLACE = re.compile(r"监管分局|检验检疫|海事|海关|边检")
_PARTY = re.compile(
    r"(?:组织部|宣传部|统战部|政法委|政研室|网信办|编办|编委办|巡察办|老干部局|党校)$"
)
_PARTY_GOVERNS = re.compile(r"(?P<organ>[市省县区州旗盟]委)(?!$|会)")


def split_units(text: str) -> list[str]:
    """The units of a list as printed, in order; what is no unit is left out.

    Args:
        text: Clean text of the list, without the verb or label.
    """
    items = (item for piece in _pieces(text) for item in _conjoined(piece))
    return [item for item in items if is_unit(item)]


# The same few hundred units are asked for again and again.
@lru_cache(2048)
def is_unit(text: str) -> bool:
    """Whether a printed item can be a unit: it ends, or at least begins, as one."""
    if not 2 <= len(text) <= _LONGEST:
        return False
    if _CLAUSE.search(text) or _NOTHING.search(text):
        return False
    return bool(_ENDS_AS_UNIT.search(text) or (_OPENS_AS_UNIT.match(text) and len(text) > 3))


def are_surely_units(items: Sequence[str]) -> bool:
    """Whether a list without a label is one of units: all end so, and one is an organ by name."""
    return (
        bool(items)
        and all(is_unit(item) and _ENDS_AS_UNIT.search(item) for item in items)
        and any(_SPECIFIC.search(item) for item in items)
    )


def full_names(printed: Sequence[str]) -> list[str]:
    """What each unit of one list is called on its own.

    市 governs 市民政局、财政局; 政府 serves all of 连山区、龙港区、兴城市政府, and 各县区党委、政府
    are two of the same place.
    """
    bare = [_without_remark(item) for item in printed]
    level = party = ""
    names: list[str] = []
    for name in bare:
        governs = _PARTY_GOVERNS.match(name)
        if governs:
            level, party = name[0], governs["organ"]
        elif _LEVEL.match(name):
            level = name[0]
        elif _OWN_GOVERNMENT.match(name):
            level = party = ""
        elif name in _GOVERNMENTS and names and names[-1].endswith("委"):
            name = names[-1].removesuffix("委").removesuffix("党") + name  # noqa: PLW2901
        elif party and _PARTY.search(name):
            name = party + name  # noqa: PLW2901
        elif level and _is_field_organ(name):
            name = level + name  # noqa: PLW2901
        names.append(name)
    return _with_shared_organ(names)


def _is_field_organ(name: str) -> bool:
    """Whether 市 in front of it makes it an organ of the city: 财政局, not 海事局."""
    is_state = _STATE_IN_PLACE.search(name)
    return bool(_FIELDS.match(name) and _FIELD_ORGAN.search(name) and not is_state)


def _with_shared_organ(names: list[str]) -> list[str]:
    """连山区、龙港区、兴城市政府: the places before the last one have a government each."""
    shared = [*names]
    for before, after in pairwise(range(len(names) - 1, -1, -1)):
        organ = _PLACE_ORGAN.fullmatch(shared[before])
        if organ and _PLACE_ONLY.fullmatch(shared[after]):
            shared[after] += organ["organ"]
    return shared


def _without_remark(name: str) -> str:
    """市发展改革委（市沿海办） without what the bracket adds."""
    if not name.endswith((")", "）")):
        return name
    stripped = re.sub(r"(?<=..)[(（][^()（）]*[)）]$", "", name)
    return stripped if _ENDS_AS_UNIT.search(stripped) else name


def _pieces(text: str) -> Iterator[str]:
    """The text cut at separators that stand outside brackets and names."""
    folded = fold_width(text)
    kept = {place for match in _LEVELS_LIST.finditer(folded) for place in range(*match.span())}
    depth = start = 0
    for place, sign in enumerate(folded):
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        elif (
            not depth
            and place not in kept
            and (sign in _SEPARATORS or (sign == " " and _is_gap(folded, place)))
        ):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _is_gap(folded: str, place: int) -> bool:
    """Whether a space stands between two units; 92493 部队保障部 is one (2020-02:1257)."""
    before = re.split(r"[、，,;； ]", folded[max(0, place - _LONGEST) : place])[-1]
    return len(before) > 2 and bool(_ENDS_AS_UNIT.search(before))


def _conjoined(piece: str) -> Iterator[str]:
    """A piece cut at 和, 及 where both sides are units, without a final 等."""
    piece = piece.strip(" 。、，")
    if len(piece) > _LONGEST_PIECE:
        return
    named = _ET_CETERA_NAMED.search(piece)
    if named:
        yield from _conjoined(piece[: named.start()])
        yield from _conjoined(piece[named.end() :])
        return
    piece = _ET_CETERA.sub("", piece)
    for match in _AND.finditer(piece):
        left, right = _ET_CETERA.sub("", piece[: match.start()]), piece[match.end() :]
        if _joins_units(left, right):
            yield left
            yield from _conjoined(right)
            return
    yield piece


def _joins_units(left: str, right: str) -> bool:
    """各有关部门和单位 is one; 文化旅游和广播电视局 too."""
    if not (_ENDS_AS_UNIT.search(left) and is_unit(right)):
        return False
    return bool(
        _OPENS_AS_UNIT.match(right) or _FIELDS.match(right) or _PLACE_ORGAN.fullmatch(right)
    )
