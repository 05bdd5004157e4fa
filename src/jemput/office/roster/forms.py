"""Forms of the roster: a list to take in, a rejected row to mend, a finding, a candidate."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jemput.office.roster.list_rows import FIELDS, LAYOUT
from jemput.office.roster.models import Finding, RejectedRow
from jemput.office.sheets.layouts import layout

DAY = {"type": "date"}


class ListForm(forms.Form):
    """A list to take in: its file and where it comes from."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_(".xls, .xlsx, .ods, atau .csv; judul kolom dikenali sendiri."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xls,.xlsx,.ods,.csv,.txt"}),
    )
    source = forms.CharField(
        label=_("Sumber"), max_length=120, initial="Ditjen Dukcapil, by-name belum rekam"
    )
    as_of = forms.DateField(label=_("Per tanggal"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))


@contextmanager
def on_disk(upload: UploadedFile[bytes]) -> Iterator[Path]:
    """An upload as a file, for as long as it is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        yield path


class RejectForm(forms.Form):
    """A rejected row, every cell as text, to be mended by hand."""

    def __init__(self, *args: Any, reject: RejectedRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = layout(LAYOUT).headings
        for name in FIELDS:
            self.fields[name] = forms.CharField(
                label=headings[name][0].capitalize(),
                required=False,
                initial=reject.cells.get(name, ""),
                max_length=200,
            )

    def written(self) -> dict[str, str]:
        """The cells as rewritten."""
        self.full_clean()
        return {name: str(self.cleaned_data.get(name, "")) for name in FIELDS}


class FindingForm(forms.Form):
    """What became of a name, and how it is known."""

    kind = forms.ChoiceField(label=_("Temuan"), choices=Finding.Kind.choices)
    evidence = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dari siapa atau dokumen apa, misalnya: kata Ketua RT 03."),
    )
    document = forms.ChoiceField(
        label=_("Dasar"), required=False, choices=[("", _("tanpa dokumen")), *Finding.Document.choices]
    )
    attachment = forms.FileField(
        label=_("Foto atau PDF"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
