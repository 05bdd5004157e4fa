"""Numbered errors of deactivation."""

from jemput.kernel.errors import Problem, Words


class NotNow(Problem):
    """A step that is not possible where something stands."""

    code = "O410"
    status = 409
    says = Words(
        id="Langkah '{event}' tidak bisa dari keadaan '{state}'.",
        en="Step '{event}' is not possible from state '{state}'.",
    )
    do = Words(id="Muat ulang halamannya.", en="Reload the page.")


class NobodyToPropose(Problem):
    """A cut-off at which nobody qualifies, or all who do are on an open proposal already."""

    code = "O411"
    status = 409
    says = Words(
        id="Tidak ada orang yang bisa diusulkan per {cut_off}.", en="Nobody can be proposed as of {cut_off}."
    )
    do = Words(
        id="Periksa tanggal batasnya, atau selesaikan usulan yang masih terbuka.",
        en="Check the cut-off, or finish the proposal that is still open.",
    )


class NoReason(Problem):
    """Somebody taken off a list without a word on why."""

    code = "O412"
    says = Words(id="Sebabnya belum diisi.", en="The reason is missing.")
    do = Words(id="Tulis sebabnya.", en="Write the reason.")


class AlreadyProposed(Problem):
    """Somebody who is on another open proposal."""

    code = "O413"
    status = 409
    says = Words(id="{name} sudah ada di usulan {number}.", en="{name} is on proposal {number} already.")
    do = Words(id="Selesaikan usulan itu dulu.", en="Finish that proposal first.")


class NoLetter(Problem):
    """A signature without the number and date of the letter."""

    code = "O414"
    says = Words(id="Nomor atau tanggal surat belum diisi.", en="The letter's number or date is missing.")
    do = Words(id="Isi keduanya seperti pada suratnya.", en="Fill in both as on the letter.")


class NobodyLeft(Problem):
    """A proposal from which everybody was taken out."""

    code = "O415"
    status = 409
    says = Words(id="Usulan ini kosong: semua orang dikeluarkan.", en="This proposal is empty.")
    do = Words(id="Tarik usulannya.", en="Withdraw the proposal.")


class NotProposed(Problem):
    """A row of a decision about somebody who is not on the proposal."""

    code = "O416"
    says = Words(id="NIK {nik} tidak ada di usulan {number}.", en="NIK {nik} is not on proposal {number}.")
    do = Words(id="Periksa NIK-nya, atau abaikan barisnya.", en="Check the NIK, or dismiss the row.")


class AnotherName(Problem):
    """A row of a decision whose name is not the proposed person's."""

    code = "O417"
    says = Words(
        id="Namanya '{name}', di usulan '{proposed}'.",
        en="The name is '{name}', on the proposal '{proposed}'.",
    )
    do = Words(
        id="Pastikan orangnya sama, lalu samakan namanya.",
        en="Make sure who is meant, then correct the name.",
    )


class SameDecisionTwice(Problem):
    """A decision file that was taken in before."""

    code = "O418"
    status = 409
    says = Words(id="Berkas {file} sudah pernah dimasukkan.", en="File {file} was taken in before.")
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")


class TakenOff(Problem):
    """A row of a decision about somebody who was taken off the proposal before it was sent."""

    code = "O419"
    says = Words(
        id="NIK {nik} sudah dikeluarkan dari usulan: {reason}.",
        en="NIK {nik} was taken off the proposal: {reason}.",
    )
    do = Words(id="Abaikan barisnya, atau tanyakan ke pusat.", en="Dismiss the row, or ask the center.")
