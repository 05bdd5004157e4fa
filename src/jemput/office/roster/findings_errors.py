"""Numbered errors of findings that go back to the ministry, and of answers that came too late."""

from jemput.kernel.errors import Problem, Words


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
