"""Who must have an e-KTP, who may be recorded, who gets a KIA: derived as of a date, never stored."""

from __future__ import annotations

from datetime import date

from jemput.kernel.nik import Person

CARD_AGE = 17
RECORDING_AGE = 16
KIA_PHOTO_AGE = 5


def age_on(birth_date: date, on: date) -> int:
    """Full years lived on a date; one born on 29 February has the birthday on 1 March of common years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def must_have_card(person: Person, *, on: date) -> bool:
    """Wajib KTP: 17 or older, or ever married (UU 24/2013 art. 63)."""
    return person.ever_married or age_on(person.birth_date, on) >= CARD_AGE


def may_be_recorded(person: Person, *, on: date) -> bool:
    """Recording is allowed from 16 (pemula), or once married."""
    return person.ever_married or age_on(person.birth_date, on) >= RECORDING_AGE


def may_be_printed(person: Person, *, on: date) -> bool:
    """A card is printed only from the 17th birthday or marriage, though it was recorded at 16."""
    return must_have_card(person, on=on)


def may_have_kia(person: Person, *, on: date) -> bool:
    """KIA: from one day old to 17 years less one day, unmarried (Permendagri 2/2016; S0-6)."""
    lived = (on - person.birth_date).days
    return lived >= 1 and not must_have_card(person, on=on)


def kia_needs_photo(person: Person, *, on: date) -> bool:
    """A KIA carries a photo from the fifth birthday."""
    return age_on(person.birth_date, on) >= KIA_PHOTO_AGE
