"""The laptop's battery, as Linux tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")


@dataclass(frozen=True)
class Battery:
    """Charge in percent, and whether it is being charged or full at the mains."""

    percent: int
    charging: bool


def read_battery(supplies: Path = SUPPLIES) -> Battery | None:
    """The first battery; None on machines without one, or where its charge cannot be read."""
    for folder in sorted(supplies.glob("BAT*")) if supplies.is_dir() else []:
        try:
            percent = int((folder / "capacity").read_text().strip())
            status = (folder / "status").read_text().strip().casefold()
        except (OSError, ValueError):
            continue
        return Battery(max(0, min(100, percent)), status in {"charging", "full", "not charging"})
    return None
