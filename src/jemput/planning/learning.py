"""Minutes learned from what was logged: robust against odd records, no bolder than their number allows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jemput.planning.campaign import Rules
from jemput.planning.errors import NobodyToLearnFrom
from jemput.planning.ranges import check_ranges, measured

HOME_VISIT = "home_visit"
"""Beside the visit modes "record" and "record_and_print", the third kind of encounter that takes its time."""

_FIELDS = {
    "record": "record_minutes",
    "record_and_print": "record_and_print_minutes",
    HOME_VISIT: "home_visit_minutes",
}


@dataclass(frozen=True)
class LearningRules:
    """`shrink` records are the default worth: so many logged ones weigh as much as it does.

    `cutoff` is Huber's: records further than so many robust standard deviations off count for less.
    `longest` minutes are an interruption, not a service.
    """

    shrink: float = measured(20, "records", 0, 100_000)
    cutoff: float = measured(1.345, "standard deviations", 0.1, 100)
    longest: float = measured(240, "minutes", 1, 1440)

    def __post_init__(self) -> None:
        check_ranges(self, "learning")


@dataclass(frozen=True)
class Learned:
    """A value for planning, the plain one of the records alone, how many they were, and their spread.

    `spread` is a robust standard deviation of the logarithm: 0.3 is about 30 % up or down.
    """

    value: float
    observed: float
    records: int
    spread: float


@dataclass(frozen=True)
class LoggedEncounter:
    """How long one person took one station, by visit mode ("record", "record_and_print", "home_visit")."""

    mode: str
    minutes: float


@dataclass(frozen=True)
class LoggedLeg:
    """One leg driven: the kecamatan it leads to, the minutes estimated and the minutes it took."""

    kecamatan_code: str
    estimated_minutes: float
    actual_minutes: float


def robust_mean(values: Sequence[float], cutoff: float = 1.345) -> tuple[float, float]:
    """Huber's M-estimate of location and the scaled median absolute deviation of at least one value.

    Source: P. J. Huber, Robust Estimation of a Location Parameter, Ann. Math. Statist. 35 (1964).
    """
    x = np.asarray(values, dtype=np.float64)
    center = float(np.median(x))
    spread = float(np.median(np.abs(x - center))) * 1.4826
    if spread == 0:
        return center, 0.0
    for _ in range(50):
        off = np.abs(x - center) / spread
        weight = np.where(off <= cutoff, 1.0, cutoff / np.maximum(off, 1e-12))
        after = float((weight * x).sum() / weight.sum())
        if abs(after - center) < 1e-9 * spread:
            break
        center = after
    return center, spread


def learn(values: Iterable[float], default: float, rules: LearningRules | None = None) -> Learned:
    """A positive quantity from its records, shrunk to `default`. Raises NobodyToLearnFrom (G113) for ≤ 0.

    The middle is estimated on logarithms, since twice as long is as odd as half as long, and then raised to
    the mean that a plan must reckon with: exp(middle + spread² / 2).
    """
    chosen = rules or LearningRules()
    kept = []
    for value in values:
        if not value > 0 or math.isinf(value):
            raise NobodyToLearnFrom(value=value)
        if value <= chosen.longest:
            kept.append(math.log(value))
    if not kept:
        return Learned(default, default, 0, 0.0)
    middle, spread = robust_mean(kept, chosen.cutoff)
    observed = math.exp(middle + spread**2 / 2)
    n = len(kept)
    shrunk = (n * math.log(observed) + chosen.shrink * math.log(default)) / (n + chosen.shrink)
    return Learned(math.exp(shrunk), observed, n, spread)


def learn_minutes(
    encounters: Iterable[LoggedEncounter], rules: Rules, learning: LearningRules | None = None
) -> dict[str, Learned]:
    """Station-minutes a person for each visit mode, shrunk to what the campaign's rules say now."""
    by_mode: defaultdict[str, list[float]] = defaultdict(list)
    for encounter in encounters:
        by_mode[encounter.mode].append(encounter.minutes)
    return {mode: learn(by_mode[mode], getattr(rules, name), learning) for mode, name in _FIELDS.items()}


def learn_roads(legs: Iterable[LoggedLeg], learning: LearningRules | None = None) -> dict[str, Learned]:
    """How many times the estimate legs to each kecamatan took, shrunk to 1; legs without an estimate not."""
    by_code: defaultdict[str, list[float]] = defaultdict(list)
    for leg in legs:
        if leg.estimated_minutes > 0:
            by_code[leg.kecamatan_code].append(leg.actual_minutes / leg.estimated_minutes)
    return {code: learn(ratios, 1.0, learning) for code, ratios in sorted(by_code.items())}


def with_learned(
    rules: Rules, minutes: Mapping[str, Learned], roads: Mapping[str, Learned] | None = None
) -> Rules:
    """The campaign's rules with what was learned; road factors stay within their range of 1 to 10."""
    of = dict(rules.road_factor_by_kecamatan)
    for code, ratio in (roads or {}).items():
        of[code] = min(max(of.get(code, rules.road_factor) * ratio.value, 1.0), 10.0)
    now = {mode: float(getattr(rules, name)) for mode, name in _FIELDS.items()}
    now |= {mode: value.value for mode, value in minutes.items()}
    return replace(
        rules,
        road_factor_by_kecamatan=of,
        record_minutes=now["record"],
        record_and_print_minutes=now["record_and_print"],
        home_visit_minutes=now[HOME_VISIT],
    )
