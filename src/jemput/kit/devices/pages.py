"""What the device page shows."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import Modality
from jemput.kit.devices import queries, reading
from jemput.kit.devices.actions import KIND_WORDS
from jemput.kit.devices.models import Device
from jemput.kit.devices.samples import Captured
from jemput.node.look.parts import Badge, Sample, Tone

ICONS = {"Finger": "fingerprint", "Iris": "eye", "Face": "face-id"}
STATES = {
    "ready": Badge(_("Siap"), "good"),
    "busy": Badge(_("Sedang dipakai"), "wait"),
    "not ready": Badge(_("Belum siap"), "wait"),
    "not registered": Badge(_("Belum terdaftar"), "danger"),
}
WANTED = ("Finger", "Iris")
TRUSTS = {
    "trusted": Badge(_("Pembuat tepercaya"), "good", "shield-check"),
    "consistent": Badge(_("Bertanda tangan"), "muted", "lock"),
    "refused": Badge(_("Pembuat tidak dikenal"), "danger", "alert-triangle"),
}


def devices() -> dict[str, Any]:
    """Every scanner, and which kinds are missing."""
    known = queries.known_devices()
    ready = queries.ready_kinds()
    language = get_language() or "id"
    return {
        "title": gettext("Alat"),
        "devices": [_line(device, language) for device in known],
        "missing": [KIND_WORDS[kind].text(language) for kind in WANTED if kind not in ready],
        "is_trusting": settings.JEMPUT.device_trust is None,
        "ports": _ports(settings.JEMPUT.sbi_ports),
    }


def _ports(ports: range) -> str:
    return f"{ports.start}–{ports.stop - 1}" if len(ports) > 1 else str(ports.start)


def _line(device: Device, language: str) -> dict[str, Any]:
    state = STATES.get(device.status.casefold(), Badge(device.status or "?", "muted"))
    kind = KIND_WORDS.get(device.kind)
    return {
        "device": device,
        "icon": ICONS.get(device.kind, "scan"),
        "kind": kind.text(language).capitalize() if kind else device.kind,
        "badge": state if device.is_present else Badge(_("Tidak tersambung"), "danger", "plug-off"),
        "problem": problem_words(device, language),
        "trust": TRUSTS.get(device.trust),
        "may_try": device.is_present and device.kind in KIND_WORDS,
    }


def problem_words(device: Device, language: str) -> str:
    """What went wrong last, as it was said then, with its number."""
    if not device.problem_code:
        return ""
    words = device.problem_en if language.startswith("en") else device.problem_id
    return f"{words} ({device.problem_code})"


def tried(device: Device, captured: list[Captured]) -> dict[str, Any]:
    """What a scanner gave when it was tried: pictures that exist on this page alone."""
    language = get_language() or "id"
    kind = KIND_WORDS[device.kind].text(language)
    return {
        "title": gettext("Coba alat"),
        "device": device,
        "kind": kind.capitalize(),
        "samples": [_sample(one, language) for one in captured],
    }


def _sample(one: Captured, language: str) -> Sample:
    small = base64.b64encode(reading.preview(one.media_type, one.content)).decode("ascii")
    shape: Any = {Modality.IRIS: "eye", Modality.FACE: "face"}.get(one.spot.modality, "finger")
    tone: Tone = "good" if one.quality >= GOOD else "wait"
    label, advice = one.spot.words.text(language).capitalize(), one.advice.text(language)
    return Sample(
        label, one.quality, advice.partition(":")[0], tone, shape, f"data:image/jpeg;base64,{small}"
    )


GOOD = 40
