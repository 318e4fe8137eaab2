"""What was meant by a run of characters that stands nowhere: 底保 → 低保, 徐大宝 → 徐大堡.

Chinese is typed by its sound, so that a typing error is mostly a character of the same sound; the
next most frequent ones look like what was meant (谱查 for 普查), or sound alike in some dialects.
Candidates are only what the corpus holds, and pairs of characters that it does not hold end a
candidate early.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

READINGS = Path(__file__).with_name("pinyin.txt")
SHAPES = Path(__file__).with_name("shapes.txt")

LONGEST_TYPED = 8
# Shorter runs keep too little of what was typed when two characters change or one is left out.
SHORTEST_FOR_TWO = 4
_LONGEST_READING = 6  # zhuang

# The order matters, not the sizes: alike in sound and shape (低 底), in sound, in shape, in the
# sound of a dialect; a second error makes anything less likely.
_ALIKE_IN_BOTH, _SAME_SOUND, _LIKE_SHAPE, _LIKE_SOUND = 0.8, 1.0, 1.2, 1.6
_SWAPPED, _ONE_TOO_MANY, _ONE_TOO_FEW = 1.3, 1.5, 1.7
_SECOND_ERROR = 0.5

# Of 400 words and word pairs of five issues with one error put in, the right one was among the
# first 14 candidates when a character was replaced, among the first 33 when one was left out.
_MOST_EXAMINED = 200

# What dialects, and input methods with 模糊音, do not tell apart.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


@dataclass(frozen=True, slots=True)
class Correction:
    """A run that was probably meant.

    Attributes:
        text: The run as the corpus has it.
        cost: How much had to be assumed; lower is likelier.
        reason: What differs, for the user: 宝→堡（同音）.
    """

    text: str
    cost: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Stand:
    """A character that may have been meant by another."""

    char: str
    cost: float
    reason: str


def readings(char: str) -> frozenset[str]:
    """All toneless readings of a character; empty for what is not in GB 2312."""
    return frozenset(reading for reading, chars in _chars_by_reading().items() if char in chars)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters share a reading, tones aside."""
    return not readings(one).isdisjoint(readings(other))


def looks_alike(one: str, other: str) -> bool:
    """Whether two characters are easily mistaken for each other by the eye."""
    return other in _shapes_of(one)


def is_slip(typed: str, meant: str) -> bool:
    """Whether a text is another with one slip: a character alike, left out, or one too many."""
    if len(typed) == len(meant):
        differing = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
        return len(differing) == 1 and (sounds_alike(*differing[0]) or looks_alike(*differing[0]))
    shorter, longer = sorted((typed, meant), key=len)
    return len(longer) - len(shorter) == 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def corrections(
    run: str,
    count: Callable[[Sequence[str]], Sequence[int]],
    pairs: Container[str],
    limit: int = 5,
) -> list[Correction]:
    """What may have been meant by a run of Han characters that was not found.

    Args:
        run: Two to eight Han characters in search text; others have no corrections.
        count: How many documents hold each of some runs; 0 drops the candidate. It should count a
            run only where a word begins and one ends: of 500 two-character words that no issue
            has, 26 % get a correction by chance otherwise (特供 → 供特 in 专供|特定), and 6 % with
            it.
        pairs: Pairs of adjacent characters that the corpus holds.
        limit: How many to return at most.

    Returns:
        The likeliest first; of equal cost those in more documents first, then by text.
    """
    if not 2 <= len(run) <= LONGEST_TYPED:
        return []
    cheapest: dict[str, Correction] = {}
    for candidate in _candidates(run, pairs):
        known = cheapest.get(candidate.text)
        if candidate.text != run and (known is None or candidate.cost < known.cost):
            cheapest[candidate.text] = candidate
    likeliest = sorted(cheapest.values(), key=lambda one: (one.cost, one.text))[:_MOST_EXAMINED]
    texts = [one.text for one in likeliest]
    held = dict(zip(texts, count(texts), strict=True))
    found = [one for one in likeliest if held[one.text]]
    return sorted(found, key=lambda one: (one.cost, -held[one.text], one.text))[:limit]


def from_pinyin(latin: str, words: Iterable[str]) -> list[str]:
    """The words that are read as some typed Latin letters: dibao → 低保, 地保.

    Args:
        latin: Letters without tones; spaces and apostrophes part syllables.
        words: Words to choose from; those of one character are never meant.

    Returns:
        The words, sorted.
    """
    letters = latin.lower().replace("ü", "v").replace("'", " ").strip()
    spellings = [parts for parts in _spellings(letters, LONGEST_TYPED) if len(parts) > 1]
    sizes = {len(parts) for parts in spellings}
    of_size = [word for word in words if len(word) in sizes] if sizes else []
    found: set[str] = set()
    for spelling in spellings:
        first, *others = (_chars_by_reading()[part] for part in spelling)
        found.update(
            word
            for word in of_size
            if word[0] in first
            and len(word) == len(spelling)
            and all(char in chars for char, chars in zip(word[1:], others, strict=True))
        )
    return sorted(found)


