"""What the clerk's queue shows: two records side by side, and the waterfall of evidence in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from jemput.kernel.wording import percent
from jemput.node.look.parts import Difference
from jemput.office.roster.models import ListName
from jemput.office.roster.queries import LinkCandidate, link_candidates

FIELDS = {
    "nik": gettext_lazy("NIK"),
    "name": gettext_lazy("Nama"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "sex": gettext_lazy("Jenis kelamin"),
    "village": gettext_lazy("Desa"),
    "mother": gettext_lazy("Ibu"),
    "birth_place": gettext_lazy("Tempat lahir"),
    "family_card": gettext_lazy("Kartu keluarga"),
    "relatives": gettext_lazy("Keluarga di KK yang sama"),
    "prior": gettext_lazy("Sebelum membandingkan"),
    "linked_elsewhere": gettext_lazy("Sudah ditautkan ke baris lain"),
}
AGREEMENTS = {
    "same": gettext_lazy("sama"),
    "same_sound": gettext_lazy("bunyinya sama"),
    "very_alike": gettext_lazy("sangat mirip"),
    "alike": gettext_lazy("mirip"),
    "spaced": gettext_lazy("sama, spasinya lain"),
    "words_missing": gettext_lazy("ada kata yang hilang"),
    "one_digit_off": gettext_lazy("beda satu angka"),
    "region_and_serial_alike": gettext_lazy("wilayah dan nomor urut agak mirip"),
    "as_in_nik": gettext_lazy("seperti di NIK"),
    "two_parts_same": gettext_lazy("dua dari hari, bulan, tahun sama"),
    "year_near": gettext_lazy("tahun berdekatan"),
    "region_and_serial_same": gettext_lazy("wilayah dan nomor urut sama"),
    "region_and_serial_close": gettext_lazy("wilayah dan nomor urut mirip"),
    "region_same": gettext_lazy("wilayah sama"),
    "day_and_month_swapped": gettext_lazy("tanggal dan bulan tertukar"),
    "placeholder_date": gettext_lazy("tanggal perkiraan"),
    "year_same": gettext_lazy("tahun sama"),
    "kecamatan_same": gettext_lazy("kecamatan sama"),
    "different": gettext_lazy("beda"),
    "missing": gettext_lazy("tidak ada"),
    "assumed": gettext_lazy("anggapan awal"),
}
REASONS = {
    "nik_and_name": gettext_lazy("NIK dan nama cocok."),
    "nik_and_birth_date": gettext_lazy("NIK dan tanggal lahir cocok."),
    "nik_with_another_name": gettext_lazy("NIK sama, nama lain: mungkin NIK tertukar."),
    "nik_twice_on_list": gettext_lazy("NIK ini dipakai dua nama di daftar."),
    "nik_twice_in_register": gettext_lazy("NIK ini dipakai dua orang di register."),
    "evidence": gettext_lazy("Data lainnya hampir pasti menunjuk orang ini."),
    "likely": gettext_lazy("Kemungkinan besar orang ini."),
    "possible": gettext_lazy("Mungkin orang ini."),
    "nobody_like_it": gettext_lazy("Tidak ada yang mirip di register."),
}
WIDTH = 48
"""Half of the waterfall's drawing, in its own units; evidence against goes left, for goes right."""


@dataclass(frozen=True)
class Drop:
    """One step of the waterfall: what was compared, how far it agrees, the bits, and where its bar lies."""

    field: StrOrPromise
    agreement: StrOrPromise
    bits: float
    x: float
    width: float

    @property
    def speaks_for(self) -> bool:
        """Whether the step speaks for one person rather than two."""
        return self.bits >= 0


@dataclass(frozen=True)
class Option:
    """One answer the clerk may give: a person, the comparison, the waterfall, and the key to press."""

    key: int
    candidate: LinkCandidate
    rows: list[Difference]
    drops: list[Drop]

    @property
    def likelihood(self) -> str:
        """The probability as people read it."""
        return percent(round(self.candidate.probability * 10_000), 10_000, get_language() or "id")


def options(name: ListName) -> list[Option]:
    """The people a name may mean, likeliest first, numbered as their keys."""
    found = enumerate(link_candidates(name), 1)
    return [Option(key, one, comparison(name, one), waterfall(one)) for key, one in found]


def comparison(name: ListName, candidate: LinkCandidate) -> list[Difference]:
    """The list's row beside one person of the register; NIKs show only where they differ."""
    person = candidate.resident
    mother = None if name.mother_name else True
    return [
        Difference(
            "NIK",
            nik_beside(name.nik, person.nik),
            nik_beside(person.nik, name.nik),
            same=name.nik == person.nik,
        ),
        Difference(_("Nama"), name.name, person.name),
        Difference(_("Tanggal lahir"), name.birth_date, person.birth_date),
        Difference(_("Jenis kelamin"), name.sex or "–", person.sex),
        Difference(_("Desa/kelurahan"), str(name.village), str(person.village)),
        Difference(_("Alamat"), name.address or "–", person.address or "–"),
        Difference(_("Ibu"), name.mother_name or "–", person.mother_name or "–", same=mother),
    ]


def nik_beside(nik: str, other: str) -> str:
    """A NIK masked as in lists, but for the digits in which it differs from another."""
    if not nik:
        return "–"
    open_digits = [at < 4 or at >= 12 or (bool(other) and nik[at] != other[at]) for at in range(16)]
    return "".join(digit if shown else "•" for digit, shown in zip(nik, open_digits, strict=True))


def waterfall(candidate: LinkCandidate) -> list[Drop]:
    """Each step of the evidence in words, its bar as long as its bits."""
    greatest = max((abs(step["bits"]) for step in candidate.steps), default=0.0) or 1.0
    drops = []
    for step in candidate.steps:
        width = round(WIDTH * abs(step["bits"]) / greatest, 1)
        x = 50.0 if step["bits"] >= 0 else round(50 - width, 1)
        field = FIELDS.get(step["field"], step["field"])
        agreement = AGREEMENTS.get(step["agreement"], step["agreement"])
        drops.append(Drop(field, agreement, step["bits"], x, width))
    return drops
