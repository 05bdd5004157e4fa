"""All names met, each read once: words, sounds and spellings as numbers that the inner loops compare."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.names import name_words, skeleton, spell_at
from jemput.linkage.similarity import LONGEST_WORD

MOST_WORDS = 6
"""Words of a name that are compared."""
Ints = NDArray[np.int32]


class Book(NamedTuple):
    """The names of a NameBook as arrays; number 0 is the empty name, the empty word, the empty sound.

    `names`, one row a name: MOST_WORDS words (0 behind the last), then by COUNT how many, by TEXT the words
    in any order, by SOUND their sounds in any order, by JOINED the letters without spaces. `words`, one row
    a word: by LENGTH its letters, by MASK which occur and which comes first, by WORD_SOUND its sound, by
    WEIGHT how much it counts in similarities. `letters`: the words' letters.
    """

    names: Ints
    words: Ints
    letters: NDArray[np.uint8]


COUNT, TEXT, SOUND, JOINED = MOST_WORDS, MOST_WORDS + 1, MOST_WORDS + 2, MOST_WORDS + 3
LENGTH, MASK, WORD_SOUND, WEIGHT = 0, 1, 2, 3
LETTERS = 26
LETTER_BITS = (1 << LETTERS) - 1
"""Of a word's MASK the bits that tell which letters occur; above them stands the first letter's number."""
EVERYBODYS = frozenset({"MUHAMAD", "AHMAD", "ABDUL", "SITI", "NUR"})
"""Names that half the country bears: in the similarity of names their letters count half, since brothers
share them."""


@dataclass
class NameBook:
    """Gives every name, word and sound its number; append-only, and copied before a list adds to it."""

    _names: dict[str, int] = field(default_factory=lambda: {"": 0})
    _spelled: dict[tuple[str, bool], int] = field(default_factory=dict)
    _words: dict[str, int] = field(default_factory=lambda: {"": 0})
    _sounds: dict[str, int] = field(default_factory=lambda: {"": 0})
    _texts: dict[tuple[int, ...], int] = field(default_factory=lambda: {(): 0})
    _whole_sounds: dict[tuple[int, ...], int] = field(default_factory=lambda: {(): 0})
    _joined: dict[str, int] = field(default_factory=lambda: {"": 0})
    _spelling: list[str] = field(default_factory=lambda: [""])
    _word_sound: array[int] = field(default_factory=lambda: array("i", [0]))
    _name_words: array[int] = field(default_factory=lambda: array("i", [0] * MOST_WORDS))
    _whole: array[int] = field(default_factory=lambda: array("i", [0] * 4))

    def copy(self) -> NameBook:
        """A book that may grow without this one."""
        return NameBook(
            dict(self._names), dict(self._spelled), dict(self._words), dict(self._sounds), dict(self._texts),
            dict(self._whole_sounds), dict(self._joined), list(self._spelling), self._word_sound[:],
            self._name_words[:], self._whole[:],
        )  # fmt: skip

    def numbers(self, names: Iterable[str | None]) -> Ints:
        """The number of each name, new ones read and added."""
        known, add = self._names, self._add
        found = (0 if not name else known[name] if name in known else add(name) for name in names)
        return np.fromiter(found, np.int32)

    def words_of(self, number: int) -> tuple[str, ...]:
        """The words of one name as they are compared."""
        start = number * MOST_WORDS
        return tuple(self._spelling[word] for word in self._name_words[start : start + MOST_WORDS] if word)

    def frozen(self) -> Book:
        """Everything so far as arrays."""
        words = np.array(self._name_words, np.int32).reshape(-1, MOST_WORDS)
        whole = np.array(self._whole, np.int32).reshape(-1, 4)
        content = "".join([word[:LONGEST_WORD].ljust(LONGEST_WORD, "\0") for word in self._spelling])
        spelled = np.frombuffer(content.encode("ascii"), np.uint8).reshape(-1, LONGEST_WORD)
        bits = np.where(spelled > 0, np.int32(1) << (spelled.astype(np.int32) - 65).clip(0, 25), 0)
        facts = np.empty((len(spelled), 4), np.int32)
        first = (spelled[:, 0].astype(np.int32) - 65).clip(0, 25) << LETTERS
        facts[:, LENGTH] = (spelled > 0).sum(axis=1)
        facts[:, MASK] = np.bitwise_or.reduce(bits, axis=1) | first
        facts[:, WORD_SOUND] = np.array(self._word_sound, np.int32)
        facts[:, WEIGHT] = 2 * facts[:, LENGTH]
        common = [self._words[word] for word in EVERYBODYS if word in self._words]
        facts[common, WEIGHT] //= 2
        return Book(np.concatenate([words, whole], axis=1), facts, spelled)

    def _add(self, name: str) -> int:
        spelled = (self._word(word, at) for at, word in enumerate(name_words(name)[:MOST_WORDS]))
        words = [word for word in spelled if word]
        number = self._names[name] = len(self._names)
        self._name_words.extend(words + [0] * (MOST_WORDS - len(words)))
        text, sound = tuple(sorted(words)), tuple(sorted([self._word_sound[word] for word in words]))
        joined = "".join([self._spelling[word] for word in words])
        self._whole.extend(
            (
                len(words),
                self._texts.setdefault(text, len(self._texts)),
                self._whole_sounds.setdefault(sound, len(self._whole_sounds)),
                self._joined.setdefault(joined, len(self._joined)),
            )
        )
        return number

    def _word(self, word: str, at: int) -> int:
        key = (word, at == 0)
        number = self._spelled.get(key)
        if number is not None:
            return number
        spelled = spell_at(word, at)
        number = self._words.get(spelled)
        if number is None:
            number = self._words[spelled] = len(self._spelling)
            self._spelling.append(spelled)
            sound = skeleton(spelled)
            self._word_sound.append(self._sounds.setdefault(sound, len(self._sounds)))
        self._spelled[key] = number
        return number
