"""Everything that can be wrong with a packet, a key, a signature or a sealed part, by number."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words

_SEND_AGAIN = Words(
    id="Jangan dipakai; minta pengirim mengirim ulang.", en="Do not use it; ask the sender to send it again."
)
_CALL_OFFICE = Words(
    id="Hubungi pengelola sistem di Dinas.", en="Call whoever runs the system at the office."
)


class BadText(Problem):
    """A text that is not the base64url, base45 or JSON it should be."""

    code = "P101"
    says = Words(
        id="Tulisan {what} rusak atau bukan {what}.", en="The text of {what} is broken or not {what} at all."
    )
    do = _SEND_AGAIN


class BadRecord(Problem):
    """A record whose fields are missing, unknown, or of the wrong kind."""

    code = "P102"
    says = Words(
        id="{what}: isian '{field}' salah ({reason}).", en="{what}: field '{field}' is wrong ({reason})."
    )
    do = _SEND_AGAIN


class TooLarge(Problem):
    """Something bigger than its bound; refused before it is read."""

    code = "P103"
    status = 413
    says = Words(id="{what} melebihi batas {limit} byte.", en="{what} is over the limit of {limit} bytes.")
    do = _SEND_AGAIN


class BadKey(Problem):
    """A key file or key text that cannot be a key."""

    code = "P110"
    says = Words(id="Kunci {what} tidak dapat dibaca.", en="The key {what} cannot be read.")
    do = Words(id="Pulihkan kunci dari cadangan.", en="Restore the key from its backup.")


class KeyExposed(Problem):
    """A private key file that others on the machine may read."""

    code = "P111"
    says = Words(
        id="Berkas kunci {path} dapat dibaca orang lain.", en="Key file {path} can be read by others."
    )
    do = Words(id="Batasi izinnya: chmod 600.", en="Restrict its permissions: chmod 600.")


class BadSignature(Problem):
    """A signature that the named key never made over these bytes."""

    code = "P112"
    status = 403
    says = Words(id="Tanda tangan {what} tidak cocok.", en="The signature of {what} does not match.")
    do = _SEND_AGAIN


class UnknownKey(Problem):
    """Something signed with, or sealed to, a key that is not the one at hand."""

    code = "P113"
    status = 403
    says = Words(id="{what} memakai kunci lain: {key_id}.", en="{what} uses another key: {key_id}.")
    do = _CALL_OFFICE


class BadJws(Problem):
    """A device's JWS that is malformed, uses another algorithm, or was changed."""

    code = "P120"
    says = Words(id="Jawaban alat tidak sah: {reason}.", en="The device's answer is not valid: {reason}.")
    do = Words(id="Ulangi perekaman; periksa alat.", en="Capture again; check the device.")


class UntrustedDevice(Problem):
    """A device whose certificate no trusted certificate vouches for, or that is out of date."""

    code = "P121"
    status = 403
    says = Words(id="Sertifikat alat tidak dipercaya: {reason}.", en="The device is not trusted: {reason}.")
    do = Words(id="Daftarkan alat di Dinas.", en="Have the device registered by the office.")


class NotSealedToKey(Problem):
    """A sealed part opened with the key of somebody it was not sealed to."""

    code = "P130"
    status = 403
    says = Words(
        id="Bagian ini tidak disegel untuk kunci {key_id}.", en="This part is not sealed to key {key_id}."
    )
    do = _CALL_OFFICE


class NotOpened(Problem):
    """A sealed box that was changed, or opened in another context than it was sealed in."""

    code = "P131"
    says = Words(id="Segel rusak: isinya pernah diubah.", en="The seal is broken: the content was changed.")
    do = _SEND_AGAIN


class NotAPacket(Problem):
    """A file that does not begin like a packet."""

    code = "P140"
    says = Words(
        id="Berkas ini bukan paket Jemput versi 1.", en="This file is not a Jemput packet version 1."
    )
    do = Words(id="Pilih berkas lain.", en="Choose another file.")


class PacketCut(Problem):
    """A packet that ends before its manifest says it should."""

    code = "P141"
    says = Words(id="Berkas paket terpotong.", en="The packet file is cut short.")
    do = _SEND_AGAIN


class PacketTooLong(Problem):
    """A packet with bytes behind its end."""

    code = "P142"
    says = Words(id="Ada isi tambahan di belakang paket.", en="There is something behind the packet's end.")
    do = _SEND_AGAIN


class PartDamaged(Problem):
    """A sealed part whose bytes are not those that the kit signed."""

    code = "P143"
    says = Words(id="Bagian '{part}' dari paket rusak.", en="The packet's part '{part}' is damaged.")
    do = _SEND_AGAIN


class BlobDamaged(Problem):
    """A blob whose content is not the one that the manifest names."""

    code = "P144"
    says = Words(
        id="Isi '{name}' di bagian '{part}' rusak.", en="The content '{name}' in part '{part}' is damaged."
    )
    do = _SEND_AGAIN


class ClockDiffers(Problem):
    """A genuine request whose time is too far from the receiver's: a wrong clock, or an old copy."""

    code = "P150"
    status = 401
    says = Words(
        id="Jam pengirim ({theirs}) dan penerima ({ours}) terlalu berbeda.",
        en="The sender's clock ({theirs}) and the receiver's ({ours}) differ too much.",
    )
    do = Words(id="Betulkan jam perangkat.", en="Set the device's clock right.")


class WrongPassphrase(Problem):
    """No slot of the vault opens with what was typed."""

    code = "P160"
    status = 403
    says = Words(id="Kata sandi salah.", en="The passphrase is wrong.")
    do = Words(
        id="Coba lagi. Bila Anda lupa, buka dengan kata sandi kit (kosongkan nama pengguna).",
        en="Try again. If you forgot yours, open with the kit's passphrase (leave the user name empty).",
    )


class WeakPassphrase(Problem):
    """A new passphrase that is too short to protect a stolen laptop."""

    code = "P161"
    says = Words(
        id="Kata sandi kit minimal {least} huruf.", en="The kit's passphrase needs at least {least} letters."
    )
    do = Words(
        id="Pakai empat kata yang mudah diingat, misalnya 'perahu kuning hujan pagi'.",
        en="Use four words that are easy to remember.",
    )


class VaultDamaged(Problem):
    """A vault file that is missing, unreadable, or in the way of a new one."""

    code = "P162"
    status = 500
    says = Words(id="Berkas kunci {path} rusak atau hilang.", en="The key file {path} is damaged or missing.")
    do = Words(
        id="Paket yang sudah disegel tidak hilang: salin folder kit ke kantor dan pulihkan di sana.",
        en="Sealed packets are not lost: copy the kit's folder to the office and recover them there.",
    )


class StillLocked(Problem):
    """A program that needs its keys was started without a passphrase."""

    code = "P163"
    status = 403
    says = Words(id="Kit ini terkunci.", en="This kit is locked.")
    do = Words(
        id="Jalankan `jemput kit serve` dan buka kit di peramban.",
        en="Run `jemput kit serve` and open the kit in the browser.",
    )
