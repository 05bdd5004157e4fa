"""Numbered errors of the village portal."""

from jemput.kernel.errors import Problem, Words


class NoVillage(Problem):
    """An account without a village of its own."""

    code = "O171"
    status = 403
    says = Words(id="Akun ini belum punya desa.", en="This account has no village yet.")
    do = Words(id="Minta Dinas mengisi desanya.", en="Ask the office to set its village.")


class AnswerUnclear(Problem):
    """An answer whose form cannot be read."""

    code = "O172"
    says = Words(id="Jawaban tidak terbaca: {reason}.", en="The answer cannot be read: {reason}.")
    do = Words(id="Isi lagi, lalu kirim.", en="Fill it in again and send it.")


class NotOurSheet(Problem):
    """A file without the headings of the sheet that was downloaded."""

    code = "O363"
    says = Words(
        id="Judul kolom lembar isian tidak ditemukan.", en="The headings of the form sheet were not found."
    )
    do = Words(
        id="Unduh lembar isian lagi, isi, lalu simpan sebagai .xlsx.",
        en="Download the form again, fill it in and save it as .xlsx.",
    )


class TooManyRows(Problem):
    """A sheet with more rows than a village has people."""

    code = "O364"
    says = Words(id="Lembar ini lebih dari {limit} baris.", en="This sheet has more than {limit} rows.")
    do = Words(id="Pakai lembar isian desa sendiri.", en="Use your own village's form.")


class StrangeRow(Problem):
    """A row whose code names nobody of the village."""

    code = "O365"
    says = Words(
        id="Kode baris '{code}' tidak dikenal di desa ini.",
        en="Row code '{code}' is unknown in this village.",
    )
    do = Words(id="Jangan ubah kolom KODE; unduh lagi.", en="Leave the KODE column alone; download again.")


class RowsMixedUp(Problem):
    """A row whose code and name belong to two people: columns were sorted apart."""

    code = "O366"
    says = Words(
        id="Kode baris ini milik {listed}, tetapi namanya {written}.",
        en="This row's code is of {listed}, but its name is {written}.",
    )
    do = Words(
        id="Urutkan semua kolom bersama, atau unduh lagi.",
        en="Sort all columns together, or download again.",
    )


class FindingMissing(Problem):
    """A row that says how something is known, but not what."""

    code = "O367"
    says = Words(id="Kolom TEMUAN kosong, padahal kolom lain terisi.", en="TEMUAN is empty, others are not.")
    do = Words(id="Pilih temuannya.", en="Choose the finding.")


class VillageNotYours(Problem):
    """A candidate of a village that the officer does not answer for."""

    code = "O368"
    says = Words(id="Desa '{village}' bukan desa Anda.", en="Village '{village}' is not yours.")
    do = Words(id="Pilih desa dari daftar di dalam sel.", en="Choose the village from the cell's list.")
