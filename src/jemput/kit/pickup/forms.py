"""What is asked when a card changes hands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.kit.pickup.models import Proof, Reason
from jemput.kit.pickup.states import PrintState
from jemput.node.look.queues import queue_names


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

    def __init__(self, *args: Any, matched: bool, **kwargs: Any) -> None:
        """Without a finger that matched, a document is what shows whose card it is."""
        super().__init__(*args, **kwargs)
        if not matched:
            proof, note = self.fields["proof"], self.fields["note"]
            assert isinstance(proof, forms.ChoiceField)
            proof.choices = [(code, words) for code, words in Proof.choices if code != Proof.FINGER]
            note.required, note.help_text = True, _("Misalnya: kartu keluarga, atau surat kuasa bermeterai.")


class SendBackForm(forms.Form):
    """Why a card goes back to the office."""

    reason = forms.ChoiceField(label=_("Alasan"), choices=Reason.choices)
    note = forms.CharField(label=_("Catatan"), max_length=200, required=False)


def _queues() -> list[tuple[str, str]]:
    return [(name, name) for name in queue_names()]


class PrintForm(forms.Form):
    """On which printer of this laptop."""

    queue = forms.ChoiceField(label=_("Printer"), choices=_queues)


class PrintedForm(forms.Form):
    """What came out of the printer."""

    outcome = forms.ChoiceField(
        label=_("Apa yang keluar?"),
        choices=(
            ("", _("pilih setelah melihat kartunya")),
            (PrintState.PRINTED.value, _("Kartu tercetak baik")),
            (PrintState.SPOILED.value, _("Kartu rusak")),
            (PrintState.NOT_PRINTED.value, _("Tidak ada: blangko masih utuh")),
        ),
    )
    reason = forms.CharField(label=_("Sebab"), max_length=200, required=False)
