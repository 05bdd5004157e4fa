"""Numbered errors of intake."""

from jemput.kernel.errors import Problem, Words


class SampleMissing(Problem):
    """A sample that the facts promise and the packet does not hold."""

    code = "C101"
    says = Words(id="Sampel {name} tidak ada di dalam paket.", en="Sample {name} is not in the packet.")
    do = Words(id="Rekam ulang orang ini.", en="Record this person again.")


class FactsMissing(Problem):
    """A packet whose facts part holds no facts."""

    code = "C102"
    says = Words(id="Paket tidak memuat data perekaman.", en="The packet holds no facts of the encounter.")
    do = Words(
        id="Kirim ulang dari kit; bila tetap, rekam ulang.", en="Send it again from the kit, or record again."
    )
