"""The form that asks why before a full NIK is shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jemput.kernel.errors import Words
from jemput.node.ledger.reading import SHORTEST_REASON

REASONS = {
    "counter": Words(id="Melayani orangnya di loket", en="Serving the person at the counter"),
    "compare": Words(id="Mencocokkan data yang berbeda", en="Comparing records that differ"),
    "center": Words(id="Menjawab pertanyaan pusat", en="Answering the center"),
    "complaint": Words(id="Menangani pengaduan", en="Handling a complaint"),
}
"""What is kept is the Indonesian sentence, as it was true when it was chosen."""


def _choices() -> list[tuple[str, str]]:
    language = get_language() or "id"
    return [
        *((code, words.text(language)) for code, words in REASONS.items()),
        ("", str(_("Alasan lain, tulis di bawah"))),
    ]


class WhyForm(forms.Form):
    """A reason from the short list, or in one's own words."""

    why = forms.ChoiceField(label=_("Untuk apa"), required=False, choices=_choices)
    reason = forms.CharField(
        label=_("Alasan dengan kata sendiri"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, str]:
        """Refuse a form that says nothing."""
        told = super().clean() or self.cleaned_data
        if not told.get("why") and len(told.get("reason", "").strip()) < SHORTEST_REASON:
            self.add_error("reason", _("Pilih alasan di atas, atau tulis alasannya di sini."))
        return told

    @property
    def words(self) -> str:
        """The reason as it is kept; what was written adds to what was chosen."""
        chosen = REASONS.get(self.cleaned_data["why"])
        parts = [chosen.id if chosen else "", self.cleaned_data["reason"].strip()]
        return ": ".join(part for part in parts if part)
