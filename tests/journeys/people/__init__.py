"""The people of the journeys at their screens: what they do and see, with the selectors hidden below."""

from tests.journeys.people.center import Adjudicator
from tests.journeys.people.kit import Operator
from tests.journeys.people.office import Clerk, Head, Planner, Printer
from tests.journeys.people.van import Crew
from tests.journeys.people.village import VillageOfficer
from tests.journeys.people.visitor import Visitor

__all__ = [
    "Adjudicator",
    "Clerk",
    "Crew",
    "Head",
    "Operator",
    "Planner",
    "Printer",
    "VillageOfficer",
    "Visitor",
]
