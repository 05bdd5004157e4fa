"""Numbered errors of the stock."""

from jemput.kernel.errors import Problem, Words


class NotEnough(Problem):
    """A movement would leave a place below zero."""

    code = "O601"
    status = 409
    says = Words(
        id="Di {place} hanya ada {there} {item}, diminta {wanted}.",
        en="{place} holds only {there} {item}, {wanted} were asked for.",
    )
    do = Words(
        id="Hitung ulang atau catat kiriman yang belum dicatat.", en="Count again, or book what has arrived."
    )


class SerialTaken(Problem):
    """A serial number that is already booked somewhere."""

    code = "O602"
    status = 409
    says = Words(
        id="Nomor seri {serial} sudah tercatat di {place}.",
        en="Serial {serial} is already booked at {place}.",
    )
    do = Words(id="Periksa nomor pertama pada dus.", en="Check the first number on the box.")


class SerialNotThere(Problem):
    """Numbered pieces that are not at the place they should leave from."""

    code = "O603"
    status = 409
    says = Words(
        id="{missing} dari nomor seri {first} dan seterusnya tidak ada di {place}.",
        en="{missing} of the serials from {first} on are not at {place}.",
    )
    do = Words(id="Periksa nomor seri pada dus.", en="Check the serials on the box.")


class BadSerial(Problem):
    """A first serial without digits at its end."""

    code = "O604"
    says = Words(id="Nomor seri '{serial}' harus berakhir angka.", en="Serial '{serial}' must end in digits.")
    do = Words(id="Salin seperti pada dus, misalnya A0001001.", en="Copy it as printed, e.g. A0001001.")


class BadQuantity(Problem):
    """A movement of nothing, or from a place to itself."""

    code = "O605"
    says = Words(
        id="Jumlah harus lebih dari nol dan tempatnya berbeda.",
        en="The quantity must be above zero and the places must differ.",
    )
    do = Words(id="Perbaiki isian.", en="Correct the form.")
