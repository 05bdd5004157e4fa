"""Forms of privacy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jemput.kernel.errors import Problem
from jemput.kernel.nik import Nik
from jemput.node.accounts.models import User
from jemput.office.privacy.actions.requests import Asked
from jemput.office.privacy.models import Incident, PersonRequest
from jemput.office.privacy.rules import TERMS
from jemput.office.trips.models import Kit

NUMBER = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "24"}


def moment_input() -> forms.DateTimeInput:
    """The browser's own calendar and clock."""
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class NikField(forms.CharField):
    """A NIK as people type it; says why where it is none."""

    widget = forms.TextInput(attrs=NUMBER)

    def clean(self, value: Any) -> Nik | None:
        """A NIK, nothing where none is required, or why it is none."""
        text = super().clean(value)
        try:
            return Nik(text) if text else None
        except Problem as problem:
            raise forms.ValidationError(problem.text(get_language() or "id")) from problem


class FindForm(forms.Form):
    """Whose trail to show."""

    nik = NikField(label="NIK")


class RequestForm(forms.Form):
    """What a resident asks, and what was seen of who it is."""

    kind = forms.ChoiceField(
        label=_("Yang diminta"),
        choices=PersonRequest.Kind.choices,
        widget=forms.RadioSelect,
        initial="access",
    )
    nik = NikField(label=_("NIK orang yang datanya diminta"))
    asked_by = forms.CharField(label=_("Nama pemohon"), max_length=120)
    standing = forms.ChoiceField(
        label=_("Pemohon adalah"),
        choices=PersonRequest.Standing.choices,
        widget=forms.RadioSelect,
        initial="self",
    )
    proof = forms.ChoiceField(label=_("Bukti yang dilihat"), choices=PersonRequest.Proof.choices)
    proof_note = forms.CharField(label=_("Keterangan bukti"), max_length=200, required=False)
    contact = forms.CharField(label=_("Telepon atau alamat untuk jawaban"), max_length=120, required=False)
    asked_at = forms.DateTimeField(
        label=_("Diminta pada"), widget=moment_input(), help_text=_("72 jam dihitung dari sini.")
    )
    wish = forms.CharField(
        label=_("Yang harus diperbaiki, atau keberatannya"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_asked_at(self) -> datetime:
        """Nobody asked in the future."""
        asked: datetime = self.cleaned_data["asked_at"]
        if asked > timezone.now():
            raise forms.ValidationError(_("Waktunya belum tiba."))
        return asked

    def clean(self) -> dict[str, Any]:
        """A stand-in shows a letter; a correction or objection says what."""
        told = super().clean() or self.cleaned_data
        if told.get("standing") == "proxy" and told.get("proof") != "letter":
            self.add_error("proof", _("Kuasa menunjukkan surat kuasa."))
        if told.get("kind") != "access" and not told.get("wish", "").strip():
            self.add_error("wish", _("Tulis apa yang diminta."))
        return told

    def asked(self) -> Asked:
        """What was filled in."""
        return Asked(**{key: value for key, value in self.cleaned_data.items() if key != "asked_at"})


class DeliverForm(forms.Form):
    """Who got the answer, and how."""

    to = forms.CharField(label=_("Diserahkan kepada"), max_length=120)
    how = forms.CharField(label=_("Dengan cara"), max_length=120, initial=_("langsung di loket"))


class IncidentForm(forms.Form):
    """What is known of an incident."""

    title = forms.CharField(label=_("Judul singkat"), max_length=160)
    discovered_at = forms.DateTimeField(
        label=_("Diketahui pada"), widget=moment_input(), help_text=_("72 jam dihitung dari sini.")
    )
    happened_at = forms.DateTimeField(label=_("Terjadi pada"), widget=moment_input(), required=False)
    what = forms.CharField(label=_("Uraian kejadian"), widget=forms.Textarea(attrs={"rows": 3}))
    kinds = forms.MultipleChoiceField(
        label=_("Data yang terungkap"), choices=Incident.Data.choices, widget=forms.CheckboxSelectMultiple
    )
    cause = forms.CharField(label=_("Sebab"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    measures = forms.CharField(
        label=_("Penanganan"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kit = forms.ModelChoiceField(label="Kit", queryset=Kit.objects.all(), required=False)

    def told(self) -> dict[str, Any]:
        """What was filled in, by the incident's own names."""
        named = {"kinds": "data"}
        return {named.get(key, key): value for key, value in self.cleaned_data.items()}


def account_choices() -> list[tuple[str, str]]:
    """Everybody who has an account here, by name."""
    people = User.objects.order_by("full_name")
    return [(user.username, f"{user.shown_name} ({user.role_label})") for user in people]


class TrailPeopleForm(forms.Form):
    """Whose readings affect an incident's people."""

    user = forms.ChoiceField(label=_("Akun"), choices=account_choices)
    since = forms.DateTimeField(label=_("Sejak"), widget=moment_input())
    until = forms.DateTimeField(label=_("Sampai"), widget=moment_input())


class TermForm(forms.Form):
    """A new term and why."""

    days = forms.IntegerField(label=_("Disimpan (hari)"), min_value=1)
    because = forms.CharField(label=_("Alasan perubahan"), max_length=300)


class HoldForm(forms.Form):
    """What must stay for now, and why."""

    key = forms.ChoiceField(label=_("Jenis data"), required=False, choices=lambda: [
        ("", _("semua tentang satu orang (isi NIK)")),
        *((key, term.label.text(get_language() or "id")) for key, term in TERMS.items()),
    ])  # fmt: skip
    nik = NikField(label="NIK", required=False)
    because = forms.CharField(label=_("Alasan (nomor perkara atau surat)"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or self.cleaned_data
        if not told.get("key") and not told.get("nik"):
            self.add_error("nik", _("Pilih jenis data atau isi NIK."))
        return told
