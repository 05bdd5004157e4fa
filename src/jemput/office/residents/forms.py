"""Forms of residents."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class BlockForm(forms.Form):
    """Which cut-off date a deactivation looks at."""

    cut_off = forms.DateField(
        label=_("Tanggal batas"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def chosen(self, otherwise: date) -> date:
        """The date asked for, else another."""
        return self.cleaned_data["cut_off"] if self.is_valid() else otherwise


class ReasonForm(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(label=_("Sebab"), max_length=200)

    def words(self) -> str:
        """The reason given, empty where there was none."""
        return self.cleaned_data["reason"] if self.is_valid() else ""
