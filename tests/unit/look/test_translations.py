"""The tool that collects and checks English, and that the look's own is whole."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from tools import translations
from tools.translations import Words

from tests.conftest import ROOT

TEMPLATE = """{% translate "Halo" %}{% translate 'Baik' context "mutu" %}{% card _("Judul") %}
{{ x|default:_("satu") }}
{% blocktranslate count n=n trimmed %}{{ n }} paket
  menunggu{% plural %}{{ n }} paket{% endblocktranslate %}{# {% translate "tidak" %} #}"""
CODE = """
LABEL = gettext_lazy("Nama")
text = _("Diserahkan kepada " "%(name)s.") % {"name": name}
more = ngettext("satu", "banyak", n) + pgettext("mutu", "Baik") + other("bukan") + gettext(variable)
"""


def test_templates_give_up_every_text() -> None:
    assert set(translations.in_template(TEMPLATE)) == {
        Words("", "Halo"),
        Words("mutu", "Baik"),
        Words("", "Judul"),
        Words("", "satu"),
        Words("", "%(n)s paket menunggu", "%(n)s paket"),
    }


def test_code_gives_up_every_text() -> None:
    assert set(translations.in_python(CODE)) == {
        Words("", "Nama"),
        Words("", "Diserahkan kepada %(name)s."),
        Words("", "satu", "banyak"),
        Words("mutu", "Baik"),
    }


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "views.py").write_text('_("Siap")\n_("%(n)s kartu")\n')
    translations.extract(tmp_path)
    return tmp_path


def say(app: Path, **english: str) -> None:
    book = polib.pofile(str(app / translations.PO))
    for entry in book:
        entry.msgstr = english.get("ready" if entry.msgid == "Siap" else "cards", "")
    book.save(str(app / translations.PO))


def test_missing_english_is_named(app: Path) -> None:
    say(app, ready="Ready")
    translations.compile_app(app)
    assert translations.check(app) == ["no English: '%(n)s kartu'"]


def test_other_placeholders_are_named(app: Path) -> None:
    say(app, ready="Ready", cards="%(m)s cards")
    translations.compile_app(app)
    assert translations.check(app) == ["other placeholders: '%(n)s kartu'"]


def test_an_old_compiled_file_is_named(app: Path) -> None:
    say(app, ready="Ready", cards="%(n)s cards")
    translations.compile_app(app)
    assert translations.check(app) == []
    say(app, ready="Prepared", cards="%(n)s cards")
    assert translations.check(app) == ["the .mo is not made from the .po: run compile"]


def test_extracting_again_keeps_english_and_drops_what_is_no_longer_said(app: Path) -> None:
    say(app, ready="Ready", cards="%(n)s cards")
    (app / "views.py").write_text('_("Siap")\n_("Baru")\n')
    translations.extract(app)
    assert [(entry.msgid, entry.msgstr) for entry in translations.catalogue(app)] == [
        ("Baru", ""),
        ("Siap", "Ready"),
    ]


def test_the_look_says_everything_in_english() -> None:
    assert translations.check(ROOT / "src/jemput/node/look") == []
