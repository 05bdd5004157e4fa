"""Forms of the handover."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.office.delivery.rules import Receiver, ReturnReason

PROOFS = (
    (Receiver.SELF_FINGER, _("sendiri, sidik jari cocok")),
    (Receiver.SELF_DOCUMENT, _("sendiri, dengan dokumen")),
    (Receiver.RELATIVE_LETTER, _("keluarga, dengan surat kuasa")),
)
REASONS = (
    (ReturnReason.NOT_MET, _("tidak bertemu")),
    (ReturnReason.MOVED, _("sudah pindah")),
    (ReturnReason.DEAD, _("meninggal")),
)


class PackForm(forms.Form):
    """Who carries the consignments."""

    courier = forms.CharField(max_length=120, label=_("Kurir"), initial=_("dijemput petugas desa"))


class ReceiveForm(forms.Form):
    """The village's receipt."""

    receiver = forms.CharField(max_length=120, required=False, label=_("Nama penerima (kasi pemerintahan)"))


class HandOverForm(forms.Form):
    """Into whose hand a card goes."""

    receiver = forms.CharField(max_length=120, required=False, label=_("Nama penerima"))
    proof = forms.ChoiceField(choices=PROOFS, label=_("Bukti"))


class ReturnForm(forms.Form):
    """Why a card comes back."""

    reason = forms.ChoiceField(choices=REASONS, label=_("Sebab"))
