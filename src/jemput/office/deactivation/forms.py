"""Forms of deactivation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.office.deactivation.decision_rows import FIELDS, LAYOUT
from jemput.office.deactivation.models import DecisionRow
from jemput.office.sheets.layouts import layout

DAY = {"type": "date"}


class CutOffForm(forms.Form):
    """By which day somebody must have been recorded."""

    cut_off = forms.DateField(
        label=_("Tanggal batas"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text=_("Diusulkan: yang pada tanggal ini berumur 23 tahun ke atas dan belum direkam."),
    )


class LetterForm(forms.Form):
    """The letter under which a list is signed."""

    letter = forms.CharField(label=_("Nomor surat"), max_length=120)
    letter_date = forms.DateField(
        label=_("Tanggal surat"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )


class DecisionForm(forms.Form):
    """The ministry's decision: its file, number and date."""

    file = forms.FileField(
        label=_("Berkas"), help_text=_(".xls, .xlsx, .ods, atau .csv dengan kolom NIK, NAMA dan KEPUTUSAN.")
    )
    number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    day = forms.DateField(label=_("Tanggal keputusan"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))


class RowForm(forms.Form):
    """A rejected row, every cell as text, to be mended by hand."""

    def __init__(self, *args: Any, row: DecisionRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = layout(LAYOUT).headings
        for name in FIELDS:
            self.fields[name] = forms.CharField(
                label=headings[name][0].capitalize() if name != "nik" else "NIK",
                required=False,
                initial=row.cells.get(name, ""),
                max_length=200,
            )

    def written(self) -> dict[str, str]:
        """The cells as rewritten."""
        self.full_clean()
        return {name: str(self.cleaned_data.get(name, "")) for name in FIELDS}
