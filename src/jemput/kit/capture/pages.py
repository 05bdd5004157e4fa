"""What the pages of capture show: reads put into words, nothing decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import ExceptionReason, Finger, Modality
from jemput.kernel.eligibility import may_be_printed
from jemput.kernel.nik import Nik
from jemput.kernel.nik import Person as EligiblePerson
from jemput.kit.capture import papers, queries, rules
from jemput.kit.capture.biodata import FIELDS, confirmed
from jemput.kit.capture.models import Encounter, Sample
from jemput.kit.capture.profiles import PROFILES
from jemput.kit.capture.states import CAPTURE_STEPS, STEPS, Event, State, after
from jemput.kit.capture.words import REASONS, STEP_WORDS, Text
from jemput.kit.checkin.rules import seventeenth_birthday
from jemput.kit.devices import reading
from jemput.kit.devices.samples import Spot
from jemput.node.look import parts

TEMPLATES = {
    State.CHECKED_IN: "capture/checked_in.html",
    State.BIODATA: "capture/biodata.html",
    State.LEFT_FOUR: "capture/scan.html",
    State.RIGHT_FOUR: "capture/scan.html",
    State.THUMBS: "capture/scan.html",
    State.IRISES: "capture/scan.html",
    State.FACE: "capture/face.html",
    State.SIGNATURE: "capture/signature.html",
    State.VERIFICATION: "capture/verification.html",
    State.REVIEW: "capture/review.html",
}
_BUSY = {
    State.IRISES: _("Memindai… jangan berkedip"),
    State.VERIFICATION: _("Memindai… telunjuk kanan, lalu kiri"),
}


@dataclass(frozen=True)
class Buttons:
    """Which of the two ways on is the big one, and whether both are there."""

    may_take: bool
    may_go_on: bool
    take_first: bool


def frame(encounter: Encounter, *, at: datetime, step: State | None = None) -> dict[str, Any]:
    """What every page of an encounter shows around its content."""
    words = STEP_WORDS[step or encounter.step]
    person = encounter.person
    return {
        "encounter": encounter,
        "title": words.heading,
        "instruction": words.instruction,
        "steps": steps_of(encounter),
        "person_name": confirmed(person, encounter.corrections)["name"],
        "nik": Nik(person.nik).masked,
        "sex": gettext("Perempuan") if person.sex == "P" else gettext("Laki-laki"),
        "birth_year": str(person.birth_date.year),
        "elapsed": clock_text(encounter, at=at),
        "started_ms": int(encounter.started_at.timestamp() * 1000),
        "may_go_back": after(encounter.step, Event.BACK) is not None,
        "is_overdue": rules.is_overdue(encounter.started_at, at=at),
    }


def clock_text(encounter: Encounter, *, at: datetime) -> str:
    """Minutes and seconds since the encounter began."""
    seconds = max(0, int(((encounter.ended_at or at) - encounter.started_at).total_seconds()))
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def steps_of(encounter: Encounter) -> list[parts.Step]:
    """Every step with its state; a done one can be opened again."""
    here = STEPS.index(encounter.step) if encounter.is_open else len(STEPS)
    return [parts.Step(STEP_WORDS[step].name, _step_state(number, here)) for number, step in enumerate(STEPS)]


def _step_state(number: int, here: int) -> parts.StepState:
    if number == here:
        return "current"
    return "done" if number < here else "open"


def step_page(encounter: Encounter, *, at: datetime, typed: Mapping[str, str]) -> dict[str, Any]:
    """The page of the open step; `typed` is what was refused just now."""
    step = encounter.step
    context = frame(encounter, at=at)
    if step is State.CHECKED_IN:
        return context | {"profiles": profile_choices()}
    if step is State.BIODATA:
        confirmer = typed.get("confirmed_by", encounter.village_officer)
        return context | {"fields": biodata_fields(encounter, typed), "confirmer": confirmer}
    if step is State.VERIFICATION:
        return context | verification(encounter)
    if step is State.REVIEW:
        return context | review(encounter)
    return context | capture_step(encounter)


def profile_choices() -> list[dict[str, str]]:
    """Every profile in the reader's language."""
    language = get_language() or "id"
    return [
        {"code": each.code, "label": each.label.text(language), "sentence": each.sentence.text(language)}
        for each in PROFILES.values()
    ]


