"""What can go wrong while inventing people and prints."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class NoVillages(Problem):
    """A register was asked for without a single village to live in."""

    code = "S101"
    says = Words(
        id="Tidak ada desa berbobot untuk ditinggali penduduk buatan.",
        en="There is no village with a weight for generated residents to live in.",
    )
    do = Words(
        id="Impor wilayah dahulu, atau beri bobot di atas nol.",
        en="Import the regions first, or give a weight above zero.",
    )


class BadShare(Problem):
    """A rate outside 0 to 1, or rates of one cell that add up to more than everything."""

    code = "S102"
    says = Words(
        id="Angka peluang '{name}' = {value} tidak mungkin.",
        en="The rate '{name}' = {value} is impossible.",
    )
    do = Words(
        id="Pakai angka 0 sampai 1, jumlah satu kolom paling banyak 1.",
        en="Use 0 to 1, and at most 1 in total for one column.",
    )


class TooFewUnrecorded(Problem):
    """The register holds fewer adults than the list should name."""

    code = "S103"
    says = Words(
        id="Daftar {wanted} nama tidak dapat dibuat dari {found} orang dewasa.",
        en="A list of {wanted} names cannot be made from {found} adults.",
    )
    do = Words(
        id="Perbesar register atau perpendek daftar.",
        en="Make the register larger or the list shorter.",
    )


class BadCondition(Problem):
    """A capture condition outside its range."""

    code = "S104"
    says = Words(
        id="Kondisi '{name}' = {value} di luar {low} sampai {high}.",
        en="The condition '{name}' = {value} is outside {low} to {high}.",
    )
    do = Words(id="Perbaiki nilainya.", en="Correct the value.")
