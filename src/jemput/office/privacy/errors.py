"""Numbered errors of privacy."""

from jemput.kernel.errors import Problem, Words


class NobodyFound(Problem):
    """A NIK of whom no room of the office holds anything."""

    code = "O430"
    status = 404
    says = Words(
        id="Kantor ini tidak menyimpan apa pun tentang NIK {nik}.",
        en="This office holds nothing about NIK {nik}.",
    )
    do = Words(
        id="Periksa nomornya pada dokumen asli. Bila benar, jawab permintaannya dengan itu.",
        en="Check it on the original paper. If it is right, that is the answer.",
    )


class NoProof(Problem):
    """A request without a word on who stands there."""

    code = "O431"
    says = Words(
        id="Belum ada bukti diri pemohon atau hubungannya.", en="There is no proof of who asks, or for whom."
    )
    do = Words(
        id="Lihat KTP-el atau KK; bila diwakili, juga surat kuasa, lalu catat.",
        en="See the card or family card, and the authority where somebody stands in, and note it.",
    )


class NothingMade(Problem):
    """A copy asked for that does not exist: not made yet, or deleted after its term."""

    code = "O432"
    status = 404
    says = Words(
        id="Salinan untuk {number} belum dibuat atau sudah dihapus menurut masa simpan.",
        en="The copy for {number} is not made yet, or was deleted after its term.",
    )
    do = Words(id="Buat salinannya dari halaman permintaan.", en="Make it on the page of the request.")


class BadTerm(Problem):
    """A term outside of what the law and the office's own trail allow."""

    code = "O433"
    says = Words(
        id="{days} hari tidak boleh: antara {shortest} dan {longest} hari.",
        en="{days} days will not do: between {shortest} and {longest} days.",
    )
    do = Words(id="Pilih masa simpan di antaranya.", en="Choose a term between them.")


class Unexplained(Problem):
    """A decision of weight without a reason."""

    code = "O434"
    says = Words(id="Alasan belum ditulis.", en="There is no reason.")
    do = Words(id="Tulis mengapa, lalu simpan lagi.", en="Write why, then save again.")


class NobodyAffected(Problem):
    """Letters to people asked for while nobody is on the incident's list."""

    code = "O435"
    status = 409
    says = Words(
        id="Belum ada orang pada daftar yang terdampak insiden {number}.",
        en="Nobody is on the list of those whom incident {number} affects.",
    )
    do = Words(
        id="Ambil dari kit atau jejak akses. Bila memang tidak ada orang, beri tahu lembaga saja.",
        en="Take them from the kit or the access trail. If there really is nobody, tell the authority only.",
    )


class StillHeld(Problem):
    """A hold lifted twice."""

    code = "O436"
    status = 409
    says = Words(id="Penahanan ini sudah dicabut.", en="This hold is lifted already.")
    do = Words(id="Muat ulang halaman.", en="Reload the page.")
