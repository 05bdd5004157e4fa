"""Indonesian personal names brought to one spelling: titles off, aliases, old spelling, sound skeleton."""

from __future__ import annotations

import re
import unicodedata

_TITLES = """
H HJ HAJI HAJJAH KH KYAI KIAI NYAI USTADZ USTAD USTADZAH UST USTZ TGK TEUNGKU TGH DR DRS DRA DRG DRH IR PROF
BPK IBU BAPAK SDR SDRI NY NN TN ALM ALMH ALMARHUM ALMARHUMAH SDRA NYONYA TUAN NONA
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
    "MUHAMAD": "M MD MH MHD MOH MUH MOHD MUHD MCH MOHAMAD MUHAMAD MOHAMED MUHAMED MUHAMET MOHAMET "
    "MOCHAMAD MUKAMAD MOKAMAD MUHMAD",
    "ABDUL": "ABD ABDL ABDOL ABDUL",
    "AHMAD": "AHMD AHM AHMAD AHMED AHMET AKMAD AHAMAD AHMAT",
    "SITI": "ST STI SITI SITY",
    "NUR": "NURL NUR NOR NOUR",
}
ALIASES = {variant: name for name, variants in _VARIANTS.items() for variant in variants.split()}
"""Abbreviations and variants of the commonest names, after spelling, to the form they stand for."""

_FRONT_ONLY = frozenset({"M", "ST", "MD"})
_OLD_SPELLING = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("NJ", "NY"), ("SJ", "SY"), ("CH", "H"), ("KH", "H"),
    ("DH", "D"), ("TH", "T"), ("DZ", "Z"), ("PH", "F"), ("V", "F"), ("Q", "K"), ("X", "KS"),
)  # fmt: skip
"""Spelling before the reforms of 1947 (oe) and 1972 (dj, tj, nj, sj, ch), and transcriptions of Arabic."""

_SAME_SOUND = str.maketrans({"Z": "S", "F": "P", "V": "P", "Q": "K", "C": "C", "J": "J"})
_BRACKETED = re.compile(r"\([^)]*(\)|$)")
_NOT_A_SEPARATOR = re.compile(r"['`\"]")
_LETTER = re.compile(r"[A-Z]")
_SCANNED = re.compile(r"(?<=[A-Z])[0-9]+(?=[A-Z ]|$)|[0-9]+(?=[A-Z]{2})")
_LOOK_LIKE_LETTERS = str.maketrans("012345689", "OIZEASGBG")
_DOUBLE = re.compile(r"(.)\1+")
_DOTTED = re.compile(r"[A-Z]+(?:\.[A-Z]+)*\.?")
_VOWELS = frozenset("AEIOUYH")


def name_words(name: str) -> list[str]:
    """Words of a name in capitals, without titles, degrees, particles, accents and punctuation.

    A name made of nothing but titles keeps its last word: somebody may be called Haji.
    """
    if name.isascii() and name.replace(" ", "").isalpha():
        return _without_titles(name.upper().split())
    plain = (
        unicodedata.normalize("NFKD", name.replace("\u2019", "'")).encode("ascii", "ignore").decode().upper()
    )
    plain = _NOT_A_SEPARATOR.sub(
        "", _BRACKETED.sub(" ", plain) if _LETTER.search(_BRACKETED.sub("", plain)) else plain
    )
    plain = _SCANNED.sub(_as_letters, plain).replace("-", " ").replace("/", " ")
    head, *tail = plain.split(",")
    words = _split(head)
    for part in tail:
        words += [word for word in _split(part) if word not in DEGREES]
    return _without_titles(words)


def _as_letters(digits: re.Match[str]) -> str:
    """Digits inside a word are letters that a scanner or a tired hand took for them."""
    return digits[0].translate(_LOOK_LIKE_LETTERS)


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


def spell_at(word: str, at: int) -> str:
    """`spell` for the word at a position of its name: a lone M stands for Muhammad only in front."""
    return word if at > 0 and word in _FRONT_ONLY else spell(word)


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
