"""May this person be recorded now? Decided before capture, since recording twice makes duplicates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jemput.kernel.eligibility import (
    CARD_AGE,
    KIA_PHOTO_AGE,
    RECORDING_AGE,
    age_on,
    kia_needs_photo,
    may_be_printed,
    may_be_recorded,
    may_have_kia,
)
from jemput.kernel.errors import Words
from jemput.kernel.nik import Person
from jemput.kernel.statuses import RE_RECORD, RECORDED, NationalStatus
from jemput.kernel.wording import long_date


class Finding(StrEnum):
    """What the status check found."""

    CLEAR = "clear"
    PEMULA = "pemula"
    REACTIVATES = "reactivates"
    RECORD_AGAIN = "record_again"
    FOR_KIA = "for_kia"
    TOO_YOUNG = "too_young"
    ALREADY_RECORDED = "already_recorded"
    IN_DISPUTE = "in_dispute"
    RECORDED_TODAY = "recorded_today"
    BEING_RECORDED = "being_recorded"


IN_DISPUTE = frozenset(
    {NationalStatus.ADJUDICATE_RECORD, NationalStatus.DUPLICATE_RECORD, NationalStatus.REQUEST_VALIDATION}
)
"""Statuses that only the center can end; recording again would make them worse."""


@dataclass(frozen=True)
class Known:
    """What the kit knows of a person at the moment of the check."""

    birth_date: date
    ever_married: bool
    national_status: NationalStatus | None
    is_deactivated: bool
    recorded_here_on: date | None
    """The day on which this kit sealed an encounter of the same NIK."""
    is_being_recorded: bool


@dataclass(frozen=True)
class Verdict:
    """The answer to the check: what was found, in words, what to do, and whether anything may begin.

    A child's finding is `FOR_KIA`: a recording may begin, but only one for a child card.
    """

    finding: Finding
    may_record: bool
    says: Words
    do: Words


def check(known: Known, *, on: date) -> Verdict:
    """Decide on a day; the first reason that forbids capture wins over any that allows it."""
    return (
        _forbidden_here(known, on)
        or _forbidden_by_center(known)
        or _too_young(known, on)
        or _allowed(known, on)
    )


def seventeenth_birthday(birth_date: date) -> date:
    """The day from which a card may be printed; 1 March for those born on 29 February."""
    year = birth_date.year + CARD_AGE
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _forbidden_here(known: Known, on: date) -> Verdict | None:
    if known.is_being_recorded:
        return Verdict(
            Finding.BEING_RECORDED,
            False,
            Words(id="Perekaman orang ini sudah dimulai.", en="This person's recording has begun."),
            Words(id="Lanjutkan yang belum selesai itu.", en="Continue the unfinished one."),
        )
    if known.recorded_here_on is None or known.national_status in RE_RECORD:
        return None
    today = known.recorded_here_on == on
    day = known.recorded_here_on
    return Verdict(
        Finding.RECORDED_TODAY if today else Finding.ALREADY_RECORDED,
        False,
        Words(
            id="NIK ini sudah direkam di kit ini hari ini."
            if today
            else f"NIK ini sudah direkam di kit ini pada {long_date(day)}.",
            en="This NIK was recorded at this kit today."
            if today
            else f"This NIK was recorded at this kit on {long_date(day, 'en')}.",
        ),
        Words(
            id="Jangan rekam dua kali. Cetak ulang bukti perekamannya bila perlu.",
            en="Do not record twice. Print the receipt again if needed.",
        ),
    )


def _forbidden_by_center(known: Known) -> Verdict | None:
    status = known.national_status
    if status in IN_DISPUTE:
        return Verdict(
            Finding.IN_DISPUTE,
            False,
            Words(
                id=f"Rekaman NIK ini sedang diperiksa pusat ({status}).",
                en=f"The center is examining this NIK's record ({status}).",
            ),
            Words(
                id="Merekam lagi membuat data ganda. Catat, lalu minta Dinas menyelesaikannya.",
                en="Recording again makes a duplicate. Note it and have the office settle it.",
            ),
        )
    if status is None or status not in RECORDED:
        return None
    return Verdict(
        Finding.ALREADY_RECORDED,
        False,
        Words(id=f"NIK ini sudah terekam ({status}).", en=f"This NIK is already recorded ({status})."),
        Words(
            id="Tidak perlu direkam. Bila KTP-el belum diterima, catat untuk Dinas.",
            en="No recording is needed. If the card has not arrived, note it for the office.",
        ),
    )


def _too_young(known: Known, on: date) -> Verdict | None:
    person = Person(known.birth_date, known.ever_married)
    if may_be_recorded(person, on=on):
        return None
    if not may_have_kia(person, on=on):
        return Verdict(
            Finding.TOO_YOUNG,
            False,
            Words(id="Belum berumur satu hari.", en="Not a day old yet."),
            Words(
                id="Periksa tanggal lahirnya. KIA mulai umur satu hari.",
                en="Check the date of birth. A child card is given from the first day on.",
            ),
        )
    age = age_on(known.birth_date, on)
    says = Words(
        id=f"Umur {age} tahun: perekaman KTP-el baru mulai {RECORDING_AGE} tahun.",
        en=f"Aged {age}: e-KTP recording starts at {RECORDING_AGE}.",
    )
    photo = kia_needs_photo(person, on=on)
    return Verdict(
        Finding.FOR_KIA,
        True,
        says,
        Words(
            id="Buatkan KIA: biodata dan foto, bersama orang tua."
            if photo
            else f"Buatkan KIA: biodata bersama orang tua, tanpa foto sebelum {KIA_PHOTO_AGE} tahun.",
            en="Make a child card: biodata and a photo, with a parent."
            if photo
            else f"Make a child card: biodata with a parent, no photo before {KIA_PHOTO_AGE}.",
        ),
    )


def _allowed(known: Known, on: date) -> Verdict:
    if known.national_status in RE_RECORD:
        return Verdict(
            Finding.RECORD_AGAIN,
            True,
            Words(
                id=f"Rekaman sebelumnya gagal di pusat ({known.national_status}).",
                en=f"The earlier recording failed at the center ({known.national_status}).",
            ),
            Words(id="Rekam ulang seluruhnya.", en="Record everything again."),
        )
    if known.is_deactivated:
        return Verdict(
            Finding.REACTIVATES,
            True,
            Words(
                id="Data orang ini dinonaktifkan karena belum merekam.",
                en="This person's record is deactivated for want of a recording.",
            ),
            Words(id="Rekam sekarang: datanya aktif kembali.", en="Record now: it becomes active again."),
        )
    if not may_be_printed(Person(known.birth_date, known.ever_married), on=on):
        day = seventeenth_birthday(known.birth_date)
        return Verdict(
            Finding.PEMULA,
            True,
            Words(id="Pemula, 16 tahun: boleh direkam.", en="Aged 16: recording is allowed."),
            Words(
                id=f"KTP-el dicetak mulai {long_date(day)}.",
                en=f"The card is printed from {long_date(day, 'en')} on.",
            ),
        )
    return Verdict(
        Finding.CLEAR,
        True,
        Words(id="Belum terekam: boleh direkam.", en="Not recorded yet: recording is allowed."),
        Words(id="Cocokkan wajah dan nama, lalu mulai.", en="Compare face and name, then begin."),
    )
