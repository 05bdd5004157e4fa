"""Will the deadline hold? Simulated courses of the campaign, what holds it up, how good the guess was."""

from jemput.planning.forecast.assumptions import Assumptions, Belief, DayLog, renewed
from jemput.planning.forecast.outlook import Cure, Fan, Finish, Forecast, forecast
from jemput.planning.forecast.scoring import Score, TrackRecord, score, score_fan, track_record
from jemput.planning.forecast.simulating import Course, simulate
from jemput.planning.forecast.situation import CardSide, Situation

__all__ = [
    "Assumptions",
    "Belief",
    "CardSide",
    "Course",
    "Cure",
    "DayLog",
    "Fan",
    "Finish",
    "Forecast",
    "Score",
    "Situation",
    "TrackRecord",
    "forecast",
    "renewed",
    "score",
    "score_fan",
    "simulate",
    "track_record",
]
