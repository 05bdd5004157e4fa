"""Samples as the screen shows them: where they lie, how good they are, what to improve."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from jemput.kernel.body import Finger, Modality
from jemput.kit.capture import rules
from jemput.kit.capture.models import Sample
from jemput.kit.devices.samples import Spot
from jemput.node.look import parts


def in_sight(spots: frozenset[Spot]) -> list[Spot]:
    """Spots as they lie before the operator: left to right across the hands and eyes."""
    order = [
        *(Spot(Modality.FINGER, finger) for finger in (10, 9, 8, 7, 6, 1, 2, 3, 4, 5)),
        Spot(Modality.IRIS, 1),
        Spot(Modality.IRIS, 2),
        Spot(Modality.FACE),
        Spot(Modality.SIGNATURE),
    ]
    return [spot for spot in order if spot in spots]


def label_of(spot: Spot) -> str:
    """The spot in the reader's language."""
    return spot.words.text(get_language() or "id")


def sample_of(spot: Spot, sample: Sample | None, is_exempt: bool = False) -> parts.Sample:
    """One sample as the screen shows it."""
    shape = shape_of(spot)
    label = label_of(spot).capitalize()
    if sample is None:
        verdict = gettext("dikecualikan") if is_exempt else ""
        return parts.Sample(label, None, verdict, "muted", shape)
    good = rules.is_good(spot, sample.quality)
    verdict = gettext("baik") if good else short_advice(sample)
    image = reverse("capture:sample-image", args=[sample.encounter_id, sample.id])
    return parts.Sample(label, sample.quality, verdict, "good" if good else "wait", shape, image)


def shape_of(spot: Spot) -> Any:
    """Which outline stands for a spot."""
    if spot.modality is Modality.FINGER:
        return "thumb" if spot.position in {Finger.LEFT_THUMB, Finger.RIGHT_THUMB} else "finger"
    return "eye" if spot.modality is Modality.IRIS else "face"


def _advice_of(sample: Sample) -> str:
    return sample.advice_en if (get_language() or "id").startswith("en") else sample.advice_id


def short_advice(sample: Sample) -> str:
    """What is wrong in two words: the advice up to its colon."""
    return _advice_of(sample).partition(":")[0].strip(". ").lower()


def advice(weak: list[Sample], attempts: int) -> str:
    """One sentence about the weakest sample, and how often it was tried."""
    if not weak:
        return ""
    worst = min(weak, key=lambda sample: sample.quality)
    tried = gettext("Percobaan %(n)d dari %(most)d.") % {"n": attempts, "most": rules.MAX_TRIES}
    return (
        f"{label_of(worst.spot).capitalize()}: {_advice_of(worst)[:1].lower()}{_advice_of(worst)[1:]} {tried}"
    )
