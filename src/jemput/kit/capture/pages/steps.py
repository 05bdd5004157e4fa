"""The page of each step: what it shows, and which ways lead on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import ExceptionReason, Modality
from jemput.kernel.nik import Person as Aged
from jemput.kit.capture import queries, rules
from jemput.kit.capture.biodata import FIELDS, confirmed
from jemput.kit.capture.models import RELATIONS, Encounter, Sample
from jemput.kit.capture.pages.frames import frame
from jemput.kit.capture.pages.pairs import suspicions
from jemput.kit.capture.pages.samples import advice, in_sight, label_of, sample_of, shape_of
from jemput.kit.capture.profiles import PROFILES, Guardian, fits
from jemput.kit.capture.states import CAPTURE_STEPS, SCANNED, State
from jemput.kit.capture.words import REASONS, STEP_WORDS, Text
from jemput.kit.devices.live import live_picture
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


def step_page(encounter: Encounter, *, at: datetime, typed: Mapping[str, str]) -> dict[str, Any]:
    """The page of the open step; `typed` is what was refused just now."""
    step = encounter.step
    context = frame(encounter, at=at) | {"suspicions": suspicions(encounter)}
    if step is State.CHECKED_IN:
        return context | {"profiles": profile_choices(encounter, at=at)}
    if step is State.BIODATA:
        confirmer = typed.get("confirmed_by", encounter.village_officer)
        return context | {
            "fields": biodata_fields(encounter, typed),
            "confirmer": confirmer,
            "attendant": attendant(encounter, typed),
        }
    if step is State.VERIFICATION:
        return context | verification(encounter)
    if step is State.REVIEW:
        return context | review(encounter)
    return context | capture_step(encounter)


def profile_choices(encounter: Encounter, *, at: datetime) -> list[dict[str, str]]:
    """The profiles that fit the person's age, in the reader's language."""
    language, on = get_language() or "id", timezone.localdate(at)
    born = date.fromisoformat(confirmed(encounter.person, encounter.corrections)["birth_date"])
    aged = Aged(born, encounter.person.ever_married)
    return [
        {"code": each.code, "label": each.label.text(language), "sentence": each.sentence.text(language)}
        for each in PROFILES.values()
        if fits(each, aged, on=on)
    ]


def attendant(encounter: Encounter, typed: Mapping[str, str]) -> dict[str, Any]:
    """Who stands by, where the profile asks for it or offers it."""
    wanted = encounter.profile.guardian
    return {
        "is_asked": wanted is not Guardian.NONE,
        "is_required": wanted is Guardian.REQUIRED,
        "name": typed.get("guardian", encounter.guardian_name),
        "relation": typed.get("relation", encounter.guardian_relation),
        "relations": RELATIONS,
    }


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
        "preview": live_picture(have.to_take),
        "may_import": step in SCANNED and bool(have.to_take) and rules.tries_left(attempts) > 0,
    }


def files_page(encounter: Encounter, *, at: datetime) -> dict[str, Any]:
    """One file field for each finger or eye that the open step still takes."""
    have = queries.balance_of(encounter, step=encounter.step)
    return frame(encounter, at=at) | {
        "title": _("Ambil dari berkas"),
        "instruction": _("Satu berkas gambar dari pemindai untuk setiap jari atau mata."),
        "spots": [(spot.code, label_of(spot).capitalize()) for spot in in_sight(have.to_take)],
        "asks_dpi": any(spot.modality is Modality.FINGER for spot in have.to_take),
    }


def except_label(step: State) -> Text:
    """How the way to an exception is called at a step."""
    labels = {
        State.IRISES: _("Mata tidak dapat dipindai"),
        State.FACE: _("Wajah tidak dapat difoto"),
        State.SIGNATURE: _("Tidak dapat tanda tangan"),
    }
    return labels.get(step, _("Jari tidak ada atau terluka"))


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
        "preview": live_picture(frozenset(wanted[:1])),
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
        "revisits": [
            (step, STEP_WORDS[step].name)
            for step in encounter.profile.steps
            if step is State.BIODATA or step in CAPTURE_STEPS
        ],
        "attendant": _attendant_words(encounter),
        "profile_label": encounter.profile.label.text(get_language() or "id"),
    }


def _attendant_words(encounter: Encounter) -> str:
    if not encounter.guardian_name:
        return ""
    return f"{encounter.guardian_name} ({encounter.get_guardian_relation_display()})"


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
