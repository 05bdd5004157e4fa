"""Forms of trips: campaigns, places, kits, crews, moves, presence, obstacles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jemput.node.accounts.models import User
from jemput.office.regions import queries as regions
from jemput.office.trips.actions.campaigns import CampaignForm as CampaignFacts
from jemput.office.trips.actions.places import PlaceForm as PlaceFacts
from jemput.office.trips.models import Campaign, Crew, Kit, Obstacle, Place, Trip
from jemput.office.trips.rules import CampaignMode, Origin, WeekendRule

WEEKDAYS = (
    (0, _("Senin")), (1, _("Selasa")), (2, _("Rabu")), (3, _("Kamis")), (4, _("Jumat")),
    (5, _("Sabtu")), (6, _("Minggu")),
)  # fmt: skip


def day_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    """The browser's own clock."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class DaysField(forms.CharField):
    """Several dates, one a line or separated by commas, as 2018-12-25."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> tuple[date, ...]:
        """The dates in order; raises ValidationError naming the first that is none."""
        found = []
        for text in str(super().clean(value) or "").replace(",", " ").split():
            day = parse_date(text) if len(text) == 10 else None
            if day is None:
                raise ValidationError(_("Tulis tanggal seperti 2018-12-25."))
            found.append(day)
        return tuple(sorted(found))


class CampaignForm(forms.Form):
    """A campaign: why, when, with whom, in which kecamatan."""

    name = forms.CharField(label=_("Nama"), max_length=120)
    first_day = forms.DateField(label=_("Hari pertama"), widget=day_input())
    deadline = forms.DateField(label=_("Tenggat"), widget=day_input())
    crews = forms.ModelMultipleChoiceField(
        Crew.objects.all(), label=_("Tim"), widget=forms.CheckboxSelectMultiple()
    )
    mode = forms.ChoiceField(
        label=_("Mode"), choices=Campaign.ModeChoice.choices,
        help_text=_("Rekam dan cetak butuh blangko, ribbon dan printer di lapangan."),
    )  # fmt: skip
    weekend = forms.ChoiceField(label=_("Hari keluar"), choices=Campaign.WeekendChoice.choices)
    holidays = DaysField(label=_("Hari libur"), required=False, help_text=_("Misalnya 2018-12-25."))
    origin = forms.ChoiceField(label=_("Asal"), choices=Campaign.OriginChoice.choices)
    order_reference = forms.CharField(label=_("Nomor surat perintah"), max_length=120, required=False)
    kecamatan = forms.MultipleChoiceField(
        label=_("Hanya kecamatan"), required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=_("Kosong berarti seluruh kabupaten."),
    )  # fmt: skip
    day_starts = forms.TimeField(label=_("Berangkat paling awal"), initial="07:00", widget=time_input())
    day_ends = forms.TimeField(label=_("Kembali paling lambat"), initial="18:00", widget=time_input())
    record_minutes = forms.FloatField(label=_("Menit per orang"), initial=15, min_value=1, max_value=120)
    home_visit_minutes = forms.FloatField(
        label=_("Menit per kunjungan rumah"), initial=35, min_value=1, max_value=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kecamatan"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(regions.kecamatan().values_list("code", "name"))

    def facts(self) -> tuple[CampaignFacts, list[Crew]]:
        """The campaign as the action takes it, and its crews."""
        told = {**self.cleaned_data}
        crews = list(told.pop("crews"))
        told["holidays"] = tuple(day.isoformat() for day in told["holidays"])
        told["kecamatan"] = tuple(told["kecamatan"])
        told["origin"], told["mode"] = Origin(told["origin"]), CampaignMode(told["mode"])
        told["weekend"] = WeekendRule(told["weekend"])
        return CampaignFacts(**told), crews


class PlaceForm(forms.Form):
    """A place: what it is, where, and what can be counted on there."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Place.Kind.choices)
    name = forms.CharField(label=_("Nama"), max_length=120)
    lat = forms.FloatField(label=_("Lintang"), required=False, min_value=-12, max_value=7)
    lng = forms.FloatField(label=_("Bujur"), required=False, min_value=94, max_value=142)
    has_power = forms.BooleanField(label=_("Ada listrik"), required=False, initial=True)
    has_network = forms.BooleanField(label=_("Ada jaringan"), required=False, initial=True)
    opens = forms.TimeField(label=_("Buka"), initial="08:30", widget=time_input())
    closes = forms.TimeField(label=pgettext_lazy("hours", "Tutup"), initial="16:00", widget=time_input())
    closed_weekdays = forms.TypedMultipleChoiceField(
        label=_("Hari tutup"), choices=WEEKDAYS, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    remote_minutes = forms.IntegerField(
        label=_("Tambahan menit tempuh"), initial=0, min_value=0, max_value=1440,
        help_text=_("Perahu atau jalan rusak, sekali jalan."),
    )  # fmt: skip
    officer_name = forms.CharField(label=_("Perangkat desa"), max_length=120, required=False)
    officer_phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def facts(self) -> PlaceFacts:
        """The place as the action takes it."""
        told = {**self.cleaned_data, "closed_weekdays": tuple(self.cleaned_data["closed_weekdays"])}
        return PlaceFacts(**told)


class NewPlaceForm(PlaceForm):
    """A new place, with the village it belongs to."""

    village = forms.ChoiceField(label=_("Desa/kelurahan"))
    field_order = ("village", "kind", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)
        villages = regions.villages().order_by("parent__name", "name")
        field.choices = [(v.code, f"{v.name} ({v.parent.name if v.parent else ''})") for v in villages]

    def facts(self) -> PlaceFacts:
        """The place without its village."""
        told = {**self.cleaned_data, "closed_weekdays": tuple(self.cleaned_data["closed_weekdays"])}
        told.pop("village")
        return PlaceFacts(**told)


class KitForm(forms.Form):
    """A kit and what it carries."""

    name = forms.CharField(label=_("Nama"), max_length=60)
    stations = forms.IntegerField(label=_("Alat rekam sejajar"), initial=1, min_value=1, max_value=50)
    has_printer = forms.BooleanField(label=_("Membawa printer kartu"), required=False)
    has_genset = forms.BooleanField(label=_("Membawa genset"), required=False)
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)


