"""Numbered errors of accounts."""

from jemput.kernel.errors import Problem, Words


class NotYours(Problem):
    """The signed-in person's role does not include what was asked."""

    code = "N101"
    status = 403
    says = Words(id="Peran Anda tidak mencakup halaman ini.", en="Your role does not include this page.")
    do = Words(id="Minta kepada Kepala Dinas bila perlu.", en="Ask the head of the office if you need it.")


class UnknownRole(Problem):
    """A role code that this program does not have."""

    code = "N102"
    says = Words(id="Peran '{role}' tidak dikenal.", en="Role '{role}' is unknown.")
    do = Words(id="Pilih salah satu: {known}.", en="Choose one of: {known}.")


class LockedOut(Problem):
    """Too many wrong passwords."""

    code = "N103"
    status = 429
    says = Words(id="Terlalu banyak kata sandi salah.", en="Too many wrong passwords.")
    do = Words(id="Tunggu 15 menit, lalu coba lagi.", en="Wait 15 minutes, then try again.")
