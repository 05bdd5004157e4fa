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
from jemput.planning.comparing import (
    Outcome,
    compare,
    like_the_first_crew,
    with_blanks,
    with_crew,
    with_deadline,
    without_weekday,
)
from jemput.planning.coverage import least_covered_first
from jemput.planning.explaining import Alternative, DayExplanation, explain_day
from jemput.planning.finish import PROVE, FinishRules
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.learning import (
    Learned,
    LearningRules,
    LoggedEncounter,
    LoggedLeg,
    learn_minutes,
    learn_roads,
    with_learned,
)
from jemput.planning.moving import Effect, Move, effect_of
from jemput.planning.obstacles import Obstacle, obstacles, require_somebody
from jemput.planning.patterns import PatternRules
from jemput.planning.placing import OtherDay, PlaceExplanation, bound_in_words, explain_place
from jemput.planning.plan import CrewDay, LeftBecause, LeftOver, Plan, Totals, Unmet, Visit
from jemput.planning.replanning import Changes, Done, changes, keep, remaining, replan
from jemput.planning.search import SearchRules
from jemput.planning.solver import Progress, SolverRules, solve
from jemput.planning.stopping import SearchState, StopRule, any_of, iterations, no_improvement, seconds
from jemput.planning.supplies import Arrival, Scarcity, Supply, scarcity
from jemput.planning.travel import estimated_legs, travel_minutes
from jemput.planning.violation import Violation
from jemput.planning.wishes import Appointment, KeptDay, KeptStop, Wishes

__all__ = [
    "PROVE",
    "START",
    "Alternative",
    "Appointment",
    "Arrival",
    "CampaignProblem",
    "Changes",
    "Crew",
    "CrewDay",
    "DayExplanation",
    "Done",
    "Effect",
    "FinishRules",
    "KeptDay",
    "KeptStop",
    "Learned",
    "LearningRules",
    "LeftBecause",
    "LeftOver",
    "LoggedEncounter",
    "LoggedLeg",
    "MatrixHoles",
    "Move",
    "Obstacle",
    "OtherDay",
    "Outcome",
    "PatternRules",
    "Place",
    "PlaceExplanation",
    "PlaceKind",
    "Plan",
    "Progress",
    "Rules",
    "Scarcity",
    "SearchRules",
    "SearchState",
    "SolverRules",
    "StopRule",
    "Supply",
    "Totals",
    "Unmet",
    "Violation",
    "Visit",
    "VisitMode",
    "Wishes",
    "any_of",
    "bound_in_words",
    "changes",
    "check",
    "compare",
    "effect_of",
    "estimated_legs",
    "explain_day",
    "explain_place",
    "greedy_most_unrecorded",
    "iterations",
    "keep",
    "learn_minutes",
    "learn_roads",
    "least_covered_first",
    "like_the_first_crew",
    "no_improvement",
    "obstacles",
    "remaining",
    "replan",
    "require_somebody",
    "scarcity",
    "seconds",
    "solve",
    "travel_minutes",
    "with_blanks",
    "with_crew",
    "with_deadline",
    "with_learned",
    "without_weekday",
]
