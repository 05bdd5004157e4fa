"""Numbered errors of encounters."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class FactsMissing(Problem):
    """A packet whose facts part holds no facts."""

    code = "O301"
    says = Words(
        id="Paket {packet_id} tidak memuat fakta perekaman.",
        en="Packet {packet_id} holds no encounter facts.",
    )
    do = Words(
        id="Simpan paketnya dan hubungi pengelola sistem.", en="Keep the packet; call the administrator."
    )


class SequenceTaken(Problem):
    """A second packet under the same kit and number."""

    code = "O302"
    status = 409
    says = Words(
        id="Kit {kit_id} sudah mengirim paket nomor {sequence} yang lain.",
        en="Kit {kit_id} has already sent another packet number {sequence}.",
    )
    do = Words(id="Periksa apakah kunci kit disalin.", en="Check whether the kit's key was copied.")


class UnknownStatus(Problem):
    """A status that the center's list does not have."""

    code = "O303"
    says = Words(id="Status pusat '{status}' tidak dikenal.", en="The center's status '{status}' is unknown.")
    do = Words(
        id="Perbarui Jemput; status disimpan dahulu.", en="Update Jemput; the status waits until then."
    )


class AlreadyDecided(Problem):
    """A correction that was already accepted or refused."""

    code = "O304"
    status = 409
    says = Words(id="Usulan perbaikan ini sudah diputus.", en="This correction has been decided already.")
    do = Words(id="Muat ulang halaman.", en="Reload the page.")


class FactsMismatch(Problem):
    """Facts of a kit other than the one that sealed the packet claims to be."""

    code = "O305"
    status = 403
    says = Words(
        id="Paket {packet_id} disegel {sealed_by}, tetapi dikirim {sent_by}.",
        en="Packet {packet_id} was sealed by {sealed_by} but sent by {sent_by}.",
    )
    do = Words(
        id="Jangan diteruskan; hubungi pengelola sistem.", en="Do not forward; call the administrator."
    )
