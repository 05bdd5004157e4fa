"""Anticipated failures of planning: campaigns that cannot be planned as they were handed in."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class CampaignWithoutCrews(Problem):
    """A campaign with nobody to send."""

    code = "G101"
    says = Words(id="Kampanye ini belum punya tim.", en="This campaign has no crew.")
    do = Words(id="Tambahkan sedikitnya satu tim.", en="Add at least one crew.")


class CampaignWithoutDays(Problem):
    """A campaign with no day to go out on."""

    code = "G102"
    says = Words(id="Kampanye ini belum punya hari kerja.", en="This campaign has no working day.")
    do = Words(
        id="Periksa tanggal mulai, tenggat dan hari libur.",
        en="Check the start, the deadline and the holidays.",
    )


class NumberOutOfRange(Problem):
    """A parameter outside the range it makes sense in."""

    code = "G103"
    says = Words(
        id="{field} milik {owner} = {value}, di luar {low} sampai {high}.",
        en="{field} of {owner} = {value} is outside {low} to {high}.",
    )
    do = Words(id="Perbaiki angkanya.", en="Correct the number.")


class TwiceTheSame(Problem):
    """Two places, crews, kits or days under one name."""

    code = "G104"
    says = Words(id="{kind} '{value}' tercantum dua kali.", en="The {kind} '{value}' is listed twice.")
    do = Words(id="Hapus salah satu.", en="Remove one of them.")


class PlaceWithoutCoordinates(Problem):
    """A place that no travel time can be estimated to."""

    code = "G105"
    says = Words(
        id="Lokasi '{place_id}' tidak punya koordinat dan waktu tempuhnya tidak diisi.",
        en="The place '{place_id}' has no coordinates and no travel time was given for it.",
    )
    do = Words(
        id="Isi lintang dan bujur, atau waktu tempuh dari kantor dan lokasi lain.",
        en="Fill in latitude and longitude, or the travel times from the office and the other places.",
    )


class UnknownPlaceOrCrew(Problem):
    """A question about a place, crew or day that the campaign does not have."""

    code = "G106"
    says = Words(id="Kampanye ini tidak memuat {kind} '{value}'.", en="The campaign has no {kind} '{value}'.")
    do = Words(id="Muat ulang rencana.", en="Reload the plan.")
