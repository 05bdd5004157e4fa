"""Numbered errors of coverage."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class ClaimWithoutSource(Problem):
    """A claimed figure that nobody could check: no source."""

    code = "O701"
    says = Words(id="Angka ini tidak menyebut sumbernya.", en="This figure names no source.")
    do = Words(
        id="Isi dari mana angkanya dan per tanggal berapa.", en="Say where it is from and as of which date."
    )


class ClaimWithoutFigure(Problem):
    """A claim with neither a count nor a percentage."""

    code = "O702"
    says = Words(
        id="Pernyataan ini tidak memuat jumlah maupun persen.",
        en="This claim has no count and no percentage.",
    )
    do = Words(id="Isi jumlah terekam, atau persennya.", en="Fill in the number recorded, or the percentage.")


class NoDenominator(Problem):
    """A comparison against a claim whose denominator nobody knows."""

    code = "O703"
    says = Words(
        id="Pembanding dari {source} tidak menyebut penyebutnya.",
        en="The reference from {source} names no denominator.",
    )
    do = Words(id="Pilih pembanding yang lengkap.", en="Choose a complete reference.")


class UnknownRegionOfClaim(Problem):
    """A claim about a region that this office does not have."""

    code = "O704"
    says = Words(id="Wilayah '{code}' tidak ada di kantor ini.", en="Region '{code}' is not in this office.")
    do = Words(id="Periksa kode wilayahnya.", en="Check the region code.")


class SameCounterListTwice(Problem):
    """A list of one side that was taken in before, byte for byte."""

    code = "O420"
    status = 409
    says = Words(id="Berkas {file} sudah pernah dimasukkan.", en="File {file} was taken in before.")
    do = Words(id="Tidak perlu apa-apa.", en="Nothing to do.")
