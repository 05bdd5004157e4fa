"""Numbered errors of the look."""

from jemput.kernel.errors import Problem, Words


class TooManyRows(Problem):
    """A list too long for one sheet."""

    code = "N501"
    says = Words(
        id="{rows} baris tidak muat dalam satu lembar .xlsx (paling banyak {limit}).",
        en="{rows} rows do not fit one .xlsx sheet (at most {limit}).",
    )
    do = Words(id="Saring daftarnya, lalu unduh lagi.", en="Filter the list, then download again.")


class NotAPage(Problem):
    """An address that leads nowhere."""

    code = "N502"
    status = 404
    says = Words(id="Halaman ini tidak ada.", en="There is no such page.")
    do = Words(
        id="Periksa alamatnya, atau mulai dari Beranda.",
        en="Check the address, or start from the first page.",
    )


class FormExpired(Problem):
    """A form sent without its protection: the page was open too long, or another site sent it."""

    code = "N503"
    status = 403
    says = Words(
        id="Halaman terlalu lama terbuka, jadi isian belum disimpan.",
        en="The page was open too long, so what you typed is not saved yet.",
    )
    do = Words(id="Kembali, muat ulang, lalu kirim lagi.", en="Go back, reload, then send again.")


class Unforeseen(Problem):
    """A failure nobody foresaw; its trace is in the program's log."""

    code = "N504"
    status = 500
    says = Words(id="Ada yang rusak di program ini.", en="Something broke in this program.")
    do = Words(
        id="Data yang sudah tersimpan tetap aman. Coba lagi; bila berulang, beri tahu admin.",
        en="What was saved is safe. Try again; if it happens again, tell the administrator.",
    )


class NotForYou(Problem):
    """A request that was refused."""

    code = "N505"
    status = 403
    says = Words(id="Permintaan ini ditolak.", en="This request was refused.")
    do = Words(id="Masuk dengan akun yang berhak.", en="Sign in with an account that may.")


class PaperFailed(Problem):
    """A paper that could not be set."""

    code = "N506"
    status = 500
    says = Words(id="Lembar '{paper}' tidak dapat dibuat.", en="The paper '{paper}' could not be made.")
    do = Words(
        id="Coba lagi; bila tetap, laporkan nomor ini.", en="Try again; if it stays, report this number."
    )


class QueueNotReady(Problem):
    """A print queue that is unknown, disabled or does not answer."""

    code = "N507"
    status = 409
    says = Words(id="Antrean printer '{queue}' tidak siap: {why}.", en="Queue '{queue}' is not ready: {why}.")
    do = Words(
        id="Nyalakan printer, periksa kabel dan pita, lalu coba lagi.",
        en="Switch the printer on, check cable and ribbon, then try again.",
    )
