"""What the pages of eligibility show: dates to choose, figures with their denominator, rows by region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import percent, short_date
from jemput.node.look.cells import moment
from jemput.node.look.parts import Figure
from jemput.node.look.tables import Column, Nothing, Table
from jemput.office.regions.models import Region
from jemput.office.residents.census import ARMED, CITIZEN, AsOf, Counts, register_source
from jemput.office.residents.models import PollingDay, Resident, ResidentQuerySet
from jemput.office.residents.pages import status_badge
from jemput.office.residents.rules import as_of_groups, card_bound


@dataclass(frozen=True)
class Preset:
    """One date that is asked for often."""

    label: str
    day: date
    chosen: bool


def presets(today: date, chosen: date) -> list[Preset]:
    """Today, the end of the year, and the polling days to come."""
    known = [(_("Hari ini"), today), (_("Akhir tahun"), date(today.year, 12, 31))]
    known += [(polling.name, polling.day) for polling in PollingDay.objects.filter(day__gte=today)]
    return [Preset(label, day, day == chosen) for label, day in known]


def asking(name: str, on: date, region: str = "", **more: str) -> str:
    """The address of one of these pages for a date and a region."""
    query = {"on": on.isoformat(), "region": region, **more}
    return f"{reverse(f'residents:{name}')}?{urlencode({k: v for k, v in query.items() if v})}"


def figures(counts: Counts, asked: AsOf, region: str) -> list[Figure]:
    """The figures of a region; each that names people leads to them."""
    on, today = asked.on, asked.today
    language = get_language() or "id"
    share = percent(counts.recorded, counts.must_have, language)
    day = short_date(on, language)
    return [
        Figure(_("Wajib KTP"), counts.must_have, _("penduduk hidup, per %(day)s") % {"day": day}),
        Figure(_("Sudah rekam"), counts.recorded, _("%(share)s dari wajib KTP") % {"share": share}, "good"),
        Figure(
            _("Belum rekam"), counts.unrecorded, _("dari wajib KTP"), "wait",
            asking("eligible-people", on, region, group="unrecorded"),
        ),
        Figure(
            _("Pemula"), counts.first_timers,
            _("berumur 17 sesudah hari ini, paling lambat %(day)s") % {"day": day},
            url=asking("eligible-people", on, region, group="first_timers"),
        ),
        Figure(
            _("Usia 16, boleh direkam"), counts.sixteen,
            _("per %(day)s; %(n)s sudah rekam")
            % {"day": short_date(today, language), "n": counts.sixteen_recorded},
            url=asking("eligible-people", on, region, group="sixteen"),
        ),
        Figure(_("KIA tanpa foto"), counts.kia_without_photo, _("0–4 tahun, hari ini")),
        Figure(_("KIA berfoto"), counts.kia_with_photo, _("5–16 tahun, belum kawin, hari ini")),
    ]  # fmt: skip


def voter_figures(counts: Counts, on: date) -> list[Figure]:
    """How many may vote on a day, and how many of them can show a card."""
    language = get_language() or "id"
    return [
        Figure(
            _("Pemilih potensial"), counts.voters,
            _("hidup, WNI, bukan TNI/Polri; 17 tahun atau pernah kawin per %(day)s")
            % {"day": short_date(on, language)},
        ),
        Figure(_("Pemula"), counts.first_timers, _("berumur 17 antara hari ini dan hari itu")),
        Figure(
            _("Wajib KTP belum rekam"), counts.unrecorded, _("dari wajib KTP, termasuk TNI/Polri"), "wait"
        ),
    ]  # fmt: skip


@dataclass(frozen=True)
class RegionLine:
    """One region with its counts."""

    pk: str
    name: str
    counts: Counts
    url: str
    export: str = ""


def lines(asked: AsOf, upper: Region, *, page: str) -> list[RegionLine]:
    """The regions directly inside one, each leading to its own page: villages to their people."""
    inside = Region.objects.filter(parent=upper).order_by("code")
    return [RegionLine(r.code, r.name, asked.inside(r.code), _page_of(r, asked.on, page)) for r in inside]


def _page_of(region: Region, on: date, page: str) -> str:
    if not region.is_village:
        return asking(page, on, region.code)
    if page == "voters":
        return asking("voter-names", on, region.code)
    return asking("eligible-people", on, region.code, group="unrecorded")


def lines_table(rows: list[RegionLine], title: str) -> Table[RegionLine]:
    """Wajib KTP by region."""
    language = get_language() or "id"
    return Table(
        title=title,
        columns=[
            Column("name", _("Wilayah"), sortable=True, link=lambda row: row.url),
            *_numbers(
                ("must_have", _("Wajib KTP")),
                ("recorded", _("Sudah rekam")),
                ("unrecorded", _("Belum rekam")),
            ),
            Column(
                "share", _("% rekam dari wajib KTP"), align="end",
                value=lambda row: percent(row.counts.recorded, row.counts.must_have, language),
            ),
            *_numbers(
                ("first_timers", _("Pemula")), ("sixteen", _("Usia 16")),
                ("kia_without_photo", _("KIA 0–4")), ("kia_with_photo", _("KIA 5–16")),
            ),
        ],
        rows=rows,
        per_page=400,
    )  # fmt: skip


def _numbers(*named: tuple[str, str]) -> list[Column[RegionLine]]:
    return [Column(key, label, kind="whole", sortable=True, value=_number(key)) for key, label in named]


def _number(key: str) -> Callable[[RegionLine], object]:
    return lambda row: getattr(row.counts, key)


def voters_table(rows: list[RegionLine], title: str) -> Table[RegionLine]:
    """Potential voters by region."""
    return Table(
        title=title,
        columns=[
            Column("name", _("Wilayah"), sortable=True, link=lambda row: row.url),
            *_numbers(
                ("voters", _("Pemilih potensial")),
                ("first_timers", _("Pemula")),
                ("unrecorded", _("Wajib KTP belum rekam")),
            ),
        ],
        rows=rows,
        per_page=400,
    )


def group_labels(on: date) -> dict[str, str]:
    """The groups whose people can be listed."""
    day = {"day": short_date(on, get_language() or "id")}
    return {
        "unrecorded": _("Wajib KTP belum rekam per %(day)s") % day,
        "first_timers": _("Pemula sampai %(day)s") % day,
        "sixteen": _("Usia 16 yang boleh direkam sekarang"),
    }


def people_of(group: str, *, on: date, today: date, region: str) -> ResidentQuerySet:
    """The people of one group, with the center's latest word."""
    living = Resident.objects.living().with_current_status().select_related("village__parent")
    here = living.inside(region) if region else living
    if group == "unrecorded":
        return here.must_have_card(on).unrecorded()
    bounds = next(each for each in as_of_groups(on=on, today=today) if each.name == group)
    return here.filter(marital=1, birth_date__gt=bounds.after, birth_date__lte=bounds.until)