def _spellings(letters: str, most: int) -> Iterator[tuple[str, ...]]:
    """All ways to part letters into at most so many readings: xian is xian and xi an."""
    letters = letters.lstrip()
    if not letters:
        yield ()
    elif most:
        for size in range(1, min(_LONGEST_READING, len(letters)) + 1):
            if letters[:size] in _chars_by_reading():
                for rest in _spellings(letters[size:], most - 1):
                    yield (letters[:size], *rest)


def _candidates(run: str, pairs: Container[str]) -> Iterator[Correction]:
    """Every run one or two errors away of which all pairs are in the corpus."""
    yield from _replaced(run, pairs)
    for edited in (*_swapped(run), *_shortened(run), *_lengthened(run, pairs)):
        if all(one + other in pairs for one, other in pairwise(edited.text)):
            yield edited


def _replaced(run: str, pairs: Container[str]) -> list[Correction]:
    """One character replaced, or two in longer runs; grown from the left, pair by pair."""
    most = 2 if len(run) >= SHORTEST_FOR_TWO else 1
    grown: list[tuple[str, tuple[_Stand, ...]]] = [(run[0], ())]
    grown += [(stand.char, (stand,)) for stand in _stands(run[0])]
    for char in run[1:]:
        longer: list[tuple[str, tuple[_Stand, ...]]] = []
        for text, used in grown:
            if text[-1] + char in pairs:
                longer.append((text + char, used))
            if len(used) < most:
                longer += [
                    (text + stand.char, (*used, stand))
                    for stand in _stands(char)
                    if _go_together(used, stand) and text[-1] + stand.char in pairs
                ]
        grown = longer
    return [_replacement(text, used) for text, used in grown if used]


def _go_together(used: tuple[_Stand, ...], stand: _Stand) -> bool:
    """Of two errors both must be likely ones: with all kinds of both, chance finds something."""
    return not used or max(used[0].cost, stand.cost) <= _LIKE_SHAPE


def _replacement(text: str, used: tuple[_Stand, ...]) -> Correction:
    cost = sum(stand.cost for stand in used) + _SECOND_ERROR * (len(used) - 1)
    return Correction(text, cost, "，".join(stand.reason for stand in used))


def _swapped(run: str) -> Iterator[Correction]:
    """Two neighbours in the other order."""
    for at in range(len(run) - 1):
        one, other = run[at], run[at + 1]
        text = run[:at] + other + one + run[at + 2 :]
        yield Correction(text, _SWAPPED, f"{one}{other}→{other}{one}（换位）")


def _shortened(run: str) -> Iterator[Correction]:
    """One inner character left out; without its first or last one a run is merely shorter."""
    if len(run) >= SHORTEST_FOR_TWO:
        for at in range(1, len(run) - 1):
            yield Correction(run[:at] + run[at + 1 :], _ONE_TOO_MANY, f"多“{run[at]}”字")


def _lengthened(run: str, pairs: Container[str]) -> Iterator[Correction]:
    """One character put in, where a single pair is unknown: 最低活保障 lacks 生 in 低活."""
    broken = [at for at in range(1, len(run)) if run[at - 1 : at + 1] not in pairs]
    if len(run) >= SHORTEST_FOR_TWO and len(broken) == 1:
        left, right = run[: broken[0]], run[broken[0] :]
        for char in _common_chars():
            if left[-1] + char in pairs and char + right[0] in pairs:
                yield Correction(left + char + right, _ONE_TOO_FEW, f"少“{char}”字")


@cache
def _stands(char: str) -> tuple[_Stand, ...]:
    """What may have been meant by a character, each once, at its lowest cost."""
    table = _chars_by_reading()
    own = readings(char)
    same = {other for reading in own for other in table[reading]}
    blurred = {_blurred(reading) for reading in own}
    like = {other for near in table if _blurred(near) in blurred for other in table[near]}
    shapes = _shapes_of(char)
    kinds = (
        (same & shapes, _ALIKE_IN_BOTH, "同音"),
        (same - shapes, _SAME_SOUND, "同音"),
        (shapes - same, _LIKE_SHAPE, "形近"),
        (like - same - shapes, _LIKE_SOUND, "近音"),
    )
    return tuple(
        _Stand(other, cost, f"{char}→{other}（{kind}）")
        for others, cost, kind in kinds
        for other in sorted(others - {char})
    )


@cache
def _blurred(reading: str) -> str:
    """A reading without what is not told apart everywhere: zhang, zan and zang are zan."""
    for full, flat in _INITIALS:
        if reading.startswith(full):
            reading = flat + reading[len(full) :]
            break
    for full, flat in _FINALS:
        if reading.endswith(full):
            return reading[: -len(full)] + flat
    return reading


def _shapes_of(char: str) -> set[str]:
    return {other for group in _shape_groups() if char in group for other in group} - {char}


@cache
def _chars_by_reading() -> dict[str, str]:
    lines = READINGS.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines if not line.startswith("#"))


@cache
def _shape_groups() -> tuple[str, ...]:
    lines = SHAPES.read_text(encoding="utf-8").splitlines()
    return tuple(group for line in lines if not line.startswith("#") for group in line.split())


@cache
def _common_chars() -> tuple[str, ...]:
    """The 3,755 characters of the first level of GB 2312, which ends before row 56."""
    chars = {char for chars in _chars_by_reading().values() for char in chars}
    return tuple(sorted(char for char in chars if char.encode("gb2312") < b"\xd8"))
