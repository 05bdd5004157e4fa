"""Today's way: every day each crew goes to the place with the most unrecorded people."""

from __future__ import annotations

from collections import Counter

import numpy as np

from jemput.planning.campaign import CampaignProblem
from jemput.planning.ground import CrewDaySlot, survey
from jemput.planning.plan import Plan
from jemput.planning.timetable import Load, most_work, working_room
from jemput.planning.writing import write_plan


def greedy_most_unrecorded(problem: CampaignProblem) -> Plan:
    """Plan as offices do by hand: one place a crew-day, the one with most people left, no two crews at one.

    The collective session comes first; home visits take what time is left. Wishes are not heeded. Raises
    G105, G107.
    """
    ground = survey(problem)
    people, home_visits = ground.people.copy(), ground.home_visits.copy()
    rooms = [working_room(ground, (place,)) for place in range(ground.size)]
    reachable = np.array([room[0, 0] >= problem.rules.minimum_work_minutes for room in rooms], dtype=np.bool_)
    loads: dict[CrewDaySlot, Load] = {}
    taken: set[tuple[int, int]] = set()
    worked: Counter[tuple[int, tuple[int, int]]] = Counter()
    for slot in ground.slots:
        week = (slot.crew, problem.days[slot.day].isocalendar()[:2])
        if worked[week] >= problem.crews[slot.crew].days_a_week:
            continue
        free = reachable & ground.open_to[slot.skill]
        for day, place in taken:
            if day == slot.day:
                free[place] = False
        left = np.where(free, people + home_visits, 0)
        if not left.any():
            continue
        place = int(left.argmax())
        due = ([int(people[place])], [int(home_visits[place])])
        load = most_work(ground, rooms[place], (place,), slot.stations, due, homes_first=False)
        people[place] -= load.people[0]
        home_visits[place] -= load.home_visits[0]
        worked[week] += 1
        taken.add((slot.day, place))
        loads[slot] = load
    return write_plan(ground, loads, method="most_unrecorded_first")
