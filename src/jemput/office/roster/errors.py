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


class TwoPeopleNeeded(Problem):
    """One clerk alone calls two rows with different NIKs one person."""

    code = "O340"
    status = 409
    says = Words(
        id="NIK kedua baris ini berbeda; menyatukannya perlu dua petugas.",
        en="The two rows have different NIKs; merging them takes two clerks.",
    )
    do = Words(
        id="Usulkan dengan sebabnya; petugas lain yang mengesahkan.",
        en="Propose it with the reason; another clerk confirms.",
    )


class OwnProposal(Problem):
    """Somebody judges the own proposal, or withdraws another's."""

    code = "O341"
    status = 403
    says = Words(
        id="Usulan disahkan atau ditolak petugas lain, dan hanya ditarik pengusulnya ({proposer}).",
        en="Another clerk judges a proposal; only its proposer ({proposer}) withdraws it.",
    )
    do = Words(id="Minta petugas lain memeriksanya.", en="Ask another clerk to look at it.")


class ProposalJudged(Problem):
    """A proposal that no longer waits."""

    code = "O342"
    status = 409
    says = Words(id="Usulan ini sudah diputus.", en="This proposal has been judged already.")
    do = Words(id="Muat ulang daftar usulan.", en="Reload the list of proposals.")


class ReasonMissing(Problem):
    """A merge or a new threshold without a reason that somebody else could judge."""

    code = "O343"
    says = Words(id="Sebabnya belum ditulis.", en="The reason is missing.")
    do = Words(id="Tulis sebabnya dalam beberapa kata.", en="Give the reason in a few words.")


class NothingToUndo(Problem):
    """Undo where none of the clerk's decisions of today can be taken back."""

    code = "O344"
    status = 409
    says = Words(
        id="Tidak ada keputusan Anda hari ini yang bisa dibatalkan.",
        en="None of your decisions of today can be undone.",
    )
    do = Words(id="Buka lagi dari halaman namanya.", en="Reopen it from the name's own page.")


class ThresholdsCrossed(Problem):
    """Thresholds out of order, or out of 0 to 100 %."""

    code = "O345"
    says = Words(
        id="Ambang harus urut: tanya ≤ mungkin ≤ pasti, antara 0 % dan 100 %, pasti paling sedikit 50 %.",
        en="Thresholds must rise: ask ≤ likely ≤ sure, within 0 % and 100 %, sure at least 50 %.",
    )
    do = Words(id="Perbaiki angkanya.", en="Put the numbers right.")


class NotComparable(Problem):
    """A list that cannot be compared: the same one, or one whose rows were not kept."""

    code = "O322"
    status = 409
    says = Words(id="Daftar {list} tidak bisa dibandingkan.", en="List {list} cannot be compared.")
    do = Words(
        id="Pilih dua daftar berbeda yang sudah masuk.", en="Choose two different lists that were taken in."
    )


class NotItsRejects(Problem):
    """A sheet of mended rows that is not of this list."""

    code = "O323"
    says = Words(
        id="Berkas {file} bukan daftar perbaikan untuk impor ini.",
        en="File {file} does not hold this import's rejected rows.",
    )
    do = Words(
        id="Unduh dulu baris yang ditolak, perbaiki di berkas itu, lalu unggah.",
        en="Download the rejected rows, mend them in that file, and upload it.",
    )


class NothingToReturn(Problem):
    """A letter without a single name."""

    code = "O360"
    status = 409
    says = Words(
        id="Tidak ada temuan diterima yang belum dikembalikan.",
        en="No accepted finding waits to be returned.",
    )
    do = Words(id="Terima dulu temuan desa.", en="Accept findings of the villages first.")


class LetterIncomplete(Problem):
    """A letter signed by nobody, or sent by no way."""

    code = "O361"
    says = Words(
        id="Penanda tangan dan cara kirim harus ditulis.",
        en="Write who signed the letter and how it was sent.",
    )
    do = Words(id="Isi, lalu simpan lagi.", en="Fill it in and save again.")


class AnsweredMeanwhile(Problem):
    """An answer given far from the line, whose name somebody else has answered meanwhile."""

    code = "O362"
    status = 409
    says = Words(
        id="{name} sudah dijawab '{kind}' oleh {by} pada {at}; jawaban ini tidak menimpanya.",
        en="{name} was answered '{kind}' by {by} on {at} meanwhile; this answer does not replace it.",
    )
    do = Words(id="Buka namanya dan putuskan mana yang benar.", en="Open the name and decide which is right.")
