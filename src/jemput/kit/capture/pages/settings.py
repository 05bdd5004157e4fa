"""The profiles and sessions as one table that a supervisor can read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import Modality
from jemput.kit.capture.profiles import PROFILES, Card, Guardian, Profile
from jemput.kit.capture.states import State
from jemput.kit.devices.samples import Spot

COLUMNS = (
    (_("Jari"), Modality.FINGER),
    (_("Iris"), Modality.IRIS),
    (_("Foto"), Modality.FACE),
    (_("Tanda tangan"), Modality.SIGNATURE),
)
CARDS = {Card.KTP: _("KTP-el"), Card.KIA: _("KIA")}
GUARDIANS = {
    Guardian.NONE: _("tidak ditanyakan"),
    Guardian.OFFERED: _("boleh diisi"),
    Guardian.REQUIRED: _("wajib"),
}
SESSIONS = (
    (
        _("Rekam saja"),
        _("Perjalanan biasa. Kartu dicetak di Dinas setelah pusat menyatakan siap."),
    ),
    (
        _("Rekam dan cetak"),
        _("Perjalanan bertanda cetak di tempat, dengan printer, blangko dan jaringan di mobil."),
    ),
    (
        _("Sekolah"),
        _("Setelah menyegel, tombolnya membuka orang berikut dari daftar kelas."),
    ),
    (
        _("Kunjungan rumah"),
        _("Satu laptop. Daftar periksa sebelum berangkat; pendamping dicatat."),
    ),
)


def profiles() -> dict[str, Any]:
    """Every profile as a row, every session as a sentence."""
    return {
        "title": gettext("Aturan perekaman"),
        "columns": [label for label, _modality in COLUMNS],
        "profiles": [_row(profile) for profile in PROFILES.values()],
        "sessions": SESSIONS,
    }


def _row(profile: Profile) -> dict[str, Any]:
    language = get_language() or "id"
    return {
        "code": profile.code,
        "label": profile.label.text(language),
        "sentence": profile.sentence.text(language),
        "cells": [_cell(profile, modality) for _label, modality in COLUMNS],
        "verifies": State.VERIFICATION in profile.steps,
        "guardian": GUARDIANS[profile.guardian],
        "card": CARDS[profile.card],
    }


def _cell(profile: Profile, modality: Modality) -> dict[str, Any]:
    wanted = _of(profile.expected, modality)
    return {
        "count": len(wanted),
        "is_optional": bool(wanted) and wanted <= profile.optional,
        "is_suggested_absent": len(_of(profile.suggested, modality)),
        "may_lie": modality is Modality.FACE and profile.any_face,
    }


def _of(spots: frozenset[Spot], modality: Modality) -> frozenset[Spot]:
    return frozenset(spot for spot in spots if spot.modality is modality)
