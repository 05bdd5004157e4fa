"""How alike two words are, from 0 to 1, and whether two numbers are one slip apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.compiled import compiled

PREFIX_SCALE = 0.1
LONGEST_WORD = 24
"""Letters of a word that are compared; Indonesian words of a name are hardly ever longer."""

Letters = NDArray[np.uint8]


@compiled
def jaro(a: Letters, at_a: int, length_a: int, b: Letters, at_b: int, length_b: int) -> float:
    """Jaro similarity of two words given as rows of letters. Source: M. A. Jaro, JASA 84 (1989), 414-420."""
    if length_a == 0 or length_b == 0:
        return 0.0
    reach = max(0, max(length_a, length_b) // 2 - 1)
    taken, met, common = 0, 0, 0
    for i in range(length_a):
        for j in range(max(0, i - reach), min(length_b, i + reach + 1)):
            if a[at_a, i] == b[at_b, j] and not (taken >> j) & 1:
                taken |= 1 << j
                met |= 1 << i
                common += 1
                break
    if common == 0:
        return 0.0
    transposed, j = 0, 0
    for i in range(length_a):
        if (met >> i) & 1:
            while not (taken >> j) & 1:
                j += 1
            transposed += a[at_a, i] != b[at_b, j]
            j += 1
    return (common / length_a + common / length_b + (common - transposed / 2) / common) / 3


@compiled
def ones(bits: int) -> int:
    """How many of the low 32 bits are set (the sums side by side of Hacker's Delight, 5-1)."""
    bits -= (bits >> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >> 2) & 0x33333333)
    return ((((bits + (bits >> 4)) & 0x0F0F0F0F) * 0x01010101) & 0xFFFFFFFF) >> 24


@compiled
def within_reach(worth: float, common: int, length_a: int, length_b: int, prefix: int) -> bool:
    """Whether two words with at most so many letters in common may be that alike, after Jaro and Winkler."""
    most = (common / length_a + common / length_b + 1.0) / 3.0
    return most + prefix * PREFIX_SCALE * (1.0 - most) >= worth


@compiled
def jaro_winkler_letters(a: Letters, at_a: int, length_a: int, b: Letters, at_b: int, length_b: int) -> float:
    """Jaro with up to four equal first letters rewarded, above 0.7. Source: W. E. Winkler, ASA 1990,
    354-359."""
    plain = jaro(a, at_a, length_a, b, at_b, length_b)
    if plain <= 0.7:
        return plain
    prefix = 0
    while prefix < min(4, length_a, length_b) and a[at_a, prefix] == b[at_b, prefix]:
        prefix += 1
    return plain + prefix * PREFIX_SCALE * (1 - plain)


def letters(word: str) -> tuple[Letters, int]:
    """A word's first LONGEST_WORD letters as one row of bytes, and how many they are."""
    content = word.encode("ascii", "replace")[:LONGEST_WORD]
    return np.frombuffer(content.ljust(LONGEST_WORD, b"\0"), np.uint8).reshape(1, -1), len(content)


def jaro_winkler(a: str, b: str) -> float:
    """Jaro-Winkler similarity of two words, 0 to 1."""
    (letters_a, length_a), (letters_b, length_b) = letters(a), letters(b)
    return float(jaro_winkler_letters(letters_a, 0, length_a, letters_b, 0, length_b))


@compiled
def digits_apart(a: int, b: int, digits: int) -> int:
    """Slips between two numbers of so many digits: 0 same, 1 one digit or one swap of neighbors, 2 two, 3
    more."""
    wrong = 0
    first = first_a = first_b = last = last_a = last_b = 0
    for place in range(digits):
        x, y = a % 10, b % 10
        a //= 10
        b //= 10
        if x != y:
            if wrong == 0:
                first, first_a, first_b = place, x, y
            last, last_a, last_b = place, x, y
            wrong += 1
            if wrong == 3:
                return 3
    if wrong == 2 and last == first + 1 and first_a == last_b and first_b == last_a:
        return 1
    return wrong
