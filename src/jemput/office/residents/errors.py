"""Numbered errors of residents."""

from jemput.kernel.errors import Problem, Words


class UnknownResident(Problem):
    """A NIK that the register does not have."""

    code = "O121"
    status = 404
    says = Words(id="NIK {nik} tidak ada di register.", en="NIK {nik} is not in the register.")
    do = Words(
        id="Periksa nomornya atau impor register terbaru.", en="Check it or import the latest register."
    )


class SameRegisterTwice(Problem):
    """A register file that has been taken in before, byte for byte."""

    code = "O122"
    status = 409
    says = Words(id="Berkas {file} sudah pernah diimpor.", en="File {file} has been imported before.")
    do = Words(id="Tidak perlu apa-apa; isinya sudah ada.", en="Nothing to do; its rows are here already.")


class NotBlockable(Problem):
    """Somebody who is too young, recorded, not living here, or already blocked."""

    code = "O123"
    status = 409
    says = Words(
        id="{count} orang tidak memenuhi syarat penonaktifan per {cut_off}.",
        en="{count} people do not qualify for deactivation as of {cut_off}.",
    )
    do = Words(id="Muat ulang daftar usulan.", en="Reload the list of proposals.")


class NotBlocked(Problem):
    """Somebody who has no open deactivation."""

    code = "O124"
    status = 409
    says = Words(id="NIK ini tidak sedang dinonaktifkan.", en="This NIK is not deactivated.")
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")


class NotCorrectable(Problem):
    """A field that is never corrected at the office."""

    code = "O125"
    says = Words(id="Kolom {fields} tidak boleh dikoreksi di sini.", en="{fields} cannot be corrected here.")
    do = Words(id="Ajukan lewat SIAK.", en="Ask for it through SIAK.")


class PairDecided(Problem):
    """A step on a pair of register entries that its state does not allow."""

    code = "O350"
    status = 409
    says = Words(
        id="Pasangan ini sudah diputuskan petugas lain.", en="Another clerk has decided on this pair already."
    )
    do = Words(id="Lanjutkan ke pasangan berikutnya.", en="Go on to the next pair.")


class SearchRunning(Problem):
    """A search for duplicates while another one runs."""

    code = "O351"
    status = 409
    says = Words(
        id="Pencarian data ganda masih berjalan.", en="A search for duplicate entries is still running."
    )
    do = Words(id="Tunggu sampai selesai; halaman boleh ditinggalkan.", en="Wait; you may leave the page.")


class LetterMissing(Problem):
    """An entry to be taken out without the ministry's letter, or a NIK that is not of the pair."""

    code = "O352"
    says = Words(
        id="Tulis nomor surat pusat dan pilih NIK yang tetap berlaku.",
        en="Give the ministry's letter and choose the NIK that stays.",
    )
    do = Words(id="Isi keduanya, lalu simpan lagi.", en="Fill in both and save again.")
