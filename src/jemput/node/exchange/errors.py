"""Numbered errors of the exchange: N301 to N399."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words

_ASK_OFFICE = Words(id="Hubungi Dinas.", en="Call the office.")
_AUTOMATIC = Words(id="Akan dicoba lagi sendiri.", en="It will be tried again by itself.")


class UnknownPeer(Problem):
    """A machine that never asked to be let in, or that only its office may speak for."""

    code = "N301"
    status = 403
    says = Words(
        id="Perangkat {node_id} belum terdaftar di sini.", en="Machine {node_id} is not registered here."
    )
    do = Words(id="Daftarkan perangkat, lalu minta persetujuan.", en="Register it, then ask for approval.")


class NotApproved(Problem):
    """A machine that asked to be let in and waits for a person's answer."""

    code = "N302"
    status = 403
    says = Words(id="Perangkat {node_id} belum disetujui.", en="Machine {node_id} is not approved yet.")
    do = Words(id="Minta Dinas menyetujuinya.", en="Ask the office to approve it.")


class Revoked(Problem):
    """A machine that was let in once and no longer is."""

    code = "N303"
    status = 403
    says = Words(id="Izin perangkat {node_id} sudah dicabut.", en="Machine {node_id} has been shut out.")
    do = _ASK_OFFICE


class Replayed(Problem):
    """A request that was already answered: a copy."""

    code = "N304"
    status = 401
    says = Words(id="Permintaan ini sudah pernah diterima.", en="This request was received before.")
    do = _AUTOMATIC


class TooManyRequests(Problem):
    """More machines asking to be let in than a person can look through."""

    code = "N305"
    status = 429
    says = Words(
        id="Terlalu banyak perangkat menunggu persetujuan.", en="Too many machines wait for approval."
    )
    do = Words(id="Setujui atau tolak yang menunggu.", en="Approve or shut out those that wait.")


class OffsetDiffers(Problem):
    """A chunk that does not continue where the receiver stands; the receiver's offset counts."""

    code = "N310"
    status = 409
    says = Words(id="Lanjutkan dari byte {offset}.", en="Continue from byte {offset}.")
    do = _AUTOMATIC


class NoSuchUpload(Problem):
    """An upload that was never begun here, or was swept away."""

    code = "N311"
    status = 404
    says = Words(
        id="Kiriman paket {packet_id} tidak dikenal.", en="There is no upload of packet {packet_id}."
    )
    do = Words(id="Mulai dari awal.", en="Begin again.")


class BadUpload(Problem):
    """A request that does not follow the upload protocol."""

    code = "N312"
    says = Words(id="Permintaan kirim salah: {reason}.", en="The upload request is wrong: {reason}.")
    do = Words(id="Perbarui perangkat lunak.", en="Update the software.")


class PacketRefused(Problem):
    """A packet that arrived damaged; what was received of it is forgotten."""

    code = "N313"
    status = 422
    says = Words(id="Paket {packet_id} rusak: {reason}", en="Packet {packet_id} is damaged: {reason}")
    do = _AUTOMATIC


class PacketConflict(Problem):
    """Another packet under the same id was received before."""

    code = "N314"
    status = 409
    says = Words(
        id="Sudah ada paket lain dengan nomor {packet_id}.",
        en="Another packet with the id {packet_id} was received before.",
    )
    do = _ASK_OFFICE


class SequenceTaken(Problem):
    """Another packet of this kit has the same place in its chain: a copied or restored kit."""

    code = "N315"
    status = 409
    says = Words(
        id="Urutan {sequence} dari {kit_id} sudah dipakai paket lain.",
        en="Sequence {sequence} of {kit_id} belongs to another packet.",
    )
    do = _ASK_OFFICE


class SealedToOthers(Problem):
    """A packet that this office or this center could never open."""

    code = "N316"
    status = 422
    says = Words(
        id="Bagian '{part}' disegel untuk kunci lain ({key_id}).",
        en="Part '{part}' is sealed to another key ({key_id}).",
    )
    do = Words(
        id="Jangan hapus paketnya; sambungkan kit dengan Dinas yang benar.",
        en="Keep the packet; connect the kit to the right office.",
    )


