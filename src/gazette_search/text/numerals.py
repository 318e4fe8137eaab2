"""Chinese numerals and integers: 一百二十三 ↔ 123, 二〇二〇 → 2020, 廿三 → 23."""

from __future__ import annotations

_ZEROS = "零〇○◯"
DIGITS = {
    **dict.fromkeys(_ZEROS, 0),
    **{digit: value for value, digit in enumerate("一二三四五六七八九", start=1)},
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十"}

# The characters of a numeral, for use inside a character class.
NUMERAL_CHARACTERS = "".join([*DIGITS, *_UNITS, *_TENS])


def parse_numeral(text: str) -> int | None:
    """The value of a numeral in Chinese or decimal digits, or None when it is none.

    A numeral without units is read by position (二〇二〇), as years and serial numbers are.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not text or len(text) > 12:
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    upper, ten_thousand, lower = text.partition("万")
    if not ten_thousand:
        return _below_ten_thousand(text)
    high, low = _below_ten_thousand(upper), _below_ten_thousand(lower) if lower else 0
    return None if not high or low is None else high * 10_000 + low


def _below_ten_thousand(text: str) -> int | None:
    """一千零五十 → 1050; the units must fall from left to right."""
    value, digit, last_unit = 0, None, 10_000
    for character in text:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit or (digit is None and (unit != 10 or value)) or digit == 0:
                return None
            value, digit, last_unit = value + (digit or 1) * unit, None, unit
        elif character in DIGITS and not digit:
            digit = DIGITS[character]
        else:
            return None
    return value + (digit or 0) if text else None


def to_numeral(value: int) -> str:
    """The numeral for 0 to 9999 as printed in 结构层次: 十五, 一百零三."""
    if not 0 <= value < 10_000:
        raise ValueError(f"no numeral for {value}")
    if value == 0:
        return "零"
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        gap = gap or bool(text and not digit)
        if digit:
            text += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
    return text.removeprefix("一") if text.startswith("一十") else text
