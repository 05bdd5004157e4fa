"""How alike two words and two names are, from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from jemput.linkage.names import NameReading

PREFIX_SCALE = 0.1
INITIAL = 0.85
"""What an initial is worth against the word that begins with it: M for MARIANA."""
EVERYBODYS = frozenset({"MUHAMAD", "AHMAD", "ABDUL", "SITI", "NUR"})
EVERYBODYS_WEIGHT = 0.5
"""What the letters of a name half the country bears count: brothers share it."""
LOST_WORD = 0.5
"""How much a word without a partner counts, against one with: names lose words more often than letters."""


def jaro(a: str, b: str) -> float:
    """Jaro similarity. Source: M. A. Jaro, JASA 84 (1989), 414-420."""
    if a == b:
        return 1.0 if a else 0.0
    if not a or not b:
        return 0.0
    reach = max(0, max(len(a), len(b)) // 2 - 1)
    taken = [False] * len(b)
    in_a: list[str] = []
    for i, letter in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if not taken[j] and b[j] == letter:
                taken[j] = True
                in_a.append(letter)
                break
    if not in_a:
        return 0.0
    in_b = [letter for letter, used in zip(b, taken, strict=True) if used]
    common = len(in_a)
    half_transposed = sum(x != y for x, y in zip(in_a, in_b, strict=True)) / 2
    return (common / len(a) + common / len(b) + (common - half_transposed) / common) / 3


def jaro_winkler(a: str, b: str) -> float:
    """Jaro with up to four equal first letters rewarded. Source: W. E. Winkler, ASA 1990, 354-359.

    As in Winkler's own program the reward is given only above 0.7.
    """
    plain = jaro(a, b)
    if plain <= 0.7:
        return plain
    prefix = 0
    for x, y in zip(a[:4], b[:4], strict=False):
        if x != y:
            break
        prefix += 1
    return plain + prefix * PREFIX_SCALE * (1 - plain)


@dataclass
class NameComparer:
    """Compares names; remembers word pairs, which repeat."""

    _pairs: dict[tuple[str, str], float] = field(default_factory=dict)

    def similarity(self, a: NameReading, b: NameReading) -> float:
        """0 to 1: words aligned best to best, weighted by length; or the whole without spaces, if higher."""
        if a.text == b.text:
            return 1.0 if a.text else 0.0
        if not a.words or not b.words:
            return 0.0
        aligned = self._aligned(a.words, b.words)
        if len(a.words) == len(b.words):
            return aligned
        # A different number of words may be one name written in two: SRI WAHYUNI, SRIWAHYUNI.
        joined_a, joined_b = "".join(a.words), "".join(b.words)
        if abs(len(joined_a) - len(joined_b)) > 2:
            return aligned
        return max(aligned, self._word(joined_a, joined_b))

    def _aligned(self, a: tuple[str, ...], b: tuple[str, ...]) -> float:
        alike_pairs = ((self._word(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b))
        free_a, free_b = set(range(len(a))), set(range(len(b)))
        total = weight = 0.0
        for alike, i, j in sorted(alike_pairs, reverse=True):
            if i in free_a and j in free_b:
                free_a.discard(i)
                free_b.discard(j)
                letters = _letters(a[i]) + _letters(b[j])
                total += alike * letters
                weight += letters
        weight += LOST_WORD * (sum(_letters(a[i]) for i in free_a) + sum(_letters(b[j]) for j in free_b))
        return total / weight if weight else 0.0

    def _word(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        key = (a, b) if a < b else (b, a)
        found = self._pairs.get(key)
        if found is None:
            found = self._pairs[key] = _word_similarity(*key)
        return found


def _letters(word: str) -> float:
    return len(word) * (EVERYBODYS_WEIGHT if word in EVERYBODYS else 1.0)


def _word_similarity(a: str, b: str) -> float:
    if min(len(a), len(b)) == 1:
        return INITIAL if a[:1] == b[:1] else 0.0
    return jaro_winkler(a, b)


def one_edit_apart(a: str, b: str) -> bool:
    """Whether one letter changed, lost or added, or two neighbors swapped, makes `a` into `b`."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[first:], b[first:]
    if len(a) != len(b):
        longer, shorter = (rest_a, rest_b) if len(a) > len(b) else (rest_b, rest_a)
        return longer[1:] == shorter
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:] and len(rest_a) > 1
    return rest_a[1:] == rest_b[1:] or swapped
