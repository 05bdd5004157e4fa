"""Yesterday's forecast against what happened: kept every night, so that its promises can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jemput.planning.forecast.outlook import Fan, Forecast


@dataclass(frozen=True)
class Score:
    """How good a forecast was for one day.

    `in_band` tells whether the figure lay in the 80 % band; `rank` its place among the quantiles, 0 to 1;
    `missed_by` people off the median; `loss` the mean pinball loss over all quantiles, in people: lower is
    better, and honest doubt is rewarded. Source: T. Gneiting and A. Raftery, Strictly Proper Scoring Rules,
    JASA 102 (2007).
    """

    day: date
    recorded: float
    median: float
    low: float
    high: float
    in_band: bool
    rank: float
    missed_by: float
    loss: float


@dataclass(frozen=True)
class TrackRecord:
    """Many scores in one line; a well calibrated 80 % band holds 0.75 to 0.85 of the figures."""

    scores: int
    in_band: float
    mean_loss: float
    bias: float


def score(forecast: Forecast, day: date, recorded: float) -> Score:
    """Score the people recorded by the end of `day` against what the forecast said of it."""
    return score_fan(forecast.recorded, day, recorded)


def score_fan(fan: Fan, day: date, actual: float) -> Score:
    """Score any figure against a fan."""
    values = fan.at(day)
    by_level = dict(zip(fan.levels, values, strict=True))
    losses = [
        (level if actual >= value else level - 1) * (actual - value)
        for level, value in zip(fan.levels, values, strict=True)
    ]
    return Score(
        day=day,
        recorded=actual,
        median=by_level[0.5],
        low=by_level[0.1],
        high=by_level[0.9],
        in_band=by_level[0.1] <= actual <= by_level[0.9],
        rank=_rank(fan.levels, values, actual),
        missed_by=actual - by_level[0.5],
        loss=sum(losses) / len(losses),
    )


def _rank(levels: tuple[float, ...], values: tuple[float, ...], actual: float) -> float:
    """Where the figure lies among the quantiles, between levels in proportion."""
    if actual <= values[0]:
        return levels[0] if actual == values[0] else 0.0
    for (low, a), (high, b) in zip(
        zip(levels, values, strict=True), zip(levels[1:], values[1:], strict=True), strict=False
    ):
        if actual <= b:
            return low + (high - low) * (actual - a) / (b - a) if b > a else high
    return 1.0


def track_record(scores: Iterable[Score]) -> TrackRecord:
    """What the forecasts so far were worth; all zero where there are none."""
    known = list(scores)
    n = max(len(known), 1)
    return TrackRecord(
        scores=len(known),
        in_band=sum(one.in_band for one in known) / n,
        mean_loss=sum(one.loss for one in known) / n,
        bias=sum(one.missed_by for one in known) / n,
    )
