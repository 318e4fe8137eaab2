"""Bars of block characters: from zero, so that their lengths are to each other as the numbers."""

_EIGHTHS = "▏▎▍▌▋▊▉█"


def bar(share: float, columns: int) -> str:
    """A bar of so much of some columns, to an eighth of one; what is not nothing is seen."""
    eighths = round(share * columns * 8)
    whole, rest = divmod(max(eighths, 1) if share > 0 else 0, 8)
    return _EIGHTHS[-1] * whole + (_EIGHTHS[rest - 1] if rest else "")
