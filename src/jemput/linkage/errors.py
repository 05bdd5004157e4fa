"""Anticipated failures of linkage: lists and registers that cannot be told apart row by row."""

from __future__ import annotations

from jemput.kernel.errors import Problem, Words


class RowTwice(Problem):
    """Two list rows under one row_id: their links could not be told apart."""

    code = "L101"
    says = Words(id="Baris '{row_id}' tercantum dua kali.", en="The row '{row_id}' is listed twice.")
    do = Words(id="Beri setiap baris nomor sendiri.", en="Give every row a number of its own.")


class PersonTwice(Problem):
    """Two register entries under one person_id."""

    code = "L102"
    says = Words(
        id="Penduduk '{person_id}' tercantum dua kali di register.",
        en="The person '{person_id}' is in the register twice.",
    )
    do = Words(id="Periksa ekspor register.", en="Check the register's export.")


class ThresholdOutOfRange(Problem):
    """A threshold that is no share between 0 and 1."""

    code = "L103"
    says = Words(id="Ambang {field} = {value} bukan 0 sampai 1.", en="{field} = {value} is not 0 to 1.")
    do = Words(id="Isi angka antara 0 dan 1.", en="Give a number between 0 and 1.")


class ModelUnreadable(Problem):
    """A model file that is damaged, or of another kind."""

    code = "L104"
    says = Words(
        id="Model penautan {file} tidak terbaca: {reason}.",
        en="The linkage model {file} cannot be read: {reason}.",
    )
    do = Words(
        id="Pakai model bawaan, atau latih ulang.", en="Use the model that comes with it, or train anew."
    )
