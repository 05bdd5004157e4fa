"""What may go wrong when a card is handed over."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class CardUnknown(Problem):
    """A card that does not travel with this kit."""

    code = "T501"
    status = 404
    says = Words(id="Kartu ini tidak dibawa kit ini.", en="This card does not travel with this kit.")
    do = Words(
        id="Cari namanya di Ambil kartu, atau tanyakan ke Dinas.",
        en="Look for the name under Pickup, or ask the office.",
    )


class NoReference(Problem):
    """There are no enrolled fingers to compare with."""

    code = "T502"
    says = Words(
        id="Sidik jari pembanding belum ada di kit.", en="The fingers to compare with are not at the kit."
    )
    do = Words(
        id="Sambungkan kit ke jaringan sebentar, atau serahkan dengan dokumen.",
        en="Connect the kit to the network for a moment, or hand over by document.",
    )


class NoMoreTries(Problem):
    """Three fingers did not match."""

    code = "T503"
    says = Words(id="Tiga jari belum cocok.", en="Three fingers did not match.")
    do = Words(
        id="Periksa apakah orangnya benar. Serahkan dengan dokumen bila yakin.",
        en="See whether this is the right person. Hand over by document where you are sure.",
    )


class ProofMissing(Problem):
    """A handover without what it claims."""

    code = "T504"
    says = Words(id="Bukti penyerahan belum lengkap.", en="The proof of handover is not complete.")
    do = Words(
        id="Cocokkan satu jari, atau tulis dokumen yang ditunjukkan dan nama penerimanya.",
        en="Match a finger, or write down the document shown and who received the card.",
    )


class CardClosed(Problem):
    """A card that has left the van already."""

    code = "T505"
    status = 409
    says = Words(id="Kartu ini sudah diserahkan atau dikembalikan.", en="This card has been dealt with.")
    do = Words(id="Buka lagi daftar Ambil kartu.", en="Open the list under Pickup again.")


class PhotoMissing(Problem):
    """The photo for a print has not come, or cannot be read."""

    code = "T506"
    says = Words(id="Foto untuk kartu ini belum ada di kit.", en="The photo for this card is not at the kit.")
    do = Words(
        id="Sambungkan kit ke jaringan sebentar; bila tetap, kembalikan pesanan cetaknya.",
        en="Connect the kit to the network for a moment; if it stays, give the print order back.",
    )


class PrintClosed(Problem):
    """A print order that was printed, spoiled or given back already."""

    code = "T507"
    status = 409
    says = Words(id="Pesanan cetak ini sudah selesai.", en="This print order is done.")
    do = Words(id="Buka lagi daftar Cetak di tempat.", en="Open the list of prints again.")


class SheetStillQueued(Problem):
    """A print said not to have happened, while its sheet may still come out of the printer."""

    code = "T508"
    status = 409
    says = Words(
        id="Cetakan ini mungkin masih di antrean '{queue}' dan dapat keluar nanti.",
        en="This sheet may still be in the queue '{queue}' and come out later.",
    )
    do = Words(
        id="Nyalakan printer dan lihat apa yang keluar, atau kosongkan antreannya; lalu catat lagi.",
        en="Switch the printer on and see what comes out, or empty its queue; then say it again.",
    )
