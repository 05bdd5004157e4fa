"""The form of a coverage statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.office.coverage.actions import StatementForm
from jemput.office.coverage.models import CoverageStatement


class CoverageClaimForm(forms.Form):
    """What somebody claims: a percentage alone, or the two counts behind it."""

    side = forms.ChoiceField(label=_("Menurut"), choices=CoverageStatement.Side.choices)
    subject = forms.ChoiceField(label=_("Tentang"), choices=CoverageStatement.Subject.choices)
    source = forms.CharField(label=_("Sumber"), max_length=200, help_text=_("Surat, aplikasi atau berita."))
    as_of = forms.DateField(label=_("Per tanggal"), widget=forms.DateInput(attrs={"type": "date"}))
    period = forms.CharField(label=_("Periode menurut sumber"), max_length=60, required=False)
    part = forms.IntegerField(label=_("Jumlah orang"), min_value=0, required=False)
    denominator = forms.IntegerField(label=_("Penyebut"), min_value=1, required=False)
    denominator_name = forms.CharField(
        label=_("Nama penyebut"), max_length=80, required=False, help_text=_("Misalnya wajib KTP.")
    )
    share = forms.DecimalField(
        label=_("Persen"), min_value=0, max_digits=6, decimal_places=2, required=False,
        help_text=_("Isi bila sumber hanya menyebut persen."),
    )  # fmt: skip
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def statement(self, region_code: str) -> StatementForm:
        """The statement as the action takes it."""
        told: dict[str, Any] = {**self.cleaned_data}
        return StatementForm(region_code=region_code, **told)
