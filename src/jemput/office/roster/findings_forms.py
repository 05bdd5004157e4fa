"""Forms of the letters that return names: who signed, how it was sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = {"type": "date"}


class SignForm(forms.Form):
    """Who signed a letter, and when."""

    signer = forms.CharField(label=_("Penanda tangan"), max_length=120)
    signed_on = forms.DateField(
        label=_("Tanggal tanda tangan"), widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY)
    )


class SendForm(forms.Form):
    """How a letter went to the ministry, and when."""

    by_way_of = forms.CharField(
        label=_("Dikirim lewat"), max_length=200, help_text=_("Misalnya: surat nomor 470/112, atau surel.")
    )
    sent_on = forms.DateField(label=_("Tanggal kirim"), widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY))
