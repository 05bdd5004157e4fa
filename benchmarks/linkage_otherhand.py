"""A second hand that writes lists: slips of other kinds, at other rates, than those linkage was trained on.

`corruption` and this module share no slip and no table. Here letters are misread as letters, syllables
stutter or fall out, Arabic names are transcribed anew, middle names are dropped, the year of the day is
written for that of birth, the kabupaten for the kecamatan of birth, and the NIK is somebody else's of the
family. A row may suffer in every field, and a field from several slips.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from random import Random

from linkage_cases import AS_OF, Case, Rates, Row, invented

Slip = Callable[[Random, str], str]

_MISREADINGS = """
A:R B:RE C:GO D:OB E:FB F:PE G:CO H:NM I:LTJ J:I K:XR L:I M:NH N:MH O:QDC P:FR Q:O R:PK S:G T:IY U:VN V:UY
W:VM X:K Y:VT Z:S
"""
_MISREAD = {pair[0]: pair[2:] for pair in _MISREADINGS.split()}
_ARABIC = """
MUHAMMAD MOHAMAD MOHAMMED MOCH MOCHAMMAD MUCHAMAD MOHD MUHAMMED
ABDULLAH ABDILLAH ABDULAH ABDALLAH
ABDUL ABDOEL ABDL ABDEL
ACHMAD AHMAD AKHMAD AHMED
SYAIFUL SAIFUL SAEFUL SYAEFUL
HUSEIN HUSAIN HUSSEIN HUSEN
HASAN HASSAN CHASAN
YUSUF JUSUF YUSUP YOUSUF
IBRAHIM IBROHIM EBRAHIM
FATIMAH FATHIMAH PATIMAH FATIMA
KHADIJAH KHODIJAH HADIJAH CHODIDJAH
AISYAH AISAH AISHAH AYSAH
ZAINAB JAINAB ZAENAB
ZAINAL JAENAL ZAENAL
RAHMAN ROHMAN RACHMAN RAHMAAN
RAHMAT ROHMAT RACHMAT
HIDAYAT HIDAJAT HEDAYAT
NURUL NOERUL NOOROL
UMAR OEMAR OMAR
USMAN OESMAN UTSMAN OTHMAN
ISMAIL ISMAEL ESMAIL
SULAIMAN SULEMAN SOLEMAN
MUSTAFA MUSTOFA MUSTHAFA MOESTOPA
"""
_FAMILIES = [line.split() for line in _ARABIC.strip().splitlines()]
_ARABIC_OF = {name: [other for other in names if other != name] for names in _FAMILIES for name in names}
_SYLLABLE = re.compile(r"[^AEIOU ]{1,2}[AEIOU]")
_KABUPATEN = ("BATANG HARI", "KAB. BATANG HARI", "BATANGHARI", "MUARA JAMBI", "KOTA JAMBI")
_CALLED = ("PAK", "MAK", "MBAK", "BU", "TUAN")


def _word(rng: Random, name: str, change: Callable[[str], str]) -> str:
    """The name with one of its words changed."""
    words = name.split()
    if words:
        at = rng.randrange(len(words))
        words[at] = change(words[at])
    return " ".join(words)


def _misread(rng: Random, name: str) -> str:
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(name))
        name = name[:at] + rng.choice(_MISREAD.get(name[at], name[at])) + name[at + 1 :]
    return name


def _syllable(rng: Random, name: str, times: int) -> str:
    found = list(_SYLLABLE.finditer(name))
    if len(found) < 2:
        return name
    one = rng.choice(found)
    return name[: one.start()] + one[0] * times + name[one.end() :]


def _transcribed(rng: Random, name: str) -> str:
    words = name.split()
    known = [at for at, word in enumerate(words) if word in _ARABIC_OF]
    if not known:
        return name.replace("YA", "IA", 1) if "YA" in name else name.replace("H", "", 1)
    at = rng.choice(known)
    words[at] = rng.choice(_ARABIC_OF[words[at]])
    return " ".join(words)


def _without_middle(rng: Random, name: str) -> str:
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else words[rng.randrange(len(words))]


def _turned(_rng: Random, name: str) -> str:
    words = name.split()
    return ", ".join([words[-1], " ".join(words[:-1])]) if len(words) > 1 else name


def _initials(_rng: Random, name: str) -> str:
    first, *others = name.split()
    return " ".join([first, *(f"{word[0]}." for word in others)])


def _consonants(rng: Random, name: str) -> str:
    return _word(rng, name, lambda word: word[0] + re.sub("[AEIOU]", "", word[1:]) if len(word) > 4 else word)


_NAME_SLIPS: tuple[tuple[float, Slip], ...] = (
    (0.05, _misread),
    (0.02, lambda rng, name: _syllable(rng, name, 2)),
    (0.02, lambda rng, name: _syllable(rng, name, 0)),
    (0.07, _transcribed),
    (0.04, _without_middle),
    (0.03, _turned),
    (0.02, _initials),
    (0.01, _consonants),
    (0.02, lambda rng, name: f"{rng.choice(_CALLED)} {name}"),
    (0.02, lambda rng, name: name.replace(" ", "")),
    (0.02, lambda rng, name: name + name[-1:]),
    (0.04, lambda rng, name: _word(rng, name, lambda word: word[:-1] if len(word) > 3 else word)),
    (0.03, lambda rng, name: re.sub("[AEIOU]", lambda _: rng.choice("AEIOU"), name, count=1)),
)


def _swapped_digits(rng: Random, nik: str) -> str:
    at = rng.randrange(15)
    return nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]


def _copied_digit(rng: Random, nik: str) -> str:
    at = rng.randrange(1, 16)
    return nik[:at] + nik[at - 1] + nik[at + 1 :]


_NIK_SLIPS: tuple[tuple[float, Slip], ...] = (
    (0.04, _swapped_digits),
    (0.03, _copied_digit),
    (0.02, lambda rng, nik: nik[:8] + nik[9] + nik[8] + nik[11] + nik[10] + nik[12:]),
    (0.02, lambda rng, nik: nik[: rng.randrange(10, 16)]),
    (0.01, lambda rng, nik: f"{float(nik):.5E}"),
    (0.05, lambda rng, nik: ""),
)


def _date(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _birth(rng: Random, text: str) -> str:
    """A birth date as this hand writes it."""
    year, month, day = (int(part) for part in text.split("-"))
    chance = rng.random()
    if chance < 0.03 and day <= 12:
        return _date(year, day, month)
    if chance < 0.045:
        return _date(AS_OF.year, month, day)
    if chance < 0.06:
        return _date(year, AS_OF.month, min(day, 28))
    if chance < 0.08:
        return _date(year + rng.choice((-3, -2, 2, 3)), month, day)
    if chance < 0.10:
        return _date(year, month, day % 28 + 1)
    if chance < 0.12:
        return _date(year, 6, 15)
    return "" if chance < 0.15 else text


class Hand:
    """Writes rows of a case anew. `strength` multiplies the rates of all slips but the empty cells of
    mothers."""

    def __init__(self, rng: Random, case: Case, strength: float) -> None:
        self.rng, self.strength, people = rng, strength, case.register
        self.family: dict[str, list[str]] = defaultdict(list)
        for card, nik in zip(people["kk"], people["nik"], strict=True):
            self.family[card].append(nik)
        self.card = dict(zip(people["id"], people["kk"], strict=True))
        self.mothers, self.homes = people["ibu"], list(zip(people["desa"], people["kec"], strict=True))

    def row(self, row: Row, person: str) -> Row:
        """One row as this hand writes it; `person` is whom it means, empty for nobody."""
        rng, often = self.rng, self.strength
        row = row | {"nama": self._slipped(row["nama"], _NAME_SLIPS)}
        row["ibu"] = self._mother(row["ibu"])
        row["nik"] = self._nik(row["nik"], self.card.get(person, ""))
        if rng.random() < often:
            row["tgl_lahir"] = _birth(rng, row["tgl_lahir"])
        chance = rng.random() / often
        if chance < 0.15:
            row["tempat_lahir"] = rng.choice(_KABUPATEN)
        elif chance < 0.23:
            row["tempat_lahir"] = ""
        if rng.random() < 0.06 * often:
            row["desa"], row["kec"] = rng.choice((rng.choice(self.homes), ("", row["kec"]), ("", "")))
        if rng.random() < 0.03 * often:
            row["jk"] = rng.choice(("", "", "L", "P"))
        return row

    def _slipped(self, text: str, slips: tuple[tuple[float, Slip], ...]) -> str:
        for share, slip in slips:
            if text and self.rng.random() < share * self.strength:
                text = slip(self.rng, text)
        return text

    def _mother(self, name: str) -> str:
        chance = self.rng.random()
        if chance < 0.25:
            return ""
        if chance < 0.25 + 0.03 * self.strength:
            return self.rng.choice(self.mothers)
        if chance < 0.25 + 0.08 * self.strength:
            return name.split()[0] if name else ""
        return self._slipped(name, _NAME_SLIPS)

    def _nik(self, nik: str, card: str) -> str:
        if card and self.rng.random() < 0.02 * self.strength:
            return self.rng.choice(self.family[card])
        return self._slipped(nik, _NIK_SLIPS)


def other_hand(residents: int, listed: int, seed: int, strangers: float = 0.1, strength: float = 1.0) -> Case:
    """A register and a list that the second hand wrote; `strangers` is the share of rows nobody is meant
    by."""
    case = invented(residents, listed, seed, Rates(absent=strangers))
    hand = Hand(Random(f"other hand {seed}"), case, strength)
    names = list(case.rows)
    rows = [
        hand.row(dict(zip(names, values, strict=True)), person)
        for *values, person in zip(*case.rows.values(), case.truth, strict=True)
    ]
    return Case(case.register, {name: [row[name] for row in rows] for name in names}, case.truth)
