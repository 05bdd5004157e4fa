"""Numbered errors of adjudication."""

from jemput.kernel.errors import Problem, Words


class NoteMissing(Problem):
    """A decision without its reason."""

    code = "C301"
    says = Words(id="Alasan keputusan belum ditulis.", en="The reason of the decision is missing.")
    do = Words(id="Tulis satu kalimat: apa yang Anda lihat.", en="Write one sentence: what you saw.")
