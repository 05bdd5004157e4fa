"""Evidence in two names, word by word: a rare word shared says much, a common one little, a lost one
costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import (
    COUNT,
    JOINED,
    LENGTH,
    LETTER_BITS,
    LETTERS,
    MASK,
    MOST_WORDS,
    SOUND,
    TEXT,
    WEIGHT,
    WORD_SOUND,
    Ints,
)
from jemput.linkage.compiled import compiled
from jemput.linkage.levels import Name, Word
from jemput.linkage.model import STARTS
from jemput.linkage.rarity import Bit
from jemput.linkage.scale import MOST, Scale
from jemput.linkage.similarity import LONGEST_WORD, Letters, jaro_winkler_letters, ones, within_reach

VERY_ALIKE_FROM, ALIKE_FROM = 0.90, 0.80
CUT_OFF_FROM = 3
"""Letters that a word cut off must keep to count as its beginning."""
LOST_WORD = 0.5
"""How much a word without a partner counts for the similarity: names lose words more often than letters."""
EXACT, ENOUGH = 0.0, ALIKE_FROM
"""`worth` where the similarity itself is wanted, and where only levels and bits are."""
LEAST_BITS = -9.0
"""Evidence of two names at worst: people are also listed under names that nobody would guess."""

_SAME, _SAME_SOUND, _VERY_ALIKE, _ALIKE = (
    int(Word.SAME),
    int(Word.SAME_SOUND),
    int(Word.VERY_ALIKE),
    int(Word.ALIKE),
)
_INITIAL, _CUT_OFF, _SPACED, _OTHER = int(Word.INITIAL), int(Word.CUT_OFF), int(Word.SPACED), int(Word.OTHER)
_LOST, _ADDED = int(Word.LOST), int(Word.ADDED)
_NAME_SAME, _NAME_SPACED = int(Name.SAME), int(Name.SPACED)
_NAME_SOUND, _BY_WORDS = int(Name.SAME_SOUND), int(Name.BY_WORDS)
_W = (STARTS["name"], STARTS["mother"])
_WW = (STARTS["name_word"], STARTS["mother_word"])
_BITS = (int(Bit.NAME), int(Bit.MOTHER))


def rooms() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Room to align words in: whole numbers (levels by word, partners, kinds of pairs) and similarities of
    pairs."""
    return np.zeros((5, MOST_WORDS * MOST_WORDS), np.int64), np.zeros(MOST_WORDS * MOST_WORDS)


@compiled
def letters_in_common(a: int, b: int, words: Ints) -> int:
    """How many letters two words have in common at most, seen from which letters occur in them."""
    mine, other = words[a, MASK] & LETTER_BITS, words[b, MASK] & LETTER_BITS
    both = mine & other
    alone_a, alone_b = ones(mine ^ both), ones(other ^ both)
    common: int = min(words[a, LENGTH] - alone_a, words[b, LENGTH] - alone_b)
    return common


@compiled
def compare_words(a: int, b: int, words: Ints, letters: Letters, worth: float) -> tuple[int, float]:
    """Level (OTHER where they have nothing in common) and similarity of two words by number.

    Similarities below `worth` (at most ALIKE_FROM) need not be exact, which saves most of the comparisons.
    """
    if a == b:
        return _SAME, 1.0
    length_a, length_b = words[a, LENGTH], words[b, LENGTH]
    short, long = min(length_a, length_b), max(length_a, length_b)
    one_start = words[a, MASK] >> LETTERS == words[b, MASK] >> LETTERS
    if short <= 1:
        return (_INITIAL, 0.85) if one_start else (_OTHER, 0.0)
    if words[a, WORD_SOUND] == words[b, WORD_SOUND]:
        return _SAME_SOUND, 0.95
    common = letters_in_common(a, b, words)
    # Too few letters in common to be alike, however they are ordered.
    if 5 * common < 2 * short:
        return _OTHER, 0.0
    cut_off = one_start and common == short
    if not cut_off and not within_reach(worth, common, length_a, length_b, 4 * one_start):
        return _OTHER, 0.0
    similarity = jaro_winkler_letters(letters, a, length_a, letters, b, length_b)
    if similarity >= VERY_ALIKE_FROM:
        return _VERY_ALIKE, similarity
    if short >= CUT_OFF_FROM and long > short:
        begins = True
        for i in range(short):
            begins = begins and letters[a, i] == letters[b, i]
        if begins:
            return _CUT_OFF, max(similarity, 0.82)
    return (_ALIKE, similarity) if similarity >= ALIKE_FROM else (_OTHER, similarity)


@compiled
def _spaced(first: int, second: int, third: int, words: Ints, letters: Letters) -> bool:
    """Whether two words written as one are the third, or hardly differ from it."""
    cut, whole = words[first, LENGTH], words[third, LENGTH]
    length = min(cut + words[second, LENGTH], LONGEST_WORD)
    if abs(length - whole) > 1 or letters[first, 0] != letters[third, 0]:
        return False
    slips = 0
    for i in range(min(length, whole)):
        letter = letters[first, i] if i < cut else letters[second, i - cut]
        slips += letter != letters[third, i]
    return slips <= 1


