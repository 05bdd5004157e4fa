"""Every component on one page, for those who build pages; only where JEMPUT_DEBUG is on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from jemput.kernel.statuses import NationalStatus
from jemput.node.look.charts import Band, Chart, Mark, Series
from jemput.node.look.errors import NotAPage
from jemput.node.look.parts import (
    Badge,
    Bar,
    Difference,
    Entry,
    Event,
    Figure,
    Layer,
    Sample,
    Standing,
    Step,
    Tab,
)
from jemput.node.look.tables import Column, Filter, Nothing, Table

_CHAIN = [
    Figure("Belum rekam", 13298, "daftar pusat 5 Jan", url="#"),
    Figure("Terjadwal", 9420, "71 desa, 38 hari", url="#"),
    Figure("Terekam", 6214, "oleh 5 kit", url="#"),
    Figure("Terkirim", 6101, "113 menunggu di 2 kit", "wait", "#"),
    Figure("Siap cetak", 5890, "38 adjudikasi, 21 rekam ulang", url="#"),
    Figure("Tercetak", 4032, "1.858 menunggu blangko", "wait", "#"),
    Figure("Diserahkan", 3655, "377 di desa", url="#"),
]
_MAP_SENTENCE = "Separuh yang belum rekam tinggal di empat kecamatan."
_KECAMATAN = [
    "Putussibau Selatan",
    "Kalis",
    "Silat Hilir",
    "Badau",
    "Silat Hulu",
    "Embaloh Hulu",
    "Batang Lupar",
]
_COUNTS = [1084, 912, 874, 520, 520, 420, 310]
_STEPS = ["Periksa status", "Biodata", "Empat jari kiri", "Empat jari kanan", "Dua ibu jari", "Iris", "Wajah",
          "Tanda tangan", "Tinjau & segel"]  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A made-up resident of the gallery's table."""

    pk: int
    name: str
    nik: str
    village: str
    born: date
    state: Badge
    cards: int


_STATES = (Badge("Siap cetak", "good"), Badge("Menunggu blangko", "wait"), Badge("Belum rekam", "muted"),
           Badge("Gagal dikirim", "danger"), Badge("Terjadwal"))  # fmt: skip
_NAMES = (
    "Siti Aminah",
    "Yohanes Jabu",
    "Maria Lusia",
    "Ahmad Fauzi",
    "Petrus Ngalung",
    "Nur Halimah",
    "Wayan Suarta",
)
_PEOPLE = [
    Shown(
        pk=i,
        name=_NAMES[i % 7] + ("" if i < 7 else f" {i}"),
        nik=f"610615{(i % 28) + 1:02d}0{i % 9 + 1}62{i + 1:04d}",
        village=("Miau Merah", "Sentabai", "Kalis Hulu")[i % 3],
        born=date(1962, 1, 1) + timedelta(days=97 * i),
        state=_STATES[i % 5],
        cards=i * 37 % 1500,
    )
    for i in range(137)
]
_TABLE: Table[Shown] = Table(
    title="Belum rekam",
    columns=[
        Column("name", "Nama", sortable=True, link=lambda row: f"#orang-{row.pk}"),
        Column("nik", "NIK", kind="nik"),
        Column("village", "Desa", sortable=True),
        Column("born", "Lahir", kind="date", sortable=True),
        Column("state", "Keadaan"),
        Column("cards", "Kartu", kind="whole", sortable=True),
    ],
    rows=_PEOPLE,
    search_fields=("name", "nik", "village"),
    search_label="Cari nama, NIK, atau desa",
    filters=[Filter("village", "Desa", [(v, v) for v in ("Miau Merah", "Sentabai", "Kalis Hulu")])],
    order="name",
    per_page=12,
    select="resident",
)


