"""Forms of eligibility: a date, a polling day, a list of voters to hand out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

FARTHEST_YEARS = 30
DAY = {"type": "date"}


def chosen_day(told: Mapping[str, str], otherwise: date) -> date:
    """The date asked for as `on`, else another; a date no register can speak of counts as none."""
    try:
        day = date.fromisoformat(told.get("on", ""))
    except ValueError:
        return otherwise
    return day if abs(day.year - otherwise.year) <= FARTHEST_YEARS else otherwise


class PollingDayForm(forms.Form):
    """A polling day with the name of its election."""

    name = forms.CharField(label=_("Pemilihan"), max_length=80, help_text=_("Misalnya: Pilkada 2029."))
    day = forms.DateField(
        label=_("Hari pemungutan suara"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )


class VotersForm(forms.Form):
    """Which voters to hand out, masked or in full, and why."""

    on = forms.DateField(widget=forms.HiddenInput)
    region = forms.CharField(widget=forms.HiddenInput)
    full = forms.BooleanField(
        label=_("NIK dan nomor KK lengkap"),
        required=False,
        help_text=_("Tanpa centang, nomor disamarkan. Siapa mengambil apa selalu dicatat."),
    )
    reason = forms.CharField(
        label=_("Untuk apa"), max_length=200, required=False, help_text=_("Misalnya: surat KPU nomor 12.")
    )
