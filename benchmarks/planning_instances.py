"""Reads the evaluation's synthetic kabupaten (villages on a plane, weekdays, crews) as campaign problems."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jemput.planning import START, CampaignProblem, Crew, Place, PlaceKind, Rules

ROAD_FACTOR, KILOMETERS_PER_HOUR, REMOTE_MINUTES = 1.4, 32, 45
MONDAY = date(2018, 1, 1)


def read_kabupaten(path: Path) -> CampaignProblem:
    """One instance file; `days` are weekdays in order, so each run of Monday to Saturday is a week."""
    raw = json.loads(path.read_text())
    places = tuple(_place(village) for village in raw["villages"])
    return CampaignProblem(
        places=places,
        crews=tuple(
            Crew(f"T{i + 1}", f"K{i + 1}", stations=crew["stations"], has_genset=crew["genset"])
            for i, crew in enumerate(raw["crews"])
        ),
        days=_dates(raw["days"]),
        rules=Rules(start_lat=None, start_lng=None),
        known_minutes=_minutes(raw),
        blanks=raw["blanks"],
    )


def _place(village: dict[str, Any]) -> Place:
    return Place(
        place_id=str(village["id"]),
        kind=PlaceKind.VILLAGE_OFFICE,
        lat=None,
        lng=None,
        people_due=village["u"],
        home_visits=village["home"],
        has_power=village["power"],
        open_weekdays=frozenset(range(6)) - set(village["closed"]),
        remote_minutes=REMOTE_MINUTES if village["remote"] else 0,
        kecamatan_code=str(village["kec"]),
    )


def _dates(weekdays: list[int]) -> tuple[date, ...]:
    found, day = [], MONDAY
    for weekday in weekdays:
        while day.weekday() != weekday:
            day += timedelta(days=1)
        found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def _minutes(raw: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Straight kilometers × road factor ÷ speed, and the add-on of a remote village at either end."""
    at = {START: (tuple(raw["office"]), 0)} | {
        str(v["id"]): ((v["x"], v["y"]), REMOTE_MINUTES if v["remote"] else 0) for v in raw["villages"]
    }
    return {
        (a, b): math.ceil(math.dist(here, there) * ROAD_FACTOR / KILOMETERS_PER_HOUR * 60 + add_a + add_b)
        for a, (here, add_a) in at.items()
        for b, (there, add_b) in at.items()
        if a != b
    }
