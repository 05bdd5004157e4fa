"""Numbered errors of the ledger."""

from jemput.kernel.errors import Problem, Words


class NotPossible(Problem):
    """An event that the record's present state does not allow."""

    code = "N201"
    status = 409
    says = Words(
        id="'{event}' tidak mungkin: {subject} sedang '{state}'.",
        en="'{event}' is not possible: {subject} is '{state}'.",
    )
    do = Words(
        id="Muat ulang halaman; orang lain mungkin sudah mengubahnya.",
        en="Reload; somebody may have changed it.",
    )


class ReasonNeeded(Problem):
    """A full NIK or a whole person's facts asked for without saying why."""

    code = "N202"
    says = Words(id="Tanpa alasan, NIK lengkap tidak dibuka.", en="Without a reason no full NIK is opened.")
    do = Words(
        id="Pilih alasan atau tulis paling sedikit {letters} huruf.",
        en="Choose a reason or write at least {letters} letters.",
    )


class TooManyReveals(Problem):
    """More full NIKs within an hour than one person's work needs."""

    code = "N203"
    status = 429
    says = Words(
        id="Anda sudah membuka {limit} NIK dalam satu jam ini.",
        en="You have opened {limit} NIKs within this hour.",
    )
    do = Words(
        id="Coba lagi pukul {at}. Untuk banyak orang, ekspor dengan alasan.",
        en="Try again at {at}. For many people, export with a reason.",
    )
