"""What the simulator's control door and its start can refuse, by number."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class BadOrder(Problem):
    """A control request or script whose content makes no sense."""

    code = "S201"
    says = Words(
        id="Perintah simulator salah pada '{field}': {reason}.",
        en="The simulator's order is wrong at '{field}': {reason}.",
    )
    do = Words(id="Perbaiki perintahnya.", en="Correct the order.")


class NoPrints(Problem):
    """A folder that does not hold ten fingers as `finger_impression.png`."""

    code = "S202"
    says = Words(
        id="Folder '{folder}' berisi {found} jari, perlu sepuluh.",
        en="The folder '{folder}' holds {found} fingers, ten are needed.",
    )
    do = Words(
        id="Beri folder berisi gambar bernama jari_tekanan.png, misalnya 101_1.png.",
        en="Give a folder of images named finger_impression.png, such as 101_1.png.",
    )


class PortOutside(Problem):
    """A port that device services may not use."""

    code = "S203"
    says = Words(id="Port {port} di luar 4501 sampai 4600.", en="Port {port} is outside 4501 to 4600.")
    do = Words(id="Pilih port lain.", en="Choose another port.")


class PortTaken(Problem):
    """A port that another program listens on."""

    code = "S204"
    says = Words(id="Port {port} sudah dipakai.", en="Port {port} is in use.")
    do = Words(
        id="Hentikan program itu atau pilih port lain.", en="Stop that program or choose another port."
    )


class NoSuchDoor(Problem):
    """A path or verb the simulator does not serve."""

    code = "S205"
    status = 404
    says = Words(id="Tidak ada {verb} {path}.", en="There is no {verb} {path}.")
    do = Words(id="Periksa alamatnya.", en="Check the address.")


class FromABrowser(Problem):
    """A control request sent by a web page, or under another name than 127.0.0.1."""

    code = "S206"
    status = 403
    says = Words(
        id="Pintu kendali hanya menerima program di komputer ini.",
        en="The control door takes only programs on this machine.",
    )
    do = Words(id="Panggil 127.0.0.1 langsung.", en="Call 127.0.0.1 directly.")
