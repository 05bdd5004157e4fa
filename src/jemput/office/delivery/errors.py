"""Numbered errors of the handover."""

from jemput.kernel.errors import Problem, Words


class NotPrinted(Problem):
    """A card that cannot be packed because it is not printed, or is packed already."""

    code = "O801"
    status = 409
    says = Words(
        id="{count} kartu belum tercetak atau sudah dikemas.",
        en="{count} cards are not printed, or already packed.",
    )
    do = Words(id="Muat ulang daftar kartu tercetak.", en="Reload the list of printed cards.")


class NothingToPack(Problem):
    """No printed card waits for a consignment."""

    code = "O802"
    status = 409
    says = Words(
        id="Tidak ada kartu tercetak yang menunggu penyerahan.", en="No printed card is waiting for handover."
    )
    do = Words(id="Cetak kartu dulu.", en="Print cards first.")


class ReceiverMissing(Problem):
    """A receipt without the receiver's name."""

    code = "O803"
    says = Words(id="Nama penerima belum diisi.", en="The receiver's name is missing.")
    do = Words(id="Tulis nama lengkap yang menandatangani.", en="Write the full name of the one who signs.")


class NotInThisConsignment(Problem):
    """Missing cards were named that the consignment does not hold."""

    code = "O804"
    says = Words(
        id="Ada kartu yang tidak termasuk kiriman ini.", en="Some cards are not part of this consignment."
    )
    do = Words(id="Periksa nomor kirimannya.", en="Check the consignment's number.")


class NotOneVillage(Problem):
    """Cards of several villages, or of none, in one consignment."""

    code = "O805"
    says = Words(id="Satu kiriman hanya untuk satu desa.", en="A consignment is for one village only.")
    do = Words(id="Kemas per desa.", en="Pack village by village.")