def biodata_fields(encounter: Encounter, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of the read-back as form controls, with what was typed where something was."""
    now = confirmed(encounter.person, encounter.corrections)
    language = get_language() or "id"
    return [
        {
            "name": each.name,
            "label": each.label.text(language),
            "value": typed.get(each.name, now[each.name]),
            "shown": _shown(each.name, now[each.name]),
        }
        for each in FIELDS
    ]


def _shown(name: str, value: str) -> object:
    """A field as people read it."""
    if name == "sex":
        return gettext("Perempuan") if value == "P" else gettext("Laki-laki")
    return date.fromisoformat(value) if name == "birth_date" else value or "–"


def capture_step(encounter: Encounter) -> dict[str, Any]:
    """Samples, advice and buttons of a capture step."""
    step = encounter.step
    have = queries.balance_of(encounter, step=step)
    best = {spot: one for spot, one in queries.best_samples(encounter).items() if spot in have.expected}
    attempts = queries.attempts_at(encounter, step)
    weak = [one for spot, one in sorted(best.items()) if not rules.is_good(spot, one.quality)]
    exempt = {one.spot: one for one in queries.exemptions_of(encounter) if one.spot in have.expected}
    return {
        "samples": [sample_of(spot, best.get(spot), spot in exempt) for spot in in_sight(have.expected)],
        "advice": advice(weak, attempts),
        "buttons": Buttons(
            may_take=bool(have.to_take) and rules.tries_left(attempts) > 0,
            may_go_on=not have.missing,
            take_first=bool(have.missing) or (bool(weak) and rules.tries_left(attempts) > 0),
        ),
        "attempts": attempts,
        "is_weak": bool(weak),
        "max_tries": rules.MAX_TRIES,
        "exempt": [
            (spot.code, label_of(spot).capitalize(), REASONS[ExceptionReason(one.reason)])
            for spot, one in sorted(exempt.items())
        ],
        "may_skip": bool(have.missing) and have.missing <= encounter.profile.optional,
        "busy": _BUSY.get(step, _("Memindai… jangan angkat jari")),
        "except_label": except_label(step),
    }


def except_label(step: State) -> Text:
    """How the way to an exception is called at a step."""
    labels = {
        State.IRISES: _("Mata tidak dapat dipindai"),
        State.FACE: _("Wajah tidak dapat difoto"),
        State.SIGNATURE: _("Tidak dapat tanda tangan"),
    }
    return labels.get(step, _("Jari tidak ada atau terluka"))


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


def verification(encounter: Encounter) -> dict[str, Any]:
    """The comparison of fingers so far."""
    taken = queries.verification_samples(encounter)
    latest = {sample.spot: sample for sample in taken}
    wanted = rules.fingers_to_verify(queries.balance_of(encounter).captured)
    attempts = max((sample.attempt for sample in taken), default=0)
    return {
        "samples": [_compared(spot, latest.get(spot)) for spot in wanted],
        "result": encounter.verification,
        "attempts": attempts,
        "max_tries": rules.MAX_TRIES,
        "has_nothing": not wanted,
        "may_take": bool(wanted) and not encounter.verification and rules.tries_left(attempts) > 0,
        "may_go_on": not queries.verification_open(encounter),
        "busy": _BUSY[State.VERIFICATION],
    }


def _compared(spot: Spot, sample: Sample | None) -> parts.Sample:
    label = label_of(spot).capitalize()
    if sample is None or sample.matched is None:
        return parts.Sample(label, shape=shape_of(spot))
    image = reverse("capture:sample-image", args=[sample.encounter_id, sample.id])
    verdict = gettext("cocok") if sample.matched else gettext("belum cocok")
    return parts.Sample(label, None, verdict, "good" if sample.matched else "wait", shape_of(spot), image)


def review(encounter: Encounter) -> dict[str, Any]:
    """Everything at a glance, before it is sealed."""
    best = queries.best_samples(encounter)
    exempt = queries.exemptions_of(encounter)
    excepted = {one.spot for one in exempt}
    expected = encounter.profile.expected
    fingers = frozenset(spot for spot in expected if spot.modality is Modality.FINGER)
    others = expected - fingers
    return {
        "fingers": [sample_of(spot, best.get(spot), spot in excepted) for spot in in_sight(fingers)],
        "others": [
            (spot.code, sample_of(spot, best.get(spot), spot in excepted)) for spot in in_sight(others)
        ],
        "biodata": [parts.Entry(each["label"], each["shown"]) for each in biodata_fields(encounter, {})],
        "corrections": encounter.corrections,
        "exemptions": [
            (label_of(one.spot).capitalize(), REASONS[ExceptionReason(one.reason)], one) for one in exempt
        ],
        "result": encounter.verification,
        "revisits": [(step, STEP_WORDS[step].name) for step in (State.BIODATA, *CAPTURE_STEPS)],
        "profile": encounter.profile,
    }


def exception_page(encounter: Encounter, *, at: datetime) -> dict[str, Any]:
    """The form that notes what cannot be taken at the open step."""
    step = encounter.step
    have = queries.balance_of(encounter, step=step)
    profile = encounter.profile
    offered = in_sight(have.expected - have.excepted)
    modality = next(iter(have.expected)).modality
    return frame(encounter, at=at) | {
        "title": except_label(step),
        "instruction": _("Pilih yang tidak dapat diambil, sebabnya, lalu penyelia menyetujui di sini."),
        "spots": [(spot.code, label_of(spot).capitalize(), spot in profile.suggested) for spot in offered],
        "reasons": [(reason, REASONS[reason]) for reason in rules.REASONS_FOR[modality]],
        "physical": " ".join(sorted(rules.PHYSICAL)),
        "suggested_reason": profile.suggested_reason,
        "has_photo": queries.exception_photo(encounter) is not None,
    }


def rooms_page(*, at: datetime) -> dict[str, Any]:
    """Encounters to go on with, and the latest sealed ones."""
    return {
        "title": gettext("Rekam"),
        "open": [
            (one, STEP_WORDS[one.step].name, clock_text(one, at=at)) for one in queries.open_encounters()
        ],
        "sealed": [(one, clock_text(one, at=at)) for one in queries.sealed_encounters(20)],
    }


def picture(sample: Sample) -> tuple[bytes, str]:
    """A sample as the browser shows it: the image and its media type."""
    return reading.picture(sample.media_type, queries.content_of(sample))


def receipt(encounter: Encounter, *, at: datetime) -> dict[str, Any]:
    """What the resident takes home, as a page."""
    return frame(encounter, at=at, step=State.REVIEW) | {
        "title": gettext("Tersegel"),
        "instruction": gettext("Berikan bukti ini kepada warga."),
        "qr": segno.make(encounter.receipt_token, error="m", micro=False).svg_data_uri(scale=4, border=2),
        "entries": papers.lines_of(encounter)[1:],
        "is_pemula": not may_be_printed(person_of(encounter), on=timezone.localdate(encounter.ended_at)),
        "print_day": seventeenth_birthday(encounter.person.birth_date),
    }


def person_of(encounter: Encounter) -> EligiblePerson:
    """The facts of the person that decide when a card is printed."""
    return EligiblePerson(encounter.person.birth_date, encounter.person.ever_married)
