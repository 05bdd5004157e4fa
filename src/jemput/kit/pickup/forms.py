"""What is asked when a card changes hands."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.kit.pickup.models import Proof, Reason


class HandOverForm(forms.Form):
    """Who takes the card, and how the receiver was known."""

    proof = forms.ChoiceField(label=_("Bukti"), choices=Proof.choices)
    receiver = forms.CharField(
        label=_("Nama penerima"),
        max_length=120,
        required=False,
        help_text=_("Kosongkan bila pemilik kartu sendiri."),
    )
    note = forms.CharField(
        label=_("Dokumen yang ditunjukkan"),
        max_length=200,
        required=False,
        help_text=_("Misalnya: kartu keluarga, atau surat kuasa bermeterai. Tidak perlu bila jari cocok."),
    )


class SendBackForm(forms.Form):
    """Why a card goes back to the office."""

    reason = forms.ChoiceField(label=_("Alasan"), choices=Reason.choices)
    note = forms.CharField(label=_("Catatan"), max_length=200, required=False)
