"""Anticipated failures of capture."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class NoSuchEncounter(Problem):
    """An encounter that this kit does not hold."""

    code = "T301"
    status = 404
    says = Words(id="Perekaman ini tidak ada di kit.", en="This encounter is not on the kit.")
    do = Words(id="Buka Rekam dan pilih orangnya.", en="Open Record and choose the person.")


class WrongStep(Problem):
    """An act of one step while the encounter stands at another."""

    code = "T302"
    status = 409
    says = Words(
        id="Perekaman sedang di langkah lain ({state}).", en="The encounter is at another step ({state})."
    )
    do = Words(id="Lanjutkan dari langkah yang terbuka.", en="Go on from the open step.")


class StepIncomplete(Problem):
    """Samples that are neither present nor excepted: present and exception must equal expected."""

    code = "T303"
    status = 409
    says = Words(id="Belum lengkap: {missing_id}.", en="Not complete: {missing_en}.")
    do = Words(
        id="Ambil, atau catat sebagai pengecualian dengan persetujuan penyelia.",
        en="Take it, or note an exception with the supervisor's approval.",
    )


class NoTriesLeft(Problem):
    """A fourth try."""

    code = "T304"
    status = 409
    says = Words(id="Tiga percobaan sudah dipakai.", en="Three tries are used up.")
    do = Words(id="Lanjutkan dengan yang terbaik.", en="Go on with the best.")


class NothingToTake(Problem):
    """A capture at a step whose samples are all excepted."""

    code = "T305"
    status = 409
    says = Words(id="Semua pada langkah ini dikecualikan.", en="Everything at this step is excepted.")
    do = Words(id="Lanjut ke langkah berikutnya.", en="Go on to the next step.")


class NotASupervisor(Problem):
    """An approval with a wrong password, or by one who may not approve."""

    code = "T306"
    status = 403
    says = Words(
        id="Nama atau kata sandi penyelia salah, atau bukan penyelia.",
        en="The supervisor's name or password is wrong, or this is no supervisor.",
    )
    do = Words(id="Minta penyelia mengisinya sendiri.", en="Have the supervisor enter it in person.")


class OwnApproval(Problem):
    """An operator who approves the own exception."""

    code = "T307"
    status = 403
    says = Words(
        id="Operator tidak dapat menyetujui pengecualiannya sendiri.",
        en="No operator approves the own exception.",
    )
    do = Words(id="Minta penyelia lain.", en="Ask another supervisor.")


class PhotoMissing(Problem):
    """A physical exception without the photo that shows it."""

    code = "T308"
    says = Words(id="Foto pengecualian belum ada.", en="The exception photo is missing.")
    do = Words(
        id="Foto wajah bersama kedua telapak tangan, atau bagian yang terluka.",
        en="Take a photo of the face with both palms, or of the hurt part.",
    )


class BadReason(Problem):
    """An exception reason that does not fit the sample."""

    code = "T309"
    says = Words(
        id="Alasan ini tidak berlaku untuk {spot_id}.", en="This reason does not apply to the {spot_en}."
    )
    do = Words(id="Pilih alasan dari daftar.", en="Choose a reason from the list.")


class ConfirmerMissing(Problem):
    """Corrected biodata that nobody of the village confirmed."""

    code = "T310"
    says = Words(
        id="Perubahan belum dikonfirmasi petugas desa.", en="No village officer has confirmed the changes."
    )
    do = Words(id="Tulis nama petugas desa yang membenarkan.", en="Write the name of the village officer.")


class BadCorrection(Problem):
    """A corrected field that cannot be right."""

    code = "T311"
    says = Words(id="Isian '{field}' tidak dapat dipakai.", en="The entry for '{field}' cannot be used.")
    do = Words(id="Periksa kartu keluarga, lalu perbaiki.", en="Check the family card, then correct it.")


class DraftLost(Problem):
    """A draft file that is gone from the disk."""

    code = "T312"
    status = 410
    says = Words(id="Satu sampel hilang dari disk.", en="A sample is gone from the disk.")
    do = Words(id="Ambil lagi sampel itu.", en="Take that sample again.")


class NotProvisioned(Problem):
    """Sealing on a kit that has no keys of office and center yet."""

    code = "T313"
    status = 409
    says = Words(
        id="Kit belum disetujui Dinas, jadi belum dapat menyegel.",
        en="The office has not approved this kit, so it cannot seal.",
    )
    do = Words(
        id="Sambungkan ke jaringan dan tunggu persetujuan. Yang sudah direkam tetap tersimpan.",
        en="Connect to the network and await approval. What is recorded stays saved.",
    )


class VerificationOpen(Problem):
    """Sealing before the index fingers were compared."""

    code = "T314"
    status = 409
    says = Words(id="Verifikasi telunjuk belum selesai.", en="The index fingers are not verified yet.")
    do = Words(id="Selesaikan langkah verifikasi.", en="Finish the verification step.")


class BadRequest(Problem):
    """A form that no page of ours sends."""

    code = "T315"
    says = Words(id="Isian ini tidak lengkap atau terlalu besar.", en="This form is incomplete or too large.")
    do = Words(id="Muat ulang halaman, lalu isi lagi.", en="Reload the page and fill it in again.")


class ProfileUnfit(Problem):
    """A profile for another age than the person's."""

    code = "T316"
    status = 409
    says = Words(id="'{profile_id}' tidak cocok dengan umurnya.", en="'{profile_en}' does not fit the age.")
    do = Words(id="Pilih keadaan yang ditawarkan.", en="Choose one of those offered.")


class GuardianMissing(Problem):
    """A child's recording without the parent or guardian who stands by."""

    code = "T317"
    says = Words(
        id="Nama orang tua atau wali belum diisi.", en="The name of the parent or guardian is missing."
    )
    do = Words(
        id="Isi namanya dan hubungannya dengan anak.", en="Enter the name and the relation to the child."
    )


class SamePersonOpen(Problem):
    """Sealing while it is open whether this person was recorded before under another name."""

    code = "T318"
    status = 409
    says = Words(
        id="Jarinya mirip sekali dengan {name}.", en="The fingers are very much like those of {name}."
    )
    do = Words(
        id="Penyelia memutuskan: dua orang berbeda, atau batalkan perekaman ini.",
        en="A supervisor decides: two different people, or abandon this recording.",
    )


class DecisionReasonMissing(Problem):
    """A supervisor's decision without its reason."""

    code = "T319"
    says = Words(id="Alasan penyelia belum diisi.", en="The supervisor's reason is missing.")
    do = Words(id="Tulis mengapa keduanya orang berbeda.", en="Write why the two are different people.")


class HandTwice(Problem):
    """Fingers that were already taken as others of the same person: the wrong hand lies on the glass."""

    code = "T320"
    status = 409
    says = Words(
        id="{now_id} ternyata {before_id} yang tadi: tangannya tertukar?",
        en="The {now_en} is the {before_en} taken before: the wrong hand?",
    )
    do = Words(
        id="Letakkan tangan yang diminta, lalu ambil lagi. Bila yang tadi keliru, kembali ke langkah itu.",
        en="Place the hand asked for and capture again. If the one before was wrong, go back to that step.",
    )


class NobodyOfThatName(Problem):
    """An account that does not exist here."""

    code = "T321"
    status = 404
    says = Words(id="Akun itu tidak ada di kit ini.", en="There is no such account on this kit.")
    do = Words(id="Pilih dari daftar.", en="Choose from the list.")
