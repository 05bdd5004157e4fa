"""The door's page, in both languages: a form for the passphrase, or for making the first one."""

from __future__ import annotations

import html
from pathlib import Path
from string import Template

from jemput.kernel.errors import Words

FILES = Path(__file__).parent / "page_files"

HEADING = Words(id="Buka kit", en="Open the kit")
HEADING_NEW = Words(id="Buat kata sandi kit", en="Make the kit's passphrase")
LEAD = Words(
    id="Isi laptop ini terenkripsi. Buka dengan nama dan kata sandi Anda. "
    "Belum pernah masuk di sini? Kosongkan nama dan pakai kata sandi kit.",
    en="This laptop's content is encrypted. Open it with your name and password. "
    "Never signed in here? Leave the name empty and use the kit's passphrase.",
)
LEAD_NEW = Words(
    id="Tanpa kata sandi ini isi laptop tidak dapat dibaca siapa pun. Simpan salinannya di brankas Dinas.",
    en="Without it nobody can read what is on this laptop. Keep a copy in the office's safe.",
)
NAME = Words(id="Nama pengguna", en="User name")
PASSWORD = Words(id="Kata sandi", en="Password")
PASSPHRASE = Words(id="Kata sandi kit (minimal 12 huruf)", en="The kit's passphrase (12 letters or more)")
AGAIN = Words(id="Sekali lagi", en="Once more")
DIFFERENT = Words(id="Kedua isian tidak sama. Ketik lagi.", en="The two differ. Type them again.")
BUTTON = Words(id="Buka", en="Open")
OPENING = Words(id="Membuka kit … beberapa detik.", en="Opening the kit … a few seconds.")

OPEN_FIELDS = (("username", NAME), ("password", PASSWORD))
NEW_FIELDS = (("password", PASSPHRASE), ("again", AGAIN))


def door_page(*, is_new: bool, language: str, problem: str, kit: str) -> str:
    """The whole page as HTML; `problem` is shown where something was wrong."""
    words = {
        "language": "en" if language.startswith("en") else "id",
        "heading": (HEADING_NEW if is_new else HEADING).text(language),
        "lead": (LEAD_NEW if is_new else LEAD).text(language),
        "fields": "".join(
            _field(name, label.text(language), first=name == "password")
            for name, label in (NEW_FIELDS if is_new else OPEN_FIELDS)
        ),
        "button": BUTTON.text(language),
        "opening": OPENING.text(language),
        "problem": html.escape(problem),
        "problem_hidden": "" if problem else " hidden",
        "kit": html.escape(kit),
    }
    return Template((FILES / "door.html").read_text("utf-8")).substitute(words)


def _field(name: str, label: str, *, first: bool) -> str:
    kind = "text" if name == "username" else "password"
    complete = {"username": "username", "password": "current-password"}.get(name, "new-password")
    focus = " autofocus" if first else ""
    how = f'type="{kind}" autocomplete="{complete}"{focus}'
    entry = f'<input class="form-control" id="{name}" name="{name}" {how}>'
    return f'<div><label class="form-label" for="{name}">{html.escape(label)}</label>{entry}</div>'
