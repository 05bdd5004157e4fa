"""Numbered errors of printing."""

from jemput.kernel.errors import Problem, Words


class NotRipe(Problem):
    """A card that may not be printed yet."""

    code = "O651"
    status = 409
    says = Words(
        id="Kartu {name} baru boleh dicetak mulai {day}.",
        en="The card of {name} may be printed from {day} on.",
    )
    do = Words(
        id="Tunggu ulang tahun ke-17 atau catat perkawinan.",
        en="Wait for the 17th birthday, or record the marriage.",
    )


class PrinterNotReady(Problem):
    """A printer that is under repair, dead, or does not answer."""

    code = "O652"
    status = 409
    says = Words(id="Printer {printer} tidak siap: {why}.", en="Printer {printer} is not ready: {why}.")
    do = Words(id="Pilih printer lain atau perbaiki dulu.", en="Choose another printer, or repair it first.")


class NoBlank(Problem):
    """No blank is left where the printer takes them from."""

    code = "O653"
    status = 409
    says = Words(id="Blangko di {place} habis.", en="There are no blanks left at {place}.")
    do = Words(
        id="Terima atau pindahkan blangko dulu di Stok.", en="Receive or move blanks first, under Stock."
    )


class JobClosed(Problem):
    """A print job whose outcome was already told."""

    code = "O654"
    status = 409
    says = Words(
        id="Hasil cetak ini sudah dicatat: {outcome}.",
        en="This print's outcome is already booked: {outcome}.",
    )
    do = Words(id="Buka kartunya untuk melihat riwayat.", en="Open the card to see its history.")


class NotAtThisKit(Problem):
    """A printer that is at no linked kit, or news of a print that the telling kit was never asked for."""

    code = "O655"
    status = 409
    says = Words(
        id="{what} tidak ada pada kit yang terhubung dan disetujui.",
        en="{what} is not with a linked and approved kit.",
    )
    do = Words(
        id="Periksa kit dan printernya, atau cetak di kantor.",
        en="Look at the kit and its printer, or print at the office.",
    )
