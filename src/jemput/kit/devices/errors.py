"""Anticipated failures of scanners, cameras and pads."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words

_LOOK_AT_CABLE = Words(
    id="Periksa kabel dan listriknya, lalu buka halaman Alat dan cari lagi.",
    en="Check its cable and power, then open the devices page and search again.",
)


class NoDevice(Problem):
    """No device of the wanted kind answers on this machine."""

    code = "T101"
    status = 503
    says = Words(id="Alat {kind_id} tidak ditemukan.", en="No {kind_en} was found.")
    do = _LOOK_AT_CABLE


class DeviceSilent(Problem):
    """A device that was found before no longer answers, or not in time."""

    code = "T102"
    status = 504
    says = Words(id="Alat di port {port} tidak menjawab.", en="The device on port {port} does not answer.")
    do = _LOOK_AT_CABLE


class DeviceUnclear(Problem):
    """A device answered something that no device should answer."""

    code = "T103"
    status = 502
    says = Words(
        id="Jawaban alat tidak dapat dipahami ({reason}).",
        en="The device's answer makes no sense ({reason}).",
    )
    do = Words(
        id="Ambil lagi; bila berulang, ganti alat.", en="Capture again; if it repeats, change the device."
    )


class OtherCapture(Problem):
    """A device signed a capture that is not the one just asked for: replayed, or of another person."""

    code = "T104"
    status = 502
    says = Words(
        id="Jawaban alat bukan untuk pengambilan ini ({reason}).",
        en="The device answered for another capture ({reason}).",
    )
    do = Words(id="Ambil lagi dari awal langkah ini.", en="Capture again from the start of this step.")


class WrongCount(Problem):
    """A device handed over more or fewer samples than fingers or eyes were expected."""

    code = "T105"
    says = Words(
        id="Alat mengirim {found} dari {wanted} yang diminta: kurang {missing_id}.",
        en="The device sent {found} of {wanted} asked for: {missing_en} missing.",
    )
    do = Words(
        id="Letakkan semua jari lalu ambil lagi, atau catat jari yang tidak ada.",
        en="Place all fingers and capture again, or note the finger that is not there.",
    )


class DeviceUnknown(Problem):
    """A device that is not in the list."""

    code = "T107"
    status = 404
    says = Words(id="Alat ini tidak ada dalam daftar.", en="This device is not in the list.")
    do = Words(id="Cari alat lagi di halaman Alat.", en="Search again on the devices page.")


class NotAPrint(Problem):
    """A posted image file that is no readable picture of a finger or an eye."""

    code = "T111"
    says = Words(id="Berkas {spot_id} tidak terbaca.", en="The file for the {spot_en} cannot be read.")
    do = Words(
        id="Pilih PNG, JPEG, TIFF atau JPEG 2000 dari pemindai, minimal 500 dpi.",
        en="Choose a PNG, JPEG, TIFF or JPEG 2000 from the scanner, 500 dpi at least.",
    )


class NothingChosen(Problem):
    """An import without a file for every finger or eye that is wanted."""

    code = "T112"
    says = Words(id="Berkas untuk {missing_id} belum dipilih.", en="No file was chosen for {missing_en}.")
    do = Words(
        id="Pilih satu berkas untuk setiap jari atau mata, atau catat yang tidak ada.",
        en="Choose one file for each finger or eye, or note what is not there.",
    )


class NotAPhoto(Problem):
    """A posted face photo that is not a JPEG or PNG image."""

    code = "T110"
    says = Words(id="Foto dari kamera tidak terbaca.", en="The camera's photo cannot be read.")
    do = Words(id="Ambil foto lagi.", en="Take the photo again.")


class NotStrokes(Problem):
    """Signature strokes that are malformed or out of the pad's bounds."""

    code = "T120"
    says = Words(id="Goresan tanda tangan tidak terbaca.", en="The strokes of the signature cannot be read.")
    do = Words(id="Hapus, lalu tanda tangan lagi.", en="Clear the pad and sign again.")


class EmptySignature(Problem):
    """A signature pad with nothing, or nearly nothing, on it."""

    code = "T121"
    says = Words(id="Bidang tanda tangan masih kosong.", en="The signature pad is still empty.")
    do = Words(
        id="Minta warga tanda tangan, atau menarik satu garis.",
        en="Ask the resident to sign, or to draw one line.",
    )
