"""Forms of the handover."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.office.delivery.queries import kits_that_carry
from jemput.office.delivery.rules import Receiver, ReturnReason
from jemput.office.trips.models import Kit

PROOFS = (
    (Receiver.SELF_FINGER, _("sendiri, sidik jari cocok")),
    (Receiver.SELF_DOCUMENT, _("sendiri, dengan dokumen")),
    (Receiver.RELATIVE_LETTER, _("keluarga, dengan surat kuasa")),
)
REASONS = (
    (ReturnReason.NOT_MET, _("tidak bertemu")),
    (ReturnReason.MOVED, _("sudah pindah")),
    (ReturnReason.DEAD, _("meninggal")),
    (ReturnReason.WRONG, _("data di kartu salah")),
)


class PackForm(forms.Form):
    """Who carries the consignments."""

    courier = forms.CharField(max_length=120, label=_("Kurir"), initial=_("dijemput petugas desa"))


class SendForm(forms.Form):
    """With whom a consignment travels: a courier, or a kit whose crew hands the cards over itself."""

    kit = forms.ModelChoiceField(
        Kit.objects.none(),
        required=False,
        label=_("Dibawa kit"),
        empty_label=_("tidak, lewat kurir"),
        help_text=_("Awak kit menyerahkan kartu langsung kepada warga setelah satu jari cocok."),
    )
    seal = forms.CharField(max_length=40, required=False, label=_("Nomor segel"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField[Kit], self.fields["kit"]).queryset = kits_that_carry()


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
