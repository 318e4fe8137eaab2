"""Characters that look like others, folded where a text enters.

PDF writers put radicals (⻔ ⾏) and compatibility ideographs (U+F90A for 金) where people typed
门, 行 and 金; a search for 部门 finds none of them, and they are copied into titles. Full-width
forms and everything else stay as printed.
"""

from __future__ import annotations

import re
import unicodedata

# U+2E80 to U+2EF3 by Equivalent_Unified_Ideograph (Unicode 16, UAX #44); compatibility
# normalisation folds the Kangxi radicals (U+2F00 on) and leaves these.
_SUPPLEMENT = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵⺚旡日"
    "月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂"
    "肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝"
    "雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_FOLDS = {0x2E80 + offset: ideograph for offset, ideograph in enumerate(_SUPPLEMENT)}
_FOLDS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# Both blocks of compatibility ideographs; twelve of U+F900 on are ordinary ones and stay.
_FOLDS |= {
    code: unicodedata.normalize("NFC", chr(code))
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
}
_FOLDED = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
# A soft hyphen between figures is a dash that a font had no other sign for (2014\u00ad2020年).
_DASH = re.compile("(?<=[0-9])\u00ad(?=[0-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def fold_glyphs(text: str) -> str:
    """The text with radicals and compatibility ideographs as the ideographs that they show."""
    if "\u00ad" in text:
        text = _DASH.sub("-", text)
    return text.translate(_FOLDS) if _FOLDED.search(text) else text


def count_private(text: str) -> int:
    """How many characters of the text only a font of the file can tell (private use areas)."""
    return len(_PRIVATE.findall(text))
