"""A village officer's phone: the own names, an answer for each, big enough for a thumb."""

from __future__ import annotations

from tests.journeys.cast import FAUZI, NURHAYATI, RUSDI
from tests.journeys.people import VillageOfficer


def test_a_village_officer_answers_names_on_a_phone(village_officer: VillageOfficer) -> None:
    # Given the three names of Terentang Baru that the ministry's list has, and no others
    village_officer.sees_only(FAUZI, NURHAYATI, RUSDI)
    # When one is dead and one is there but must be visited
    village_officer.opens(NURHAYATI)
    village_officer.answers("Meninggal", evidence="kata Ketua RT 03")
    village_officer.opens(RUSDI)
    village_officer.answers("Ada di desa", evidence="sakit, di rumah")
    # Then one name is left
    village_officer.sees_only(FAUZI)
    village_officer.sees_progress("2", "3")
