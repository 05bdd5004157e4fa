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
from jemput.planning.explaining import Alternative, DayExplanation, explain_day
from jemput.planning.finish import PROVE, FinishRules
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.patterns import PatternRules
from jemput.planning.plan import CrewDay, LeftBecause, LeftOver, Plan, Totals, Visit
from jemput.planning.search import SearchRules
from jemput.planning.solver import Progress, SolverRules, solve
from jemput.planning.stopping import SearchState, StopRule, any_of, iterations, no_improvement, seconds
from jemput.planning.travel import travel_minutes

__all__ = [
    "PROVE",
    "START",
    "Alternative",
    "CampaignProblem",
    "Crew",
    "CrewDay",
    "DayExplanation",
    "FinishRules",
    "LeftBecause",
    "LeftOver",
    "PatternRules",
    "Place",
    "PlaceKind",
    "Plan",
    "Progress",
    "Rules",
    "SearchRules",
    "SearchState",
    "SolverRules",
    "StopRule",
    "Totals",
    "Violation",
    "Visit",
    "VisitMode",
    "any_of",
    "check",
    "explain_day",
    "greedy_most_unrecorded",
    "iterations",
    "no_improvement",
    "seconds",
    "solve",
    "travel_minutes",
]
