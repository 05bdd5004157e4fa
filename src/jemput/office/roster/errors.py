"""Numbered errors of the roster."""

from jemput.kernel.errors import Problem, Words


class NotNow(Problem):
    """A step that the record's state does not allow."""

    code = "O151"
    status = 409
    says = Words(id="Tidak bisa '{event}' saat '{state}'.", en="Cannot '{event}' while '{state}'.")
    do = Words(id="Muat ulang halaman.", en="Reload the page.")


class SameListTwice(Problem):
    """A list file that has been taken in before, byte for byte."""

    code = "O152"
    status = 409
    says = Words(
        id="Daftar {file} sudah pernah dimasukkan ({source}, {as_of}).",
        en="List {file} has been taken in before ({source}, {as_of}).",
    )
    do = Words(id="Buka impor itu, atau pilih berkas lain.", en="Open that import or choose another file.")


class AlreadyLinked(Problem):
    """A resident whom another name of the list means already."""

    code = "O153"
    status = 409
    says = Words(
        id="Penduduk ini sudah ditautkan ke baris {row} ({name}).",
        en="This resident is linked to row {row} ({name}) already.",
    )
    do = Words(id="Tandai nama ini sebagai kembar baris itu.", en="Mark this name as that row's double.")


class NoEvidence(Problem):
    """A finding without a word on how it is known."""

    code = "O154"
    says = Words(id="Temuan '{kind}' perlu keterangan.", en="Finding '{kind}' needs evidence.")
    do = Words(id="Tulis dari siapa atau dokumen apa.", en="Write who said so, or which document.")


class NotYourVillage(Problem):
    """A name of another village than the officer's own."""

    code = "O155"
    status = 403
    says = Words(id="Nama ini bukan dari desa Anda.", en="This name is not of your village.")
    do = Words(id="Hubungi Dinas bila ia kini warga Anda.", en="Tell the office if the person is yours now.")


class AlreadyOnList(Problem):
    """A candidate whom the list names already."""

    code = "O156"
    status = 409
    says = Words(id="{name} sudah ada di daftar.", en="{name} is on the list already.")
    do = Words(id="Cari namanya di Nama-nama.", en="Look for the name on the list.")


class TooYoung(Problem):
    """A candidate who is not yet of recording age."""

    code = "O157"
    says = Words(
        id="{name} belum 16 tahun dan belum kawin per {on}.",
        en="{name} is under 16 and unmarried as of {on}.",
    )
    do = Words(id="Usulkan setelah genap 16 tahun.", en="Propose after the 16th birthday.")


class NotLinked(Problem):
    """A step on the register for a name that nobody has linked to it."""

    code = "O158"
    status = 409
    says = Words(id="{name} belum ditautkan ke register.", en="{name} is not linked to the register.")
    do = Words(id="Tautkan dulu di antrean penautan.", en="Link it in the queue first.")


class DeedMissing(Problem):
    """A death or move that is filed without the deed the law asks for."""

    code = "O159"
    says = Words(
        id="Register hanya berubah dengan {deed}.", en="The register changes only on the strength of {deed}."
    )
    do = Words(id="Mintakan dokumennya, lalu catat nomornya.", en="Get the document and note its number.")


class EvidenceTooLarge(Problem):
    """A photo or document too large, or of a kind we do not keep."""

    code = "O160"
    says = Words(
        id="Lampiran harus foto (JPG, PNG) atau PDF, paling besar {limit} MB.",
        en="An attachment must be a photo (JPG, PNG) or PDF of at most {limit} MB.",
    )
    do = Words(id="Perkecil fotonya, lalu kirim lagi.", en="Make the photo smaller and send it again.")
