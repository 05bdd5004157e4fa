"""Forms of residents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReactivationForm(forms.Form):
    """Why somebody is made active again without a recording of ours, and on which document."""

    reason = forms.CharField(
        label=_("Sebab"), max_length=200, help_text=_("Misalnya: sudah rekam di kota lain.")
    )
    document = forms.CharField(label=_("Nomor dokumen"), max_length=120)
    document_date = forms.DateField(
        label=_("Tanggal dokumen"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
