"""Anticipated failures of check-in."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class NobodyFound(Problem):
    """A person that the kit does not hold."""

    code = "T201"
    status = 404
    says = Words(id="Orang ini tidak ada di kit.", en="This person is not on the kit.")
    do = Words(
        id="Cari lagi di Antrean, atau tambahkan sebagai orang di luar daftar.",
        en="Search the queue again, or add them as a walk-in.",
    )


class NotNow(Problem):
    """Something that cannot happen to a person in their present state."""

    code = "T202"
    status = 409
    says = Words(id="{name} sedang '{state}'.", en="{name} is '{state}' now.")
    do = Words(
        id="Muat ulang Antrean; mungkin sudah dikerjakan.", en="Reload the queue; it may be done already."
    )


class MayNotRecord(Problem):
    """The status check forbids capture."""

    code = "T203"
    status = 409
    says = Words(id="{says_id}.", en="{says_en}.")
    do = Words(id="{do_id}.", en="{do_en}.")


class NoSuchStop(Problem):
    """A stop that is not among this kit's trips."""

    code = "T204"
    status = 404
    says = Words(
        id="Tempat ini tidak ada dalam perjalanan kit.", en="This place is on none of the kit's trips."
    )
    do = Words(id="Buka Hari ini dan pilih tempatnya.", en="Open Today and choose the place.")


class AlreadyListed(Problem):
    """A walk-in whose NIK the kit already holds."""

    code = "T205"
    status = 409
    says = Words(
        id="NIK ini sudah ada di Antrean atas nama {name}.", en="This NIK is in the queue as {name}."
    )
    do = Words(id="Buka orang itu dan lanjutkan di sana.", en="Open that person and go on there.")


class ReasonMissing(Problem):
    """An absence or a refusal noted without its reason."""

    code = "T206"
    says = Words(id="Alasannya belum diisi.", en="The reason is missing.")
    do = Words(id="Pilih atau tulis alasannya.", en="Choose or write the reason.")


class ObstacleTimes(Problem):
    """An obstacle that ends before it begins."""

    code = "T207"
    says = Words(id="Selesainya lebih awal dari mulainya.", en="The end is before the beginning.")
    do = Words(id="Perbaiki jamnya.", en="Correct the times.")


class KitLocked(Problem):
    """The office has revoked this kit."""

    code = "T208"
    status = 403
    says = Words(
        id="Kit ini dicabut oleh Dinas ({reason}).", en="The office has revoked this kit ({reason})."
    )
    do = Words(
        id="Hentikan perekaman dan bawa kit ke Dinas. Paket yang tersegel tetap aman.",
        en="Stop recording and bring the kit to the office. Sealed packets stay safe.",
    )


class DiskNearlyFull(Problem):
    """So little room that a recording might not be stored to its end."""

    code = "T209"
    status = 507
    says = Words(id="Ruang disk tinggal {free_mb} MB.", en="Only {free_mb} MB of disk are left.")
    do = Words(
        id="Kosongkan disk, atau kirim dan ekspor paket, sebelum merekam lagi.",
        en="Free some disk, or send and export packets, before recording on.",
    )


class ClockFarOff(Problem):
    """A clock so wrong that ages and dates in the packet would be."""

    code = "T210"
    status = 409
    says = Words(
        id="Jam kit ini berbeda {days} hari dari jam Dinas.",
        en="This kit's clock is {days} days off the office's.",
    )
    do = Words(
        id="Betulkan tanggal komputer, lalu sambungkan ke Dinas sekali.",
        en="Correct the computer's date, then connect to the office once.",
    )


class NoCodeSeen(Problem):
    """A camera picture without a readable QR code."""

    code = "T211"
    says = Words(id="QR belum terbaca.", en="No QR code could be read.")
    do = Words(id="Dekatkan undangan, jangan miring.", en="Hold the summons closer and straight.")


class TripOver(Problem):
    """A trip that is finished or cancelled already."""

    code = "T212"
    status = 409
    says = Words(id="Perjalanan ini sudah ditutup.", en="This trip is closed already.")
    do = Words(id="Buka kembali dari Hari ini bila perlu.", en="Open it again on Today if needed.")
