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
