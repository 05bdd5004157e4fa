"""How names, numbers, dates and places get wrong between a register and a list: knows nothing of linkage.

Each slip is what domain facts and practice describe: pens, narrow columns, spreadsheets, scanners, memory.
Nothing here reads or shares a word with the package's own normalization.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeVar

Slip = Callable[[Random, str], str]
T = TypeVar("T")


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """`U:OE J:DJ` as pairs."""
    return tuple((a, b) for a, _, b in (pair.partition(":") for pair in text.split()))


_OLD = _pairs("U:OE J:DJ C:TJ Y:J NY:NJ SY:SJ KH:CH")
_HEARD = _pairs(
    "F:P P:F V:F Z:S S:Z Z:J I:Y Y:I SY:S KH:H Q:K DH:D TH:T EI:I AI:E U:O O:U A:O IYA:IA UWA:UA AH:A D:T "
    "NUR:NOOR X:KS"
)
_LOOKS = _pairs("O:0 I:1 S:5 B:8 M:RN L:I D:O U:V G:6 E:F H:N C:G W:VV Z:2")
_KEYS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_BEFORE = (
    "H.",
    "HJ.",
    "HAJI",
    "DRS.",
    "DRA.",
    "IR.",
    "DR.",
    "BPK",
    "IBU",
    "ALM.",
    "UST.",
    "KH.",
    "NY.",
    "TN",
    "SDR.",
)
_BEHIND = (
    ", S.PD",
    ", S.E.",
    " SE",
    ", SH",
    ", A.MD",
    ", S.SOS",
    ", M.M.",
    " SPD",
    ", S.KOM",
    ", ST",
    " (ALM)",
)
_MUHAMMADS = (
    "MUHAMMAD",
    "MUHAMAD",
    "MOHAMMAD",
    "MOCHAMAD",
    "MOCH",
    "MOCH.",
    "MOH.",
    "MOH",
    "MUH.",
    "MUH",
    "MHD",
    "MHD.",
    "M.",
    "M",
    "MD.",
)
_SHORT = {
    "ABDUL": ("ABD.", "ABD", "A."),
    "AHMAD": ("AHMD", "ACHMAD", "A.", "AKHMAD", "AKMAD"),
    "SITI": ("ST.", "ST", "S.", "SITTI"),
    "NUR": ("N.", "NOR", "NUUR"),
    "SRI": ("S.", "SRIE"),
    "DEWI": ("DEWIE", "DWI"),
}
_PLACES = ("JKT", "DJAKARTA", "MEDAN", "JAMBI", "PALEMBANG", "SURABAYA", "BANDUNG", "PADANG", "SOLO")
_NICKNAMES = ("BUYUNG", "UPIK", "UJANG", "NENG", "ACIL", "ENTONG", "CICIK", "MAMAT", "IPUL", "DADANG")
_FATHERS = ("AHMAD", "USMAN", "SLAMET", "IBRAHIM", "KASIM", "SALEH", "YUSUF", "WAGIMAN", "MAHMUD")


def one_of(rng: Random, things: Sequence[T]) -> T:
    """One of them, each as likely."""
    return things[int(rng.random() * len(things))]


def spun(rng: Random, wheel: Mapping[str, float]) -> str:
    """One key by its share; the empty text for what is left of 1."""
    chance = rng.random()
    for what, share in wheel.items():
        chance -= share
        if chance < 0:
            return what
    return ""


def _replaced(rng: Random, text: str, table: tuple[tuple[str, str], ...], *, once: bool = True) -> str:
    fitting = [pair for pair in table if pair[0] in text]
    if not fitting:
        return text
    old, new = one_of(rng, fitting)
    if not once:
        return text.replace(old, new)
    places = [found.start() for found in re.finditer(old, text)]
    at = one_of(rng, places)
    return text[:at] + new + text[at + len(old) :]


def typo(rng: Random, text: str) -> str:
    """One letter lost, doubled, exchanged with the next, or hit beside its key."""
    at, kind = int(rng.random() * max(1, len(text) - 1)), int(rng.random() * 5)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at : at + 1] + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
    letter = text[at : at + 1]
    row = next((keys for keys in _KEYS if letter and letter in keys), "AEIOU")
    beside = row[(row.find(letter) + (1 if kind == 3 else -1)) % len(row)]
    return text[:at] + beside + text[at + (kind != 4) :]


def _muhammad(rng: Random, name: str) -> str:
    first, _, rest = name.partition(" ")
    if rest and (first.startswith(("MUHAM", "MOHAM", "MOCHAM")) or first in _MUHAMMADS):
        return f"{one_of(rng, _MUHAMMADS)} {rest}" if rng.random() < 0.85 else rest
    return f"{one_of(rng, _MUHAMMADS)} {name}" if rng.random() < 0.3 else name


def _shortened(rng: Random, name: str) -> str:
    words = name.split()
    known = [i for i, word in enumerate(words) if word in _SHORT]
    if not known:
        return _initial(rng, name)
    at = one_of(rng, known)
    words[at] = one_of(rng, _SHORT[words[at]])
    return " ".join(words)


def _initial(rng: Random, name: str) -> str:
    words = name.split()
    if len(words) < 2:
        return name
    at = int(rng.random() * len(words))
    words[at] = words[at][:1] + one_of(rng, ("", "."))
    return " ".join(words)


def _merged(rng: Random, name: str) -> str:
    words = name.split()
    if len(words) < 2:
        at = 3 + int(rng.random() * max(1, len(name) - 5))
        return f"{name[:at]} {name[at:]}" if len(name) > 7 else name
    at = int(rng.random() * (len(words) - 1))
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def _lost(rng: Random, name: str) -> str:
    words = name.split()
    lost = int(rng.random() * len(words))
    return " ".join(words[:lost] + words[lost + 1 :]) if len(words) > 1 else name


def _added(rng: Random, name: str) -> str:
    return one_of(
        rng,
        (
            f"{name} {one_of(rng, ('BIN', 'BINTI', 'BT'))} {one_of(rng, _FATHERS)}",
            f"{name} ALIAS {one_of(rng, _NICKNAMES)}",
            f"{name} {one_of(rng, _FATHERS)}",
            f"{name} ({one_of(rng, _NICKNAMES)})",
        ),
    )


def _mixed(rng: Random, name: str) -> str:
    words = name.split()
    rng.shuffle(words)
    return " ".join(words)


def _titled(rng: Random, name: str) -> str:
    bare = re.sub(r"^(H|HJ|DRS|IR)\. |, [A-Z.]+$", "", name)
    if bare != name:
        return bare
    front = f"{one_of(rng, _BEFORE)} " if rng.random() < 0.6 else ""
    return front + name + (one_of(rng, _BEHIND) if not front or rng.random() < 0.2 else "")


def _broken(rng: Random, name: str) -> str:
    return one_of(
        rng,
        (
            name.replace(" ", "  "),
            name + " ",
            name.title(),
            name.replace(" ", "\u00a0"),
            name.lower(),
            name + ".",
            name.replace(" ", "-"),
        ),
    )


NAME_SLIPS: dict[str, Slip] = {
    "typo": typo,
    "two_typos": lambda rng, name: typo(rng, typo(rng, name)),
    "old_spelling": lambda rng, name: _replaced(rng, name, _OLD, once=False),
    "heard": lambda rng, name: _replaced(rng, name, _HEARD),
    "heard_twice": lambda rng, name: _replaced(rng, _replaced(rng, name, _HEARD), _HEARD),
    "scanned": lambda rng, name: _replaced(rng, name, _LOOKS),
    "muhammad": _muhammad,
    "title": _titled,
    "shortened": _shortened,
    "initial": _initial,
    "truncated": lambda rng, name: name[: 8 + int(rng.random() * 13)].rstrip(),
    "merged": _merged,
    "lost_word": _lost,
    "added_word": _added,
    "order": _mixed,
    "formatting": _broken,
    "nickname": lambda rng, name: one_of(rng, _NICKNAMES),
    "empty": lambda rng, name: "",
}
"""What happens to names; the keys are those of the rates."""


def _digit(rng: Random, number: str) -> str:
    at = int(rng.random() * len(number))
    return number[:at] + str((int(number[at]) + 1 + int(rng.random() * 9)) % 10) + number[at + 1 :]


def _swapped(rng: Random, number: str) -> str:
    places = [i for i in range(len(number) - 1) if number[i] != number[i + 1]]
    if not places:
        return number
    at = one_of(rng, places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _length(rng: Random, number: str) -> str:
    at = int(rng.random() * len(number))
    return number[:at] + number[at + 1 :] if rng.random() < 0.6 else number[:at] + number[at] + number[at:]


NUMBER_SLIPS: dict[str, Slip] = {
    "digit": _digit,
    "two_digits": lambda rng, number: _digit(rng, _digit(rng, number)),
    "swapped": _swapped,
    "length": _length,
    "sex": lambda rng, number: f"{number[:6]}{(int(number[6:8]) + 40) % 80:02d}{number[8:]}",
    "float": lambda rng, number: number[:15] + "0",
    "scanned": lambda rng, number: _replaced(rng, number, _pairs("0:O 1:I 5:S 8:B 1:l")),
    "formatting": lambda rng, number: one_of(
        rng, ("'" + number, number + "\u00a0", number[:6] + " " + number[6:], number + ".0")
    ),
    "empty": lambda rng, number: one_of(rng, ("", "", "0", "-", "0" * 16)),
}
"""What happens to sixteen digits."""


def _dated(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _date_digit(rng: Random, text: str) -> str:
    at = one_of(rng, (2, 3, 5, 6, 8, 9))
    found = text[:at] + str((int(text[at]) + 1 + int(rng.random() * 9)) % 10) + text[at + 1 :]
    plausible = 1 <= int(found[5:7]) <= 12 and 1 <= int(found[8:]) <= 28
    return found if plausible or rng.random() < 0.1 else text


def _near(rng: Random, text: str) -> str:
    year, month, day = (int(part) for part in text.split("-"))
    kind = int(rng.random() * 5)
    if kind == 0:
        return _dated(year + one_of(rng, (-1, 1)), month, day)
    if kind == 1:
        return _dated(year + one_of(rng, (-10, 10)), month, day)
    if kind == 2:
        return _dated(year, month, min(28, max(1, day + one_of(rng, (-10, -1, 1, 10)))))
    if kind == 3:
        return _dated(year, (month + one_of(rng, (10, 0))) % 12 + 1, min(day, 28))
    return _dated(year // 100 * 100 + year % 10 * 10 + year // 10 % 10, month, day)


def _turned(_rng: Random, text: str) -> str:
    return f"{text[:5]}{text[8:]}-{text[5:7]}" if int(text[8:]) <= 12 else text


DATE_SLIPS: dict[str, Slip] = {
    "turned": _turned,
    "digit": _date_digit,
    "near": _near,
    "default": lambda rng, text: text[:5] + one_of(rng, ("01-01", "12-31", "07-01")),
    "default_and_year": lambda rng, text: (
        f"{int(text[:4]) + one_of(rng, (-2, -1, 1, 2))}-{one_of(rng, ('01-01', '12-31'))}"
    ),
    "guessed": lambda rng, text: _dated(
        int(text[:4]) + int(rng.gauss(0, 3)), 1 + int(rng.random() * 12), 1 + int(rng.random() * 28)
    ),
    "empty": lambda rng, text: "",
}
"""What happens to birth dates in ISO form."""

PLACE_SLIPS: dict[str, Slip] = {
    "typo": typo,
    "old_spelling": lambda rng, name: _replaced(rng, name, _OLD, once=False),
    "short": lambda rng, name: name[: 3 + int(rng.random() * 4)],
    "other": lambda rng, name: one_of(rng, _PLACES),
    "empty": lambda rng, name: one_of(rng, ("", "", "-")),
}
"""What happens to birth places."""
