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


class MatrixWithHoles(Problem):
    """A matrix of travel minutes that leaves out legs, where estimates were refused."""

    code = "G107"
    says = Words(
        id="Matriks waktu tempuh tidak memuat {count} jalur, misalnya {first}.",
        en="The matrix of travel minutes leaves out {count} legs, for example {first}.",
    )
    do = Words(
        id="Lengkapi matriksnya, atau izinkan perkiraan dari koordinat.",
        en="Complete the matrix, or allow estimates from coordinates.",
    )


class DeadlinePast(Problem):
    """A campaign asked to go on after its deadline."""

    code = "G108"
    says = Words(
        id="Tenggat {deadline} sudah lewat pada {today}.", en="The deadline {deadline} is past on {today}."
    )
    do = Words(id="Undurkan tenggatnya.", en="Move the deadline.")


class NoFeasiblePlan(Problem):
    """A campaign in which nobody can be reached at all."""

    code = "G110"
    says = Words(id="Tidak ada rencana yang mungkin: {why_id}.", en="No plan is possible: {why_en}.")
    do = Words(id="{relax_id}.", en="{relax_en}.")


class AppointmentImpossible(Problem):
    """A fixed appointment that no crew can keep."""

    code = "G111"
    says = Words(
        id="Janji temu di '{place}' pada {day} tidak dapat dipenuhi: {reason_id}.",
        en="The appointment at '{place}' on {day} cannot be kept: {reason_en}.",
    )
    do = Words(id="Pindahkan hari atau timnya.", en="Move it to another day or crew.")


class KeptDayImpossible(Problem):
    """A locked or promised crew-day that can no longer be carried out."""

    code = "G112"
    says = Words(
        id="Hari yang dikunci ({where}) tidak dapat dijalankan: {reason_id}.",
        en="The kept day ({where}) cannot be carried out: {reason_en}.",
    )
    do = Words(id="Lepaskan kuncinya.", en="Release it.")


class NobodyToLearnFrom(Problem):
    """Durations that no estimate can be made from."""

    code = "G113"
    says = Words(id="Durasi {value} menit bukan waktu layanan.", en="{value} minutes is no time of service.")
    do = Words(id="Buang catatan yang keliru.", en="Leave out wrong records.")