def people_table(rows: ResidentQuerySet, title: str) -> Table[Resident]:
    """Names of one group; their numbers masked."""
    return Table(
        title=title,
        columns=[
            Column(
                "name", _("Nama"), sortable=True, link=lambda row: reverse("residents:one", args=[row.pk])
            ),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("turns_17", _("Berumur 17"), kind="date", value=lambda row: seventeenth(row.birth_date)),
            Column("village__name", _("Desa/kelurahan"), sortable="village"),
            Column("village__parent__name", _("Kecamatan")),
            Column("current_status", _("Status pusat"), value=status_badge),
        ],
        rows=rows,
        search_fields=("name", "nik__startswith"),
        search_label=_("Nama atau NIK"),
        order="birth_date",
        nothing=Nothing(_("Tidak ada orang di kelompok ini."), icon="circle-check"),
    )


def seventeenth(born: date) -> date:
    """The day on which somebody turns 17; 1 March for one born on 29 February, as in the kernel."""
    try:
        return born.replace(year=born.year + 17)
    except ValueError:
        return date(born.year + 17, 3, 1)


def voters(on: date, region: str) -> ResidentQuerySet:
    """Potential voters of a region as of a day: DP4's own rule."""
    living = Resident.objects.living().with_current_status().select_related("village__parent")
    able = living.must_have_card(on).filter(nationality=CITIZEN).exclude(occupation__in=ARMED)
    return able.inside(region) if region else able


def voter_names_table(rows: ResidentQuerySet, title: str, on: date) -> Table[Resident]:
    """Voters of one village."""
    bound = card_bound(on)
    return Table(
        title=title,
        columns=[
            Column(
                "name", _("Nama"), sortable=True, link=lambda row: reverse("residents:one", args=[row.pk])
            ),
            Column("nik", "NIK", kind="nik"),
            Column("get_sex_display", _("Kelamin"), sortable="sex"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column(
                "why", _("Syarat"),
                value=lambda row: _("17 tahun") if row.birth_date <= bound else _("pernah kawin"),
            ),
            Column("current_status", _("Status pusat"), value=status_badge),
        ],
        rows=rows,
        search_fields=("name", "nik__startswith"),
        search_label=_("Nama atau NIK"),
        order="name",
        exportable=False,
        nothing=Nothing(_("Tidak ada pemilih potensial di sini."), icon="users"),
    )  # fmt: skip


def sources(asked: AsOf) -> str:
    """Where the numbers come from, of which day, and when they were counted."""
    register, language = register_source(), get_language() or "id"
    told = (
        _("Sumber: register %(source)s per %(day)s.")
        % {"source": register.source, "day": short_date(register.as_of, language)}
        if register
        else _("Sumber: register kantor ini.")
    )
    if asked.counted_at is None:
        return f"{told} {_('Dihitung sekarang.')}"
    return f"{told} {_('Dihitung %(at)s.') % {'at': moment(asked.counted_at)}}"
