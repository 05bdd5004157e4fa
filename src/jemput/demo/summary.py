"""What the rehearsal comes to: counted from the four databases, not from what the show believes."""

from __future__ import annotations

from typing import Any

from jemput.demo.counting import ask
from jemput.demo.field_work import FieldDay
from jemput.demo.stage import Stage

DUPLICATES_PLANTED = 1


def sum_up(stage: Stage, day: FieldDay, *, blanks: int) -> dict[str, Any]:
    """Every figure of summary.json but time and memory."""
    office = ask("office", stage.office.folder)
    center = ask("center", stage.center.folder)
    sealed: dict[str, str] = {}
    for kit in stage.kits:
        sealed |= ask("kit", kit.folder)["packets"]
    at_office, at_center = office.pop("packets"), center["packets"]
    states = office.pop("states")
    return {
        **{key: value for key, value in office.items() if key not in {"blanks", "unaccounted"}},
        "encounters": office["encounters"],
        "packets_sealed": len(sealed),
        "packets_received_office": len(at_office),
        "packets_opened_center": len(center["opened"]),
        "packets_lost": sum(at_center.get(packet) != sha for packet, sha in sealed.items()),
        "packets_doubled": office["encounters"] - len(at_office) + center["records"] - len(center["opened"]),
        "power_cuts": day.power_cuts,
        "duplicates_planted": DUPLICATES_PLANTED,
        "duplicates_found": center["duplicates"],
        "blanks_before": blanks,
        "blanks_after": office["blanks"],
        "unaccounted": office["unaccounted"],
        "states": states,
        "steps": stage.seconds,
    }
