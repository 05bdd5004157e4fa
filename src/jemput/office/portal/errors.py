"""Numbered errors of the village portal."""

from jemput.kernel.errors import Problem, Words


class NoVillage(Problem):
    """An account without a village of its own."""

    code = "O171"
    status = 403
    says = Words(id="Akun ini belum punya desa.", en="This account has no village yet.")
    do = Words(id="Minta Dinas mengisi desanya.", en="Ask the office to set its village.")


class AnswerUnclear(Problem):
    """An answer whose form cannot be read."""

    code = "O172"
    says = Words(id="Jawaban tidak terbaca: {reason}.", en="The answer cannot be read: {reason}.")
    do = Words(id="Isi lagi, lalu kirim.", en="Fill it in again and send it.")