@compiled
def align(
    a: int,
    b: int,
    names: Ints,
    words: Ints,
    letters: Letters,
    room: NDArray[np.int64],
    alike: NDArray[np.float64],
    worth: float,
) -> float:
    """Pair the words of names a (list) and b (register); returns the similarity, weighted by letters.

    `worth`: see `compare_words`. Row 0 of `room` gets the level of each word of b, and behind MOST_WORDS
    places ADDED for words of a that are left over (-1 where there is no such word); row 1 the place of each
    word's partner in a, or -1.
    """
    count_a, count_b = names[a, COUNT], names[b, COUNT]
    for i in range(2 * MOST_WORDS):
        room[0, i] = room[1, i] = -1
    used_long, used_short, total = 0, 0, 0.0
    longer, shorter = (a, b) if count_a > count_b else (b, a)
    for i in range(names[longer, COUNT] - 1 if count_a != count_b else 0):
        for j in range(names[shorter, COUNT]):
            third = names[shorter, j]
            if (used_short >> j) & 1 or (used_long >> i) & 3:
                continue
            if _spaced(names[longer, i], names[longer, i + 1], third, words, letters):
                total += 2.0 * words[third, WEIGHT]
                used_long |= 3 << i
                used_short |= 1 << j
                if longer == b:
                    room[0, i] = room[0, i + 1] = _SPACED
                    room[1, i] = room[1, i + 1] = j
                else:
                    room[0, j], room[1, j] = _SPACED, i
    weight = total
    used_a, used_b = (used_long, used_short) if longer == a else (used_short, used_long)
    pairs = 0
    for i in range(count_a):
        for j in range(count_b):
            kind, similarity = compare_words(names[a, i], names[b, j], words, letters, worth)
            at = i * MOST_WORDS + j
            alike[at] = similarity
            if kind != _OTHER and not (used_a >> i) & 1 and not (used_b >> j) & 1:
                room[2, pairs], room[3, pairs] = at, kind
                pairs += 1
    while pairs:
        best, place = 0.0, -1
        for k in range(pairs):
            taken = (used_a >> (room[2, k] // MOST_WORDS)) & 1 or (used_b >> (room[2, k] % MOST_WORDS)) & 1
            if not taken and alike[room[2, k]] > best:
                best, place = alike[room[2, k]], k
        if place < 0:
            break
        at_i, at_j = room[2, place] // MOST_WORDS, room[2, place] % MOST_WORDS
        room[0, at_j], room[1, at_j] = room[3, place], at_i
        used_a |= 1 << at_i
        used_b |= 1 << at_j
        both = words[names[a, at_i], WEIGHT] + words[names[b, at_j], WEIGHT]
        total += best * both
        weight += both
    more_total, more_weight = _left_over(a, b, used_a, used_b, names, words, room, alike)
    return (total + more_total) / max(1.0, weight + more_weight)


@compiled
def _left_over(
    a: int,
    b: int,
    used_a: int,
    used_b: int,
    names: Ints,
    words: Ints,
    room: NDArray[np.int64],
    alike: NDArray[np.float64],
) -> tuple[float, float]:
    """Levels of the words without partner: as many as both names have clash, the rest are lost or added.

    Returns what they add to the similarity and to its weight.
    """
    count_a, count_b, total, weight = names[a, COUNT], names[b, COUNT], 0.0, 0.0
    i = 0
    for j in range(count_b):
        if (used_b >> j) & 1:
            continue
        while i < count_a and (used_a >> i) & 1:
            i += 1
        letters = 1.0 * words[names[b, j], WEIGHT]
        if i < count_a:
            letters += words[names[a, i], WEIGHT]
            total += alike[i * MOST_WORDS + j] * letters
            room[0, j] = _OTHER
            i += 1
        else:
            letters *= LOST_WORD
            room[0, j] = _LOST
        weight += letters
    while i < count_a:
        if not (used_a >> i) & 1:
            room[0, MOST_WORDS + i] = _ADDED
            weight += LOST_WORD * words[names[a, i], WEIGHT]
        i += 1
    return total, weight


@compiled
def weigh_names(
    a: int,
    b: int,
    mother: int,
    person: int,
    scale: Scale,
    room: NDArray[np.int64],
    alike: NDArray[np.float64],
    worth: float,
) -> tuple[int, float, float]:
    """Level, bits and similarity of the list's name a and the register's b; `mother` is 1 for mothers'
    names, else 0.

    `room` is filled as by `align` where the level is BY_WORDS; similarities below `worth` need not be exact.
    """
    names, match = scale.names, _W[mother]
    if names[a, TEXT] == 0 or names[b, TEXT] == 0:
        return 0, 0.0, 0.0
    if names[a, TEXT] == names[b, TEXT]:
        return _NAME_SAME, scale.weights[0, match + _NAME_SAME] + scale.people[person, _BITS[mother]], 1.0
    if names[a, JOINED] == names[b, JOINED]:
        return _NAME_SPACED, scale.weights[0, match + _NAME_SPACED] + scale.people[person, _BITS[mother]], 1.0
    if names[a, SOUND] == names[b, SOUND]:
        return (
            _NAME_SOUND,
            scale.weights[0, match + _NAME_SOUND] + scale.people[person, _BITS[mother] + 1],
            0.95,
        )
    similarity = align(a, b, names, scale.words, scale.letters, room, alike, worth)
    bits, by_word = scale.weights[0, match + _BY_WORDS], _WW[mother]
    for j in range(MOST_WORDS + names[a, COUNT]):
        level = room[0, j]
        if level < 0:
            continue
        bits += scale.weights[0, by_word + level]
        if level in (_SAME, _SPACED):
            bits += scale.word_bits[names[b, j], 2 * mother]
        elif level == _SAME_SOUND:
            bits += scale.word_bits[names[b, j], 2 * mother + 1]
        else:
            bits -= scale.weights[1, by_word + level]
    return _BY_WORDS, min(scale.numbers[MOST], max(LEAST_BITS, bits)), similarity