class CrewForm(forms.Form):
    """A crew: its kit, its people, its days off."""

    name = forms.CharField(label=_("Nama"), max_length=60)
    kit = forms.ModelChoiceField(Kit.objects.all(), label=_("Kit"))
    members = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True).exclude(role="village"), label=_("Petugas"), required=False,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    days_off = DaysField(label=_("Hari libur tim"), required=False, help_text=_("Misalnya 2018-12-25."))


class TripForm(forms.Form):
    """A trip by hand."""

    crew = forms.ModelChoiceField(Crew.objects.all(), label=_("Tim"))
    day = forms.DateField(label=_("Hari"), widget=day_input())
    places = forms.ModelMultipleChoiceField(
        Place.objects.filter(active=True).select_related("village"), label=_("Lokasi, menurut urutan nama")
    )


class TripChoice(forms.ModelChoiceField[Trip]):
    """Trips by number, day and crew."""

    def label_from_instance(self, obj: Trip) -> str:
        """How one trip reads in the choice."""
        return f"{obj.number} · {obj.day:%d-%m-%Y} · {obj.crew}"


class MoveForm(forms.Form):
    """Where a stop goes: another trip, or another place in the order."""

    to = TripChoice(Trip.objects.none(), label=_("Ke perjalanan"))
    position = forms.IntegerField(label=_("Urutan"), min_value=1, max_value=20, required=False)

    def __init__(self, *args: Any, trips: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, TripChoice)
        field.queryset = trips


class OfficerForm(forms.Form):
    """Whether the village officer is there."""

    present = forms.TypedChoiceField(
        label=_("Perangkat desa"), choices=((1, _("Hadir")), (0, _("Tidak hadir"))), coerce=lambda v: v == "1"
    )
    name = forms.CharField(label=_("Nama"), max_length=120, required=False)
    office = forms.CharField(label=_("Jabatan"), max_length=120, required=False)
    at = forms.DateTimeField(label=_("Pukul"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    cause = forms.CharField(label=_("Sebab tidak hadir"), max_length=300, required=False)


class ObstacleForm(forms.Form):
    """What stood in the way, from when until when."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Obstacle.Kind.choices)
    cause = forms.CharField(label=_("Sebab"), max_length=300)
    started_at = forms.DateTimeField(
        label=_("Mulai"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    ended_at = forms.DateTimeField(
        label=_("Selesai"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class LetInForm(forms.Form):
    """Which of our kits a machine is."""

    kit = forms.ModelChoiceField(
        Kit.objects.filter(peer_id__isnull=True), label=_("Perangkat ini adalah kit"),
        help_text=_("Cocokkan dahulu sidik kunci di atas dengan yang tampil di layar kit."),
    )  # fmt: skip
