"""Numbered errors of trips."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class NothingToPlan(Problem):
    """A campaign whose places have nobody due."""

    code = "O202"
    says = Words(
        id="Tidak ada orang yang perlu didatangi di lokasi kampanye ini.",
        en="Nobody is due at the places of this campaign.",
    )
    do = Words(
        id="Impor daftar pusat dan cocokkan nama-namanya dahulu.",
        en="Import the ministry's list and link its names first.",
    )


class DeadlineBeforeStart(Problem):
    """A campaign that ends before it begins."""

    code = "O203"
    says = Words(id="Tenggat lebih awal daripada hari pertama.", en="The deadline is before the first day.")
    do = Words(id="Perbaiki tanggalnya.", en="Correct the dates.")


class KitNotLinked(Problem):
    """A trip whose kit has no approved machine to announce it to."""

    code = "O204"
    status = 409
    says = Words(
        id="Kit '{kit}' belum dihubungkan dengan alat yang disetujui.",
        en="Kit '{kit}' is not linked to an approved machine yet.",
    )
    do = Words(
        id="Setujui alatnya di halaman Kit, lalu umumkan lagi.", en="Approve it on Kits, then announce."
    )


class KitCannotPrint(Problem):
    """A record-and-print campaign given a kit without a printer."""

    code = "O205"
    says = Words(
        id="Kampanye rekam dan cetak butuh printer; kit '{kit}' tidak membawanya.",
        en="A record-and-print campaign needs a printer; kit '{kit}' has none.",
    )
    do = Words(id="Pilih tim lain, atau ubah mode kampanye.", en="Choose another crew, or change the mode.")


class CrewBusy(Problem):
    """A crew that already has a trip on that day."""

    code = "O206"
    status = 409
    says = Words(id="Tim {crew} sudah punya perjalanan pada {day}.", en="Crew {crew} has a trip on {day}.")
    do = Words(id="Pilih tim atau hari lain.", en="Choose another crew or day.")


class StopFixed(Problem):
    """A stop of a trip that is over, or under way, cannot be moved."""

    code = "O207"
    status = 409
    says = Words(
        id="Singgahan ini tidak bisa dipindah: perjalanannya {state}.",
        en="This stop cannot be moved: its trip is {state}.",
    )
    do = Words(id="Buat perjalanan baru untuk orang-orangnya.", en="Make a new trip for its people.")


class BadTimes(Problem):
    """An end before its beginning."""

    code = "O208"
    says = Words(id="Waktu selesai lebih awal daripada mulai.", en="The end is before the beginning.")
    do = Words(id="Perbaiki jamnya.", en="Correct the times.")


class NotDue(Problem):
    """Somebody who cannot be put on a trip: recorded, closed, not linked or expected elsewhere."""

    code = "O209"
    status = 409
    says = Words(
        id="{name} tidak bisa dijadwalkan: {reason_id}.", en="{name} cannot be scheduled: {reason_en}."
    )
    do = Words(id="Lihat nama itu di Daftar.", en="Look at the name in the roster.")


class PlaceClosed(Problem):
    """A place that is closed on the chosen weekday."""

    code = "O210"
    says = Words(id="{place} tutup pada hari {day}.", en="{place} is closed on {day}.")
    do = Words(id="Pilih hari lain.", en="Choose another day.")


class AlreadyLinked(Problem):
    """A machine or kit that is already one half of a pair."""

    code = "O212"
    status = 409
    says = Words(id="{what} sudah dihubungkan.", en="{what} is already linked.")
    do = Words(id="Cabut hubungan lama dahulu.", en="Revoke the old link first.")


class NotThisKitsStop(Problem):
    """A kit that tells of a stop which is on none of its trips."""

    code = "O213"
    status = 409
    says = Words(
        id="Perangkat {peer} melaporkan singgahan {stop} yang bukan miliknya.",
        en="Machine {peer} told of stop {stop}, which is not on its trips.",
    )
    do = Words(
        id="Lihat di Kit dan tim perangkat mana yang dipakai tim ini, lalu catat kejadiannya dengan tangan.",
        en="See under Kits which machine this crew uses, then note what happened by hand.",
    )
