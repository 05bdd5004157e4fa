"""Tables of trips: places and crews, campaigns and plans, trips with their stops and people."""

from jemput.office.trips.models.campaigns import Campaign, Plan
from jemput.office.trips.models.crews import Crew, Kit
from jemput.office.trips.models.events import Obstacle, OfficerPresence, StopRun, WalkIn
from jemput.office.trips.models.outings import Stop, StopPerson, Trip, TripChange
from jemput.office.trips.models.places import Allotment, Place

__all__ = [
    "Allotment",
    "Campaign",
    "Crew",
    "Kit",
    "Obstacle",
    "OfficerPresence",
    "Place",
    "Plan",
    "Stop",
    "StopPerson",
    "StopRun",
    "Trip",
    "TripChange",
    "WalkIn",
]
