"""Numbered errors of publication."""

from jemput.kernel.errors import Problem, Words


class NoSuchRecord(Problem):
    """Fingers asked for of a packet that this office never sent, or of one not released for printing."""

    code = "C401"
    status = 404
    says = Words(
        id="Paket {packet_id} tidak ada dari Dinas ini, atau belum siap cetak.",
        en="Packet {packet_id} never came from this office, or is not print-ready.",
    )
    do = Words(id="Serahkan kartunya dengan dokumen.", en="Hand the card over by document.")


class PacketGone(Problem):
    """A packet whose sealed file the center no longer keeps."""

    code = "C402"
    status = 410
    says = Words(
        id="Berkas paket {packet_id} sudah tidak disimpan di pusat.",
        en="The center no longer keeps the file of packet {packet_id}.",
    )
    do = Words(id="Cetak kartunya di Dinas.", en="Print the card at the office.")
