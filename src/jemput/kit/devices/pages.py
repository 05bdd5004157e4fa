"""What the device page shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jemput.kernel.errors import catalogue
from jemput.kit.devices import queries
from jemput.kit.devices.actions import KIND_WORDS
from jemput.kit.devices.models import Device
from jemput.node.look.parts import Badge

ICONS = {"Finger": "fingerprint", "Iris": "eye", "Face": "face-id"}
STATES = {
    "ready": Badge(_("Siap"), "good"),
    "busy": Badge(_("Sedang dipakai"), "wait"),
    "not ready": Badge(_("Belum siap"), "wait"),
    "not registered": Badge(_("Belum terdaftar"), "danger"),
}
WANTED = ("Finger", "Iris")


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
        "ports": f"{settings.JEMPUT.sbi_ports.start}–{settings.JEMPUT.sbi_ports.stop - 1}",
    }


def _line(device: Device, language: str) -> dict[str, Any]:
    state = STATES.get(device.status.casefold(), Badge(device.status or "?", "muted"))
    kind = KIND_WORDS.get(device.kind)
    return {
        "device": device,
        "icon": ICONS.get(device.kind, "scan"),
        "kind": kind.text(language).capitalize() if kind else device.kind,
        "badge": state if device.is_present else Badge(_("Tidak tersambung"), "danger", "plug-off"),
        "problem": _problem_words(device.problem_code, language),
    }


def _problem_words(code: str, language: str) -> str:
    """The sentence of a numbered problem, where it needs no parameters to be said."""
    kind = next((one for one in catalogue() if one.code == code), None)
    if kind is None:
        return ""
    words = kind.says.en if language.startswith("en") else kind.says.id
    return code if "{" in words else f"{words} ({code})"
