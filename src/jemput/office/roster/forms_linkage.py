"""The form of the thresholds of linkage, in percent."""

from __future__ import annotations

from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from jemput.office.roster.errors import ThresholdsCrossed


class Told(TypedDict):
    """The thresholds as probabilities, and the reason."""

    sure: float
    likely: float
    ask: float
    because: str


class ThresholdForm(forms.Form):
    """From which probability on a name is linked, called likely, or asked at all."""

    sure = forms.FloatField(
        label=_("Pasti mulai (%)"),
        help_text=_("Mulai di sini nama ditautkan tanpa bertanya; 100 berarti hanya NIK yang memastikan."),
        min_value=50,
        max_value=100,
    )
    likely = forms.FloatField(
        label=_("Mungkin mulai (%)"),
        help_text=_("Disebut kemungkinan besar; data ganda di register ditanya mulai di sini."),
        min_value=0,
        max_value=100,
    )
    ask = forms.FloatField(
        label=_("Tanya mulai (%)"),
        help_text=_("Di bawahnya nama dianggap tidak ada di register."),
        min_value=0,
        max_value=100,
    )
    because = forms.CharField(label=_("Sebab"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def told(self) -> Told:
        """What was written, as probabilities. Raises ThresholdsCrossed for what is no percentage."""
        self.full_clean()
        found = self.cleaned_data
        if not {"sure", "likely", "ask"} <= found.keys():
            raise ThresholdsCrossed()
        return {
            "sure": found["sure"] / 100,
            "likely": found["likely"] / 100,
            "ask": found["ask"] / 100,
            "because": found.get("because", ""),
        }
