"""What an English reader sees: every word in English, and no Indonesian left on any program's pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src/jemput"
PROGRAMS = ("office", "kit", "center")

INDONESIAN = frozenset(
    re.findall(
        r"\w+",
        """
        ada antrean atau baris baru belum berkas blangko buka cari catat cetak daftar dan dari dengan desa
        dicetak direkam diterima halaman hari hasil ini itu jaringan jenis kantor kartu keadaan kendala
        kirim lahir lihat lokasi masuk menunggu muncul nama nomor orang paket penduduk perekaman perjalanan
        pilih pusat rekam rekaman ruang rusak sebab sejak selesai semua setelah siap simpan singgahan stok
        sudah sumber tambah tanggal tempat temuan tenggat terekam tidak tim tutup untuk usulan waktu yang
        """,
    )
)
"""Words on nearly every page in Indonesian that an English page has no use for."""

SAME_IN_BOTH = frozenset({"Jemput", "NIK", "RT", "RW", "kB", "ID", "EN", "Enter", "Esc"})
"""What a template may say unmarked: names, keys, and what both languages write alike."""

NAMES_OF_LANGUAGES = frozenset({"Bahasa Indonesia", "English"})
"""Each language's own name, the same for every reader."""

GALLERIES = frozenset({"gallery.html", "gallery_kit.html"})
"""The look's samples: shown to builders, in Indonesian."""


def test_every_word_has_its_english_compiled_and_up_to_date() -> None:
    command = [sys.executable, "tools/translations.py", "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_gettext_goes_by_the_names_the_collector_knows() -> None:
    line = re.compile(r"^from django\.utils\.translation import .*", re.MULTILINE)
    strange = [
        f"{path.relative_to(SOURCE)}: {imported}"
        for path in SOURCE.rglob("*.py")
        for imported in line.findall(path.read_text("utf-8"))
        if " as " in imported and not re.search(r" import gettext(_lazy)? as _$", imported)
    ]
    assert not strange, strange


def bare_words(template: str) -> list[str]:
    """What a template says outside of every tag, variable and comment, but for what may stand unmarked."""
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", " ", template, flags=re.DOTALL)
    text = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{% block (body_class|theme_follows) %\}.*?\{% endblock %\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    read_aloud = set(re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*)"', text)) - NAMES_OF_LANGUAGES
    text = re.sub(r"<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
    found = re.findall(r"(?<![/\w])[A-Za-z]{2,}", " ".join([text, *sorted(read_aloud)]))
    return [word for word in found if word not in SAME_IN_BOTH]


def test_no_template_says_a_word_that_is_not_marked() -> None:
    paths = [p for p in SOURCE.rglob("templates/**/*.html") if p.name not in GALLERIES]
    assert len(paths) > 40
    bare = {
        path.relative_to(SOURCE).as_posix(): words
        for path in paths
        if (words := bare_words(path.read_text("utf-8")))
    }
    assert not bare, bare


@pytest.fixture(scope="module")
def english_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Every page of each program that needs no further word in its address, as an English reader sees it."""
    folder = tmp_path_factory.mktemp("english")
    running = {
        program: subprocess.Popen(
            [sys.executable, "-m", "tests.house.test_english", program],
            cwd=ROOT,
            env={**os.environ, "JEMPUT_DATA": str(folder / program)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for program in PROGRAMS
    }
    return {program: json.loads(process.communicate()[0]) for program, process in running.items()}


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_page_in_english_keeps_an_indonesian_word(
    program: str, english_pages: dict[str, dict[str, str]]
) -> None:
    pages = english_pages[program]
    assert len(pages) >= 6, sorted(pages)
    kept = {}
    for address, text in pages.items():
        words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)} & INDONESIAN
        if words:
            kept[address] = sorted(words)
    assert not kept, kept


class _Seen(HTMLParser):
    """Collects what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        told = dict(attrs)
        if told.get("lang") or told.get("hreflang"):
            return
        self.text += [told[name] or "" for name in ("aria-label", "placeholder", "alt") if name in told]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def visible(html: str) -> str:
    """The words of a page."""
    seen = _Seen()
    seen.feed(html)
    return " ".join(" ".join(seen.text).split())


def walk(program: str) -> dict[str, str]:
    """Visit the program as somebody who may do everything, in English; the words of each page by address."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"jemput.{program}.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.shortcuts import resolve_url
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    _lay_out_tables()
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    sign_in = {"sign-in": _words(client, resolve_url(settings.LOGIN_URL))}
    client.force_login(_reader())
    if program == "office":
        _furnish_office()
    return sign_in | {address: words for address in _addresses() if (words := _words(client, address))}


def _lay_out_tables() -> None:
    """Tables made straight from the models: this test is about words, not about migrations."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    connection.creation.create_test_db(verbosity=0, serialize=False)


def _reader() -> Any:
    """A person who may do everything."""
    from jemput.kernel.errors import Words
    from jemput.node.accounts.models import User
    from jemput.node.accounts.roles import Role, roles

    words = Words(id="Reader", en="Reader")
    roles()["reader"] = Role("reader", words, words, frozenset({"*"}))
    return User.objects.create(
        username="reader", role="reader", full_name="Reader", region_code="15.04.03.2019"
    )


def _furnish_office() -> None:
    """Villages, and the items and places of the stock: most pages of the office ask for them."""
    from django.utils import timezone

    from jemput.office.stock.actions import lay_out
    from tests.integration.office.outing import make_regions

    make_regions()
    lay_out(by="reader", at=timezone.now())


def _addresses() -> Iterator[str]:
    """Every address of the program with nothing to fill in."""
    from django.urls import URLPattern, get_resolver

    def below(patterns: list[Any], start: str) -> Iterator[str]:
        for pattern in patterns:
            route = start + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route
            else:
                yield from below(pattern.url_patterns, route)

    for route in below(get_resolver().url_patterns, "/"):
        if not re.search(r"[<^(]|gallery|sign-out", route):
            yield route


def _words(client: Any, address: str) -> str:
    """What the page shows; nothing where there is no page to read."""
    answer = client.get(address)
    is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
    return visible(answer.content.decode()) if is_page else ""


if __name__ == "__main__":
    print(json.dumps(walk(sys.argv[1])))
