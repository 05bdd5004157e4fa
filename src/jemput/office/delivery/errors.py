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


class KitCannotCarry(Problem):
    """A kit without an approved machine: nobody could be told of the cards."""

    code = "O806"
    status = 409
    says = Words(
        id="Kit {kit} belum terhubung dengan alat yang disetujui.",
        en="Kit {kit} is not linked to an approved machine.",
    )
    do = Words(
        id="Setujui alatnya di Kit dan tim, atau kirim lewat kurir.",
        en="Approve its machine under Kits, or send by courier.",
    )


class NotWithThisKit(Problem):
    """News of a card that does not travel with the kit that tells, or for which it is meant."""

    code = "O807"
    status = 409
    says = Words(
        id="Kartu {card} tidak dibawa perangkat {machine}.", en="Card {card} does not travel with {machine}."
    )
    do = Words(
        id="Periksa kirimannya di Penyerahan, lalu catat dengan tangan.",
        en="Look at the consignment under Handover, then book it by hand.",
    )


class PackedAgain(Problem):
    """A kit says that it handed over a card which the office has packed again meanwhile."""

    code = "O808"
    status = 409
    says = Words(
        id="Kartu {card} dilaporkan diserahkan, tetapi sudah dikemas lagi dalam {consignment}.",
        en="Card {card} was reported handed over, but is packed again in {consignment}.",
    )
    do = Words(
        id="Periksa apakah kartunya ada di kiriman itu, lalu catat yang sebenarnya.",
        en="See whether the card is in that consignment, then book what is true.",
    )


class NotOneVillage(Problem):
    """Cards of several villages, or of none, in one consignment."""

    code = "O805"
    says = Words(id="Satu kiriman hanya untuk satu desa.", en="A consignment is for one village only.")
    do = Words(id="Kemas per desa.", en="Pack village by village.")
