"""Which places, which days, which crew, in which order: an immutable campaign in, a checked plan out."""

from jemput.planning.campaign import (
    START,
    CampaignProblem,
    Crew,
    MatrixHoles,
    Place,
    PlaceKind,
    Rules,
    VisitMode,
)
from jemput.planning.checker import check
from jemput.planning.explaining import Alternative, DayExplanation, explain_day
from jemput.planning.finish import PROVE, FinishRules
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.patterns import PatternRules
from jemput.planning.plan import CrewDay, LeftBecause, LeftOver, Plan, Totals, Unmet, Visit
from jemput.planning.search import SearchRules
from jemput.planning.solver import Progress, SolverRules, solve
from jemput.planning.stopping import SearchState, StopRule, any_of, iterations, no_improvement, seconds
from jemput.planning.travel import estimated_legs, travel_minutes
from jemput.planning.violation import Violation
from jemput.planning.wishes import Appointment, KeptDay, KeptStop, Wishes

__all__ = [
    "PROVE",
    "START",
    "Alternative",
    "Appointment",
    "CampaignProblem",
    "Crew",
    "CrewDay",
    "DayExplanation",
    "FinishRules",
    "KeptDay",
    "KeptStop",
    "LeftBecause",
    "LeftOver",
    "MatrixHoles",
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
    "Unmet",
    "Violation",
    "Visit",
    "VisitMode",
    "Wishes",
    "any_of",
    "check",
    "estimated_legs",
    "explain_day",
    "greedy_most_unrecorded",
    "iterations",
    "no_improvement",
    "seconds",
    "solve",
    "travel_minutes",
]
