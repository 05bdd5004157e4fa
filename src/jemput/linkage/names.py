"""Indonesian personal names brought to one spelling: titles off, aliases, old spelling, sound skeleton."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_TITLES = """
H HJ HAJI HAJJAH KH KYAI KIAI NYAI USTADZ USTAD USTADZAH UST USTZ TGK TEUNGKU TGH DR DRS DRA DRG DRH IR PROF
BPK IBU BAPAK SDR SDRI NY NN TN ALM ALMH ALMARHUM ALMARHUMAH
"""
TITLES = frozenset(_TITLES.split())
"""Words before a name that are no part of it: pilgrimage, learning, civility, "the late"."""

_DEGREES = """
SE SEI SH SHI SPD SPDI SPDK SAG SKOM SKM SKEP SFARM SFIL SFT SGZ SHUT SIP SIKOM SKED SKH SP SPI SPSI
SPT SS SSI SSN SSOS SSOSI ST STP STR STHI STHO STTP SST SSTP SAK SAP SMN SSTR AMD AMDKEB AMDKEP
AMDKL AMKEB AMKEP AMK AMPD AMAPD BA BBA BSC MA MAG MAP MBA MH MHI MHUM MKES MKOM MKN MM MMPD MP MPD
MPDI MPH MSC MSI MSOS MT MTI MKEB PHD NS APT AK CA CPA SPA SPB SPOG SPPD SPJP LC
"""
DEGREES = frozenset(_DEGREES.split())
"""Academic and professional degrees behind a name, dots and spaces taken out."""

PARTICLES = frozenset({"BIN", "BINTI", "BINTE", "BTE", "BT", "ALIAS", "ALS"})
"""Words between names that join or repeat: son of, daughter of, also called."""

_VARIANTS = {
    "MUHAMAD": "M MD MH MHD MOH MUH MOHD MUHD MCH MOHAMAD MUHAMAD MOHAMED MUHAMED MUHAMET MOHAMET",
    "ABDUL": "ABD ABDL ABDOL ABDUL",
    "AHMAD": "AHMD AHM AHMAD AHMED AHMET",
    "SITI": "ST STI SITI SITY",
    "NUR": "NURL NUR NOR NOUR",
}
ALIASES = {variant: name for name, variants in _VARIANTS.items() for variant in variants.split()}
"""Abbreviations and variants of the commonest names, after spelling, to the form they stand for."""

_OLD_SPELLING = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("NJ", "NY"), ("SJ", "SY"), ("CH", "H"), ("KH", "H"),
    ("DH", "D"), ("TH", "T"), ("DZ", "Z"), ("PH", "F"), ("V", "F"), ("Q", "K"), ("X", "KS"),
)  # fmt: skip
"""Spelling before the reforms of 1947 (oe) and 1972 (dj, tj, nj, sj, ch), and transcriptions of Arabic."""

_SAME_SOUND = str.maketrans({"Z": "S", "F": "P", "V": "P", "Q": "K", "C": "C", "J": "J"})
_DOUBLE = re.compile(r"(.)\1+")
_DOTTED = re.compile(r"[A-Z]+(?:\.[A-Z]+)*\.?")
_VOWELS = frozenset("AEIOUYH")


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name as linkage reads it: words in their order, sorted text, skeleton of sounds.

    `text` is the words sorted and joined by spaces; `skeleton` the words' consonants, sorted and joined.
    Both are empty for a name without letters.
    """

    words: tuple[str, ...]
    text: str
    skeleton: str
    word_skeletons: tuple[str, ...]


@dataclass
class NameReader:
    """Reads names; remembers the words already met, since a register repeats them thousands of times."""

    _spelled: dict[str, str] = field(default_factory=dict)
    _skeletons: dict[str, str] = field(default_factory=dict)

    def read(self, name: str | None) -> NameReading:
        """Bring one name to its common spelling; None and blanks read as no words."""
        words = tuple(self._spell(word) for word in name_words(name or ""))
        skeletons = tuple(self._skeleton(word) for word in words)
        return NameReading(words, " ".join(sorted(words)), " ".join(sorted(skeletons)), skeletons)

    def _spell(self, word: str) -> str:
        found = self._spelled.get(word)
        if found is None:
            found = self._spelled[word] = spell(word)
        return found

    def _skeleton(self, word: str) -> str:
        found = self._skeletons.get(word)
        if found is None:
            found = self._skeletons[word] = skeleton(word)
        return found


def name_words(name: str) -> list[str]:
    """Words of a name in capitals, without titles, degrees, particles, accents and punctuation.

    A name made of nothing but titles keeps its last word: somebody may be called Haji.
    """
    if name.isascii() and name.replace(" ", "").isalpha():
        return _without_titles(name.upper().split())
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    plain = plain.replace("'", "").replace("`", "").replace("-", " ").replace("/", " ")
    head, *tail = plain.split(",")
    words = _split(head)
    for part in tail:
        words += [word for word in _split(part) if word not in DEGREES]
    return _without_titles(words)


def _split(part: str) -> list[str]:
    """Words of one piece between commas; S.Pd.I stays one word (SPDI), M.Yusuf becomes two."""
    words: list[str] = []
    for group in _DOTTED.findall(part):
        joined = group.replace(".", "")
        if "." in group and joined in DEGREES:
            words.append(joined)
        else:
            words += [word for word in group.split(".") if word]
    return words


def _without_titles(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in PARTICLES] or words
    while len(kept) > 1 and kept[0] in TITLES:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in DEGREES:
        kept = kept[:-1]
    return kept


def spell(word: str) -> str:
    """One capital word in today's simplest spelling: SOEDJONO → SUJONO, MOCHAMMAD → MUHAMAD."""
    for old, new in _OLD_SPELLING:
        if old in word:
            word = word.replace(old, new)
    word = _DOUBLE.sub(r"\1", word)
    return ALIASES.get(word, word)


def skeleton(word: str) -> str:
    """First letter and the consonants of a spelled word, sounds that are confused made one.

    Vowels, Y and H behind the first letter fall away, Z is heard as S, F and V as P: AISYAH and AISAH →
    AS, FITRIYANI and PITRIANI → PTRN. A first vowel becomes A, so that ENDANG and INDANG agree.
    """
    if not word:
        return ""
    first = "A" if word[0] in "AEIOU" else word[0]
    rest = "".join(letter for letter in word[1:] if letter not in _VOWELS)
    return _DOUBLE.sub(r"\1", (first + rest).translate(_SAME_SOUND))
