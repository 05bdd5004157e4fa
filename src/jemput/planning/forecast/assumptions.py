"""What is believed of turnout, pace, weather, power, network, devices, the center: each with its doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from jemput.planning.ranges import check_number, check_ranges, measured


@dataclass(frozen=True)
class Belief:
    """A quantity known only so well: mean and standard deviation of what it may be in this campaign."""

    mean: float
    sd: float = 0.0

    def __post_init__(self) -> None:
        check_number("belief", "sd", self.sd, 0, 1e9)


def _within(low: float, high: float, unit: str) -> dict[str, Any]:
    return {"low": low, "high": high, "unit": unit}


@dataclass(frozen=True)
class Assumptions:
    """Beliefs about a whole campaign, and how much single visits and days scatter around them.

    `attendance` of those waiting at a place come when called, `second_call` of it once a day there is past;
    `pace` multiplies the planned minutes a person. On a wet day, `lost_when_wet` of the visits fall out.
    `power_cut` and `no_network` are chances a visit; a cut costs `cut_minutes` unless the crew has a genset.
    A kit fails on a day out with chance `kit_failure` and is `repair_days` away; office printers alike.
    The center answers after `center_days` and for no more than `center_cards` people a day; blanks come
    `blanks_late_days` after their day.
    """

    attendance: Belief = field(default=Belief(0.88, 0.05), metadata=_within(0.05, 1, "share"))
    second_call: Belief = field(default=Belief(0.7, 0.1), metadata=_within(0, 1, "share"))
    home_attendance: Belief = field(default=Belief(0.95, 0.02), metadata=_within(0, 1, "share"))
    pace: Belief = field(default=Belief(1.0, 0.1), metadata=_within(0.2, 5, "ratio"))
    wet: Belief = field(default=Belief(0.15, 0.05), metadata=_within(0, 1, "share of days"))
    lost_when_wet: Belief = field(default=Belief(0.35, 0.1), metadata=_within(0, 1, "share of visits"))
    power_cut: Belief = field(default=Belief(0.08, 0.03), metadata=_within(0, 1, "share of visits"))
    cut_minutes: Belief = field(default=Belief(90, 15), metadata=_within(0, 600, "minutes"))
    no_network: Belief = field(default=Belief(0.25, 0.08), metadata=_within(0, 1, "share of days"))
    kit_failure: Belief = field(default=Belief(0.012, 0.005), metadata=_within(0, 1, "share of days out"))
    printer_failure: Belief = field(default=Belief(0.01, 0.004), metadata=_within(0, 1, "share of days"))
    repair_days: Belief = field(default=Belief(4, 1), metadata=_within(1, 120, "days"))
    center_days: Belief = field(default=Belief(5, 2), metadata=_within(0, 120, "days"))
    center_cards: Belief = field(default=Belief(400, 80), metadata=_within(1, 1_000_000, "people a day"))
    blanks_late_days: Belief = field(default=Belief(6, 3), metadata=_within(0, 365, "days"))
    attendance_scatter: float = measured(0.08, "share", 0, 1)
    pace_scatter: float = measured(0.15, "ratio", 0, 3)
    center_scatter: float = measured(0.3, "ratio", 0, 3)

    def __post_init__(self) -> None:
        check_ranges(self, "assumptions")
        for one in fields(self):
            belief = getattr(self, one.name)
            if isinstance(belief, Belief):
                check_number("assumptions", one.name, belief.mean, one.metadata["low"], one.metadata["high"])


@dataclass(frozen=True)
class DayLog:
    """What one crew-day was like: the evidence from which beliefs are renewed.

    `waiting` of those called first `came`; `pace` is minutes a person over those planned, None where nobody
    was recorded; `went_out` is False where the crew stayed for want of a kit; None where it was not noted.
    """

    day: date
    crew_id: str
    waiting: int = measured(0, "people", 0, 1_000_000)
    came: int = measured(0, "people", 0, 1_000_000)
    pace: float | None = measured(None, "ratio", 0, 100)
    wet: bool | None = None
    lost: bool = False
    power_cut: bool | None = None
    kit_failed: bool | None = None

    def __post_init__(self) -> None:
        check_ranges(self, self.crew_id)
        check_number(self.crew_id, "came", self.came, 0, self.waiting)


def renewed(prior: Assumptions, logs: Iterable[DayLog]) -> Assumptions:
    """Beliefs after these crew-days: shares by counting, pace by averaging, each weighed against before.

    A share believed with mean and sd is a Beta distribution of those moments; a visit's scatter counts as
    noise, so that a hundred people who came together are not a hundred witnesses. One day's weather is one
    observation for all crews.
    """
    known = list(logs)
    visits = [log for log in known if log.waiting and not log.lost]
    paces = [log.pace for log in known if log.pace is not None]
    weather = {log.day: log.wet for log in known if log.wet is not None}
    wet_logs = [log for log in known if log.wet]
    shares = [log.came / log.waiting for log in visits]
    counted = {
        "wet": (sum(map(bool, weather.values())), len(weather)),
        "lost_when_wet": (sum(log.lost for log in wet_logs), len(wet_logs)),
        "power_cut": _count([log.power_cut for log in known]),
        "kit_failure": _count([log.kit_failed for log in known]),
    }
    beliefs = {name: _counted(getattr(prior, name), *pair) for name, pair in counted.items()}
    noise = [
        prior.attendance_scatter**2 + prior.attendance.mean * (1 - prior.attendance.mean) / log.waiting
        for log in visits
    ]
    beliefs["attendance"] = _averaged(prior.attendance, shares, noise, (0.05, 1.0))
    beliefs["pace"] = _averaged(prior.pace, paces, [prior.pace_scatter**2] * len(paces), (0.2, 5.0))
    return replace(prior, **beliefs)  # type: ignore[arg-type]


def _count(flags: list[bool | None]) -> tuple[int, int]:
    known = [flag for flag in flags if flag is not None]
    return sum(known), len(known)


def _counted(prior: Belief, hits: int, tries: int) -> Belief:
    """A share after so many hits in so many tries."""
    mean, variance = prior.mean, prior.sd**2
    if not tries or variance == 0 or not 0 < mean < 1:
        return prior
    weight = max(mean * (1 - mean) / variance - 1, 1e-3)
    a, b = mean * weight + hits, (1 - mean) * weight + tries - hits
    return Belief(a / (a + b), (a * b / ((a + b) ** 2 * (a + b + 1))) ** 0.5)


def _averaged(prior: Belief, values: list[float], noise: list[float], limits: tuple[float, float]) -> Belief:
    """A quantity after observations with known noise variances (normal prior, normal noise)."""
    if not values or prior.sd == 0:
        return prior
    precision = 1 / prior.sd**2 + sum(1 / max(v, 1e-9) for v in noise)
    total = prior.mean / prior.sd**2 + sum(x / max(v, 1e-9) for x, v in zip(values, noise, strict=True))
    return Belief(min(max(total / precision, limits[0]), limits[1]), precision**-0.5)
