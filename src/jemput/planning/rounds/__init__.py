"""Rounds from home to home: which homes, in which order, at what time of day."""

from jemput.planning.rounds.planning import RoundRules, plan_rounds
from jemput.planning.rounds.stops import Round, RoundProblem, Rounds, RoundStop, RoundVisit, broken_in

__all__ = [
    "Round",
    "RoundProblem",
    "RoundRules",
    "RoundStop",
    "RoundVisit",
    "Rounds",
    "broken_in",
    "plan_rounds",
]
