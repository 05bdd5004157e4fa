"""Forms of the cards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.office.cards.models import Printer
from jemput.office.cards.states import PrinterState
from jemput.office.stock.models import Place
from jemput.office.trips.models import Kit


class BatchForm(forms.Form):
    """So many cards from the head of the queue, on one printer."""

    printer = forms.ModelChoiceField(Printer.objects.filter(state=PrinterState.READY), label=_("Printer"))
    count = forms.IntegerField(min_value=1, max_value=500, initial=20, label=_("Jumlah kartu"))


class PrinterForm(forms.Form):
    """A printer of the office or of a van."""

    name = forms.CharField(max_length=60, label=_("Nama"))
    queue = forms.CharField(
        max_length=100,
        label=_("Antrean CUPS"),
        initial="pdf",
        required=False,
        help_text=_("Nama antrean seperti pada lpstat -p; 'pdf' menulis berkas."),
    )
    place = forms.ModelChoiceField(
        Place.objects.filter(kind__in=("store", "van")), label=_("Blangko diambil dari")
    )
    kit = forms.ModelChoiceField(
        Kit.objects.filter(has_printer=True),
        required=False,
        label=_("Printer ada di kit"),
        empty_label=_("tidak, di kantor"),
        help_text=_("Kit mencetak sendiri begitu orangnya siap cetak; antreannya dipilih di kit."),
    )

    def clean(self) -> dict[str, Any]:
        """A printer at the office has a queue; the one in a van has its queue there."""
        told = super().clean() or {}
        if not told.get("kit") and not told.get("queue"):
            self.add_error("queue", _("Tulis antrean CUPS, atau pilih kit yang membawanya."))
        return told
