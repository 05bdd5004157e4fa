"""Forms of the stock."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jemput.office.stock.models import Item, Place


class MoveForm(forms.Form):
    """One movement: what, how many, from where to where, on what paper."""

    item = forms.ModelChoiceField(Item.objects.all(), label=_("Barang"))
    quantity = forms.IntegerField(min_value=1, max_value=1_000_000, label=pgettext_lazy("pieces", "Jumlah"))
    from_place = forms.ModelChoiceField(Place.objects.all(), label=_("Dari"))
    to_place = forms.ModelChoiceField(Place.objects.all(), label=_("Ke"))
    first_serial = forms.CharField(
        max_length=30,
        required=False,
        label=_("Nomor seri pertama"),
        help_text=_("Seperti pada dus, misalnya A0001001. Kosong: diambil dari nomor terkecil."),
    )
    document = forms.CharField(max_length=120, label=_("Nomor dokumen"))
    reason = forms.CharField(max_length=200, required=False, label=_("Keterangan"))


class RequestForm(forms.Form):
    """What is asked of the ministry."""

    item = forms.ModelChoiceField(Item.objects.all(), label=_("Barang"))
    asked = forms.IntegerField(min_value=1, max_value=1_000_000, label=_("Jumlah diminta"))
    letter = forms.CharField(max_length=120, label=_("Nomor surat"))
