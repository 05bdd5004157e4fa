"""Components: what they draw, and that they draw nothing that was not meant."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from jemput.node.look.charts import Band, Chart, Mark, Series
from jemput.node.look.parts import Bar, Difference, Entry, Figure, Standing, Step
from jemput.node.look.tables import Nothing
from tests.conftest import ROOT

RISKY = "<script>alert(1)</script>"
LOOK = ROOT / "src/jemput/node/look"


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% card text %}{{ text }}{% endcard %}",
        "{% notice text %}{{ text }}{% endnotice %}",
        "{% badge text %}",
        "{% empty text text button=text url='#' %}",
        "{% progress 1 2 text note=text %}",
        "{% confirm text url='#' question=text does=text name='x' reason=text %}",
        "{% chain figures %}",
        "{% definitions entries %}",
        "{% bar_list bars %}",
        "{% stepper steps %}{% step_list steps %}",
        "{% rate 1 2 denominator=text source=text label=text %}",
    ],
)
def test_no_component_lets_text_become_markup(source: str) -> None:
    html = draw(
        source,
        text=RISKY,
        figures=[Figure(RISKY, 1, RISKY)],
        entries=[Entry(RISKY, RISKY, note=RISKY)],
        bars=[Bar(RISKY, 1, note=RISKY)],
        steps=[Step(RISKY, note=RISKY)],
    )
    assert RISKY not in html and "&lt;script&gt;" in html


def test_a_rate_names_its_denominator_source_and_date() -> None:
    html = draw(
        '{% rate 155769 169067 denominator="wajib KTP" source="Pusat" on=day %}', day=date(2018, 1, 5)
    )
    assert "92,13 %" in html and "155.769 dari 169.067 wajib KTP" in html and "Pusat, 5 Jan 2018" in html


def test_a_stated_rate_shows_what_others_said() -> None:
    html = draw('{% rate None None stated="97 %" denominator="tidak dinyatakan" source="Lokal" %}')
    assert "97 %" in html and "tidak dinyatakan" in html


def test_bars_are_shares_of_the_greatest_without_a_style_attribute() -> None:
    html = draw("{% bar_list bars %}", bars=[Bar("Kalis", 912), Bar("Badau", 456), Bar("Suhaid", 0)])
    assert 'width="100.0%"' in html and 'width="50.0%"' in html and 'width="0.0%"' in html
    assert "style=" not in html


def test_progress_asks_again_until_it_is_done() -> None:
    assert 'hx-trigger="every 2s"' in draw("{% progress 3 9 'Cocokkan' url='/more/' %}")
    assert "hx-get" not in draw("{% progress 9 9 'Cocokkan' url='/more/' %}")


def test_a_comparison_counts_and_marks_what_differs() -> None:
    rows = [
        Difference("Nama", "Siti", "Sitti"),
        Difference("Lahir", 1, 1),
        Difference("Jari", 8, 9, same=True),
    ]
    html = draw("{% compare 'Kiri' 'Kanan' rows %}", rows=rows)
    assert "1 beda" in html and html.count('class="differs"') == 1


def test_the_kit_warns_of_no_network_and_a_low_battery() -> None:
    standing = Standing("Miau Merah", online=False, unsent=12, battery_percent=18)
    html = draw("{% kit_status standing %}", standing=standing)
    assert "Tanpa jaringan" in html and "12 paket menunggu" in html and "tone-danger" in html


@pytest.mark.parametrize(("percent", "icon"), [(0, "battery"), (59, "battery-2"), (100, "battery-4")])
def test_the_battery_icon_follows_the_charge(percent: int, icon: str) -> None:
    assert Standing(battery_percent=percent).battery_icon == icon
    assert Standing(battery_percent=percent, charging=True).battery_icon == "battery-charging"


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(30), 10).page(2)
    html = draw("{% pagination page %}", page=page, request=RequestFactory().get("/?q=siti"))
    assert 'href="?q=siti&amp;page=1"' in html and 'href="?q=siti&amp;page=3"' in html


def test_an_empty_place_says_how_to_begin() -> None:
    html = draw("{% empty nothing %}", nothing=Nothing("Belum ada.", "Unggah.", "upload", "Unggah", "/up/"))
    assert 'href="/up/"' in html and "icons.svg#upload" in html


class NameForm(forms.Form):
    name = forms.CharField(label="Nama", help_text="Seperti di KK.")
    sex = forms.ChoiceField(label="JK", choices=[("L", "L"), ("P", "P")], widget=forms.RadioSelect)
    note = forms.CharField(label="Catatan", required=False)


def test_a_field_ties_its_label_help_and_error_together() -> None:
    html = draw("{% fields form %}", form=NameForm({}))
    assert '<label class="form-label" for="id_name">' in html and 'aria-invalid="true"' in html
    for part in ("id_name_helptext", "id_name_error"):
        assert f'id="{part}"' in html and part in html.partition('aria-describedby="')[2]
    assert "boleh kosong" in html.partition("Catatan")[2]


def fan() -> Chart:
    return Chart(
        sentence="Naik.",
        x=[date(2018, 11, 1), date(2018, 11, 2)],
        series=[Series("Terekam", [1298, None])],
        bands=[Band("80 %", [None, 1300], [None, 1500.5])],
        marks=[Mark("Tenggat", x=date(2018, 11, 2))],
        x_label="Hari",
    )


def test_the_table_behind_a_chart_holds_the_same_figures() -> None:
    chart = fan()
    assert chart.columns == ["Hari", "Terekam", "80 % ↓", "80 % ↑"]
    assert chart.rows == [["1 Nov 2018", "1.298", "–", "–"], ["2 Nov 2018", "–", "1.300", "1.500,5"]]


def test_a_chart_gives_the_browser_words_and_short_ticks() -> None:
    drawing = fan().drawing()
    assert drawing["ticks"] == ["1 Nov", "2 Nov"] and drawing["marks"][0]["x"] == "2 Nov 2018"
    assert 'id="picture-drawing" type="application/json"' in draw("{% chart c 'picture' %}", c=fan())


def test_every_icon_named_anywhere_is_in_the_sprite() -> None:
    sprite = (LOOK / "static/look/vendor/icons.svg").read_text()
    for name in _icons_named(LOOK.parents[1]):
        assert f'id="{name}"' in sprite, name


def _icons_named(source: Path) -> set[str]:
    named = re.compile(r"""\{% icon ["']([a-z0-9-]+)["']|icon=["']([a-z0-9-]+)["']""")
    pages = [path.read_text() for path in source.rglob("*.html")]
    return {first or second for page in pages for first, second in named.findall(page)}
