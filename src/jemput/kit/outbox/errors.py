"""Anticipated failures of the outbox."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class NoStick(Problem):
    """Export or import without saying where."""

    code = "T401"
    says = Words(id="Folder USB belum dipilih.", en="No USB folder is chosen.")
    do = Words(id="Pasang USB, lalu pilih foldernya.", en="Plug in the stick, then choose its folder.")


class NoOffice(Problem):
    """Sending on a kit that does not know its office's address."""

    code = "T402"
    status = 409
    says = Words(
        id="Alamat Dinas belum diatur pada kit ini.", en="This kit does not know its office's address."
    )
    do = Words(
        id="Isi JEMPUT_PARENT_URL, atau ekspor ke USB.", en="Set JEMPUT_PARENT_URL, or export to a USB stick."
    )