class ExampleForm(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Nama lengkap", help_text="Seperti di kartu keluarga.")
    nik = forms.CharField(label="NIK", max_length=16)
    village = forms.ChoiceField(label="Desa", choices=[("1", "Miau Merah"), ("2", "Sentabai")])
    sex = forms.ChoiceField(
        label="Jenis kelamin", choices=[("L", "Laki-laki"), ("P", "Perempuan")], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Catatan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Untuk petugas desa.",
    )
    present = forms.BooleanField(label="Perangkat desa hadir", required=False)


def _fan() -> Chart:
    start, today, days = date(2018, 10, 1), 40, 92
    done: list[float | int | None] = [round(72 * i + 60 * math.sin(i / 3)) for i in range(today)]
    last = done[-1] or 0

    def ahead(pace: float) -> list[float | int | None]:
        past: list[float | int | None] = [None] * (today - 1)
        return past + [min(13298, round(last + pace * i)) for i in range(days - today + 1)]

    return Chart(
        sentence=mark_safe(
            'Peluang selesai sebelum 31 Desember: <span class="tone-good">82 %</span>. '
            'Yang menahan: <span class="tone-wait">blangko</span>, habis 19 November.'
        ),
        note="Tambah 3.300 blangko → 94 %. Tambah satu printer → tetap 82 %.",
        kind="fan",
        x_label="Tanggal",
        x=[start + timedelta(days=i) for i in range(days)],
        series=[Series("Terekam", done + [None] * (days - today))],
        bands=[Band("80 % simulasi", ahead(150), ahead(240)), Band("50 % simulasi", ahead(175), ahead(215))],
        marks=[
            Mark("13.298 belum rekam", y=13298),
            Mark("31 Des", x=date(2018, 12, 31), tone="danger"),
        ],
    )


def _balance() -> Chart:
    days = [date(2018, 11, 1) + timedelta(days=i) for i in range(20)]
    return Chart(
        sentence="Blangko di kantor turun 480 sehari dan habis 19 November.",
        kind="stacked",
        x=days,
        x_label="Tanggal",
        series=[
            Series("Kantor", [max(0, 4000 - 220 * i) for i in range(20)]),
            Series("Dalam perjalanan", [0 if i < 8 else 1500 for i in range(20)], tone="wait"),
        ],
        unit="blangko",
    )


def _crews() -> Chart:
    rows = [Series(f"Regu {c}", [(i * c * 7) % 5 * 30 for i in range(14)]) for c in range(1, 5)]
    days = [date(2018, 11, 5) + timedelta(days=i) for i in range(14)]
    return Chart(sentence="Regu 4 kosong dua hari pekan ini.", kind="heat", x=days, series=rows, unit="orang")


def _steps() -> list[Step]:
    return [
        Step(label, "done" if i < 3 else "current" if i == 3 else "open", "#" if i < 3 else "")
        for i, label in enumerate(_STEPS)
    ]


def _samples() -> list[Sample]:
    return [
        Sample("Telunjuk", 86, "baik", "good"),
        Sample("Tengah", 91, "baik", "good"),
        Sample("Manis", 78, "baik", "good"),
        Sample("Kelingking", 34, "terlalu kering", "wait"),
    ]


def _office() -> dict[str, Any]:
    form = ExampleForm({"name": "Siti Aminah", "nik": "", "village": "1", "sex": "P"})
    return {
        "title": "Galeri",
        "chain": _CHAIN,
        "fan": _fan(),
        "balance": _balance(),
        "crews": _crews(),
        "layer": Layer("/look/regions.json", "unrecorded", _MAP_SENTENCE, unit="orang"),
        "bars": [Bar(n, c, "#") for n, c in zip(_KECAMATAN, _COUNTS, strict=True)],
        "supplies": [
            Entry("Blangko", "10.000 dari 15.000 diajukan", note="4.000 Pontianak · 6.000 Jakarta"),
            Entry("Tinta", "12.000 cetak", note="cukup sampai 2 Des"),
            Entry("Printer", "3 dari 4", note="1 rusak sejak 4 Okt"),
            Entry("Kit", "kit 3 belum kirim 2 hari", "#", tone="wait"),
        ],
        "steps": _steps()[:6],
        "tabs": [Tab("Nama-nama", "#", True, 2000), Tab("Perlu dilihat", "#", count=37), Tab("Impor", "#")],
        "events": _events(),
        "rows": _differences(),
        "statuses": list(NationalStatus)[::3],
        "form": form,
        "nothing": Nothing(
            "Belum ada daftar.", "Unggah daftar nama dari pusat.", "upload", "Unggah daftar", "#"
        ),
        "source_day": date(2018, 1, 5),
        "samples": _samples(),
    }


def _events() -> list[Event]:
    day = datetime(2018, 2, 26, 14, 5)  # noqa: DTZ001
    return [
        Event(day, "PRINT_READY_RECORD", "Tunggal di antara 155.769.", "pusat", "good"),
        Event(day - timedelta(hours=3), "ADJUDICATE_RECORD", "Mirip dengan satu rekaman.", "pusat", "wait"),
        Event(day - timedelta(days=1), "Paket diterima kantor", "Lewat USB.", "Kit 3"),
    ]


def _differences() -> list[Difference]:
    return [
        Difference("Nama", "Siti Aminah", "Sitti Aminah"),
        Difference("Tempat, tanggal lahir", "Miau Merah, 12-03-1962", "Miau Merah, 12-03-1962"),
        Difference("Jari yang cocok", "8 dari 10", "8 dari 10", same=True),
        Difference("Direkam", "26 Feb 2018 di Kit 3", "3 Mar 2018 di Kit 1", same=False, note="5 hari"),
    ]


@login_not_required
def office(request: HttpRequest) -> HttpResponse:
    """The office's and the center's components."""
    _only_when_building()
    return _TABLE.respond(request, "look/gallery.html", _office())


@login_not_required
def kit(request: HttpRequest) -> HttpResponse:
    """One step at the kit."""
    _only_when_building()
    standing = Standing(
        "Desa Miau Merah, Silat Hilir · Senin 26 Februari", False, 12, 64, False, "Wayan (operator)"
    )
    context = {
        "title": "Empat jari tangan kanan",
        "steps": _steps(),
        "samples": _samples(),
        "standing": standing,
    }
    return render(request, "look/gallery_kit.html", context)


@login_not_required
def regions(request: HttpRequest) -> JsonResponse:
    """Made-up regions: hexagons side by side."""
    _only_when_building()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [_hexagon(i % 6, i // 6)]},
            "properties": {
                "name": f"Kecamatan {i + 1}",
                "unrecorded": i * i * 3 if i != 5 else None,
                "url": f"#{i}",
            },
        }
        for i in range(24)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _hexagon(column: int, row: int) -> list[list[float]]:
    x, y = 112 + column * 0.173 + (row % 2) * 0.0865, 1 - row * 0.15
    corners = [(x + 0.1 * math.sin(k * math.pi / 3), y + 0.1 * math.cos(k * math.pi / 3)) for k in range(7)]
    return [[round(a, 5), round(b, 5)] for a, b in corners]


def _only_when_building() -> None:
    if not settings.DEBUG:
        raise NotAPage()
