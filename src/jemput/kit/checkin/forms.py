"""Forms of check-in: find somebody, add a walk-in, log the officer and obstacles."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jemput.kernel.errors import Problem
from jemput.kernel.nik import FamilyCardNumber, Nik, Sex
from jemput.kit.checkin.actions import PersonFacts
from jemput.kit.checkin.models import MODES, Obstacle, Stop

Number = TypeVar("Number", bound=str)

_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class WalkInForm(forms.Form):
    """Biodata of somebody who is on no list."""

    nik = forms.CharField(label=_("NIK"), max_length=24, widget=forms.TextInput(attrs=_DIGITS))
    name = forms.CharField(label=_("Nama lengkap"), min_length=2, max_length=100)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        choices=((Sex.MALE.value, _("Laki-laki")), (Sex.FEMALE.value, _("Perempuan"))),
    )
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=100)
    birth_date = forms.DateField(label=_("Tanggal lahir"), widget=forms.DateInput(attrs={"type": "date"}))
    ever_married = forms.BooleanField(label=_("Sudah atau pernah kawin"), required=False)
    family_card = forms.CharField(
        label=_("Nomor KK"), max_length=24, required=False, widget=forms.TextInput(attrs=_DIGITS)
    )
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    stop = forms.ModelChoiceField(label=_("Tempat"), queryset=Stop.objects.none(), empty_label=None)
    mode = forms.ChoiceField(label=_("Cara"), choices=MODES, initial="collective")
    group = forms.CharField(label=_("Kelas"), max_length=40, required=False)

    def __init__(self, *args: Any, stops: list[Stop], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stop"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Stop.objects.filter(id__in=[stop.id for stop in stops])

    def clean_nik(self) -> Nik:
        """The NIK by the kernel's rules, its own sentence as the error."""
        return _by_kernel(Nik, self.cleaned_data["nik"])

    def clean_family_card(self) -> str:
        """The family card number, or nothing."""
        text = self.cleaned_data["family_card"]
        return _by_kernel(FamilyCardNumber, text) if text else ""

    def clean_name(self) -> str:
        """Names are kept as cards print them."""
        return " ".join(self.cleaned_data["name"].split()).upper()

    def facts(self) -> PersonFacts:
        """What was entered, as the action takes it."""
        data = self.cleaned_data
        stop: Stop = data["stop"]
        return PersonFacts(
            nik=data["nik"],
            name=data["name"],
            sex=Sex(data["sex"]),
            birth_place=data["birth_place"].strip().upper(),
            birth_date=data["birth_date"],
            ever_married=data["ever_married"],
            family_card=data["family_card"],
            address=data["address"].strip().upper(),
            village_code=stop.village_code,
            village_name=stop.village_name,
            mode=data["mode"],
            group=" ".join(data["group"].split()).upper(),
        )

    def doubts(self) -> list[str]:
        """Warnings about the NIK; they never refuse anybody."""
        data = self.cleaned_data
        stop: Stop = data["stop"]
        kabupaten = settings.JEMPUT.kabupaten or stop.village_code[:5]
        found = data["nik"].doubts(
            birth_date=data["birth_date"], sex=Sex(data["sex"]), kabupaten_digits=kabupaten.replace(".", "")
        )
        return [doubt.value for doubt in found]


def _by_kernel(kind: type[Number], text: str) -> Number:
    try:
        return kind(text)
    except Problem as problem:
        raise forms.ValidationError(problem.text(get_language() or "id")) from problem


class OfficerForm(forms.Form):
    """Was the village officer there?"""

    state = forms.ChoiceField(choices=(("arrived", ""), ("absent", "")))
    name = forms.CharField(label=_("Nama petugas desa"), max_length=120, required=False)
    reason = forms.CharField(label=_("Sebab tidak datang"), max_length=300, required=False)

    def answer(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        data = self.cleaned_data
        return {"arrived": data["state"] == "arrived", "name": data["name"], "reason": data["reason"]}


class ObstacleForm(forms.Form):
    """What held the work up, from when to when, on the day it is noted."""

    kind = forms.ChoiceField(label=_("Kendala"), choices=Obstacle.Kind.choices)
    started = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}))
    ended = forms.TimeField(
        label=pgettext_lazy("time", "Selesai"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    note = forms.CharField(label=_("Keterangan"), max_length=300, required=False)

    def answer(self, at: datetime) -> dict[str, Any]:
        """What was entered, as the action takes it; clock times are of the day of `at`."""
        data = self.cleaned_data
        ended = data["ended"]
        return {
            "kind": data["kind"],
            "started_at": _on_day_of(at, data["started"]),
            "ended_at": _on_day_of(at, ended) if ended else None,
            "note": data["note"],
        }


def _on_day_of(at: datetime, clock: time) -> datetime:
    return timezone.localtime(at).replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


class PositionForm(forms.Form):
    """Where the browser says that it is."""

    lat = forms.FloatField(min_value=-90, max_value=90)
    lng = forms.FloatField(min_value=-180, max_value=180)
    accuracy_meters = forms.FloatField(min_value=0, max_value=1e7)