class ChecksumDiffers(Problem):
    """A body that is not what its sender signed: the way damaged it; none of it was kept."""

    code = "N317"
    status = 460
    says = Words(id="Kiriman rusak di jalan.", en="What was sent was damaged on the way.")
    do = _AUTOMATIC


class DiskFull(Problem):
    """No room left; what was received stays, nothing is acknowledged."""

    code = "N320"
    status = 507
    says = Words(id="Penyimpanan penuh.", en="The disk is full.")
    do = Words(id="Kosongkan ruang; pengiriman lalu berlanjut.", en="Make room; sending then continues.")


class FileGone(Problem):
    """A packet file of our own that is missing or no longer what was sealed."""

    code = "N321"
    status = 500
    says = Words(
        id="Berkas paket {packet_id} hilang atau rusak.", en="Packet file {packet_id} is missing or damaged."
    )
    do = Words(
        id="Cari salinannya di USB atau cadangan; jangan hapus apa pun.",
        en="Look for a copy on a stick or backup; delete nothing.",
    )


class ChainGap(Problem):
    """A sealed file without a row whose place in the chain is not the next one."""

    code = "N323"
    status = 409
    says = Words(
        id="Berkas paket {packet_id} bernomor {sequence}, padahal yang berikutnya {expected}.",
        en="Packet file {packet_id} has number {sequence}, but {expected} is next.",
    )
    do = Words(
        id="Jangan dihapus; ambil di Dinas dengan 'Pulihkan dari cakram'.",
        en="Do not delete it; let the office take it with 'Recover from a disk'.",
    )


class NoFolder(Problem):
    """A stick or folder that cannot be read or written."""

    code = "N322"
    says = Words(id="Folder {path} tidak dapat dipakai.", en="Folder {path} cannot be used.")
    do = Words(
        id="Periksa apakah USB terpasang dan dapat ditulis.", en="Check that the stick is in and writable."
    )


class ParentUnreachable(Problem):
    """The program above does not answer."""

    code = "N330"
    status = 503
    says = Words(id="{url} tidak dapat dihubungi.", en="{url} cannot be reached.")
    do = Words(
        id="Periksa jaringan. Data tetap aman di sini.", en="Check the network. Everything is safe here."
    )


class ParentRefused(Problem):
    """The program above answered with a numbered problem of its own."""

    code = "N331"
    status = 502
    says = Words(id="Ditolak dengan nomor {code}.", en="Refused with number {code}.")
    do = Words(id="{message}", en="{message}")


class NoParent(Problem):
    """Something that needs the program above before this one knows it."""

    code = "N332"
    status = 409
    says = Words(id="Perangkat ini belum tersambung ke atasnya.", en="This machine has no node above it yet.")
    do = Words(
        id="Isi JEMPUT_PARENT_URL dan tunggu persetujuan.", en="Set JEMPUT_PARENT_URL and wait for approval."
    )


class ParentChanged(Problem):
    """Another machine answers at the parent's address, or names another center than the one we know."""

    code = "N333"
    status = 502
    says = Words(
        id="{url} sekarang memakai identitas lain ({node_id}).",
        en="{url} now answers as another machine ({node_id}).",
    )
    do = Words(
        id="Jangan lanjutkan sebelum Dinas memastikan sidik kuncinya.",
        en="Do not go on before the office confirms its key.",
    )


class CannotRotate(Problem):
    """A new sealing key for a machine that is not a center."""

    code = "N335"
    status = 409
    says = Words(
        id="Kunci {program} tidak diganti di tempat.", en="The key of a {program} is not changed in place."
    )
    do = Words(
        id="Daftarkan mesin baru, lalu cabut yang lama.", en="Register a new one and shut out the old."
    )


class UnknownTopic(Problem):
    """News that this program does not understand: the node above is newer."""

    code = "N334"
    says = Words(id="Kabar '{topic}' tidak dikenal di sini.", en="News '{topic}' is unknown here.")
    do = Words(id="Perbarui perangkat lunak.", en="Update the software.")
