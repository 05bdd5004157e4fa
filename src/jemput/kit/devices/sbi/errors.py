"""The error numbers 100 to 112 and 202 of MOSIP SBI 0.9.5 in plain words."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words

_RESTART = Words(
    id="Cabut, pasang lagi, lalu cari di halaman Alat.",
    en="Unplug it, plug it in, then search on the devices page.",
)
_OFFICE = Words(
    id="Pakai alat lain dan laporkan ke Dinas.", en="Use another device and report this one to the office."
)
_AGAIN = Words(id="Ambil lagi.", en="Capture again.")


class NotRegistered(Problem):
    """SBI 100."""

    code = "T150"
    says = Words(id="Alat belum terdaftar.", en="The device is not registered.")
    do = _OFFICE


class NothingOnGlass(Problem):
    """SBI 101."""

    code = "T151"
    says = Words(
        id="Alat tidak menemukan jari atau mata.", en="The device could not find a finger or an eye."
    )
    do = Words(id="Letakkan dengan benar, lalu ambil lagi.", en="Place it properly, then capture again.")


class ExtractionFailed(Problem):
    """SBI 102."""

    code = "T152"
    says = Words(id="Alat gagal mengolah gambar.", en="The device failed to process the image.")
    do = _AGAIN


class Tampered(Problem):
    """SBI 103."""

    code = "T153"
    status = 403
    says = Words(id="Alat melaporkan pernah dibongkar.", en="The device reports that it was tampered with.")
    do = Words(
        id="Jangan dipakai. Pakai alat lain dan laporkan ke Dinas.",
        en="Do not use it. Take another one and report to the office.",
    )


class NoManagementServer(Problem):
    """SBI 104."""

    code = "T154"
    says = Words(
        id="Alat tidak dapat menghubungi server pabriknya.", en="The device cannot reach its maker's server."
    )
    do = _OFFICE


class WrongOrientation(Problem):
    """SBI 105."""

    code = "T155"
    says = Words(id="Gambar terbalik atau miring.", en="The image is upside down or turned.")
    do = Words(
        id="Luruskan jari atau kepala, lalu ambil lagi.", en="Straighten finger or head, then capture again."
    )


class NotThere(Problem):
    """SBI 106 and 202."""

    code = "T156"
    says = Words(id="Alat tidak tersambung.", en="The device is not connected.")
    do = _RESTART


class DeviceKeyExpired(Problem):
    """SBI 107."""

    code = "T157"
    status = 403
    says = Words(id="Kunci alat sudah kedaluwarsa.", en="The device's key has expired.")
    do = _OFFICE


class DomainKeyMissing(Problem):
    """SBI 108."""

    code = "T158"
    says = Words(id="Alat belum diberi kunci tujuan.", en="The device has no key of its destination.")
    do = _OFFICE


class CountNotSupported(Problem):
    """SBI 109."""

    code = "T159"
    says = Words(
        id="Alat tidak dapat mengambil sebanyak yang diminta.",
        en="The device cannot take as many as were asked for.",
    )
    do = Words(id="Pakai alat yang sesuai.", en="Use a suitable device.")


class NotReady(Problem):
    """SBI 110."""

    code = "T160"
    says = Words(id="Alat belum siap.", en="The device is not ready.")
    do = Words(id="Tunggu beberapa detik, lalu ambil lagi.", en="Wait some seconds, then capture again.")


class Busy(Problem):
    """SBI 111."""

    code = "T161"
    says = Words(id="Alat sedang dipakai.", en="The device is busy.")
    do = Words(id="Tunggu sampai selesai, lalu ambil lagi.", en="Wait until it is done, then capture again.")


class BadTransaction(Problem):
    """SBI 112."""

    code = "T162"
    says = Words(id="Alat menolak nomor pengambilan.", en="The device refuses the capture's number.")
    do = _AGAIN


class OtherDeviceError(Problem):
    """Any other number, with the maker's own words."""

    code = "T163"
    says = Words(
        id="Alat melaporkan galat {number}: {info}.", en="The device reports error {number}: {info}."
    )
    do = _AGAIN


BY_NUMBER: dict[str, type[Problem]] = {
    "100": NotRegistered,
    "101": NothingOnGlass,
    "102": ExtractionFailed,
    "103": Tampered,
    "104": NoManagementServer,
    "105": WrongOrientation,
    "106": NotThere,
    "107": DeviceKeyExpired,
    "108": DomainKeyMissing,
    "109": CountNotSupported,
    "110": NotReady,
    "111": Busy,
    "112": BadTransaction,
    "202": NotThere,
}


def problem_for(number: str, info: str) -> Problem:
    """The problem behind an SBI error number; unknown ones keep the maker's words."""
    kind = BY_NUMBER.get(number)
    return kind() if kind else OtherDeviceError(number=number[:8], info=info[:120])
