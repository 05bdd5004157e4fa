"""Which places, which days, which crew, in which order: an immutable campaign in, a checked plan out."""

from jemput.planning.campaign import (
    START,
    CampaignProblem,
    Crew,
    Place,
    PlaceKind,
    Rules,
    VisitMode,
)
from jemput.planning.checker import Violation, check
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.plan import CrewDay, LeftBecause, LeftOver, Plan, Totals, Visit
from jemput.planning.solver import Progress, solve
from jemput.planning.stopping import SearchState, StopRule, any_of, iterations, no_improvement, seconds
from jemput.planning.travel import travel_minutes

__all__ = [
    "START",
    "CampaignProblem",
    "Crew",
    "CrewDay",
    "LeftBecause",
    "LeftOver",
    "Place",
    "PlaceKind",
    "Plan",
    "Progress",
    "Rules",
    "SearchState",
    "StopRule",
    "Totals",
    "Violation",
    "Visit",
    "VisitMode",
    "any_of",
    "check",
    "greedy_most_unrecorded",
    "iterations",
    "no_improvement",
    "seconds",
    "solve",
    "travel_minutes",
]
