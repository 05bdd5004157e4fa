"""How far a plan falls short of least shares, home visits and places asked for, and what would pull it up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.planning.ground import Ground
from jemput.planning.plan import Unmet

Floats = NDArray[np.float64]

_PULL, _RELEASE, _MOST = 1.4, 0.97, 60.0


class Shortfall:
    """Counts what is missing, and pulls harder at what stays missing. Mutable: the pull grows and fades."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        codes = sorted({place.kecamatan_code for place in ground.problem.places})
        of = {code: i for i, code in enumerate(codes)}
        self.codes = codes
        self._kecamatan = np.array([of[p.kecamatan_code] for p in ground.problem.places], dtype=np.int64)
        least = ground.problem.least_people()
        self._least = np.array([least.get(code, 0) for code in codes], dtype=np.float64)
        self._least_homes = float(min(ground.problem.wishes.least_home_visits, int(ground.home_visits.sum())))
        due = (ground.people + ground.home_visits) > 0
        self._each = due & ground.problem.wishes.every_place
        self._pull, self._home_pull = np.ones(len(codes)), 1.0

    @property
    def asked(self) -> bool:
        """Whether anything was asked for."""
        return bool(self._least.any() or self._least_homes or self._each.any())

    def missing(self, people: Floats, home_visits: Floats) -> float:
        """People, home visits and places missing, from what is planned at each place."""
        short, short_homes = self._short(people, home_visits)
        unseen = float(self._unseen(people, home_visits).sum())
        return float(np.maximum(short, 0).sum() + max(short_homes, 0.0)) + unseen

    def _unseen(self, people: Floats, home_visits: Floats) -> NDArray[np.bool_]:
        """Places that must be visited and are not."""
        unseen: NDArray[np.bool_] = self._each & (people + home_visits == 0)
        return unseen

    def _short(self, people: Floats, home_visits: Floats) -> tuple[Floats, float]:
        reached = np.bincount(self._kecamatan, people + home_visits, minlength=len(self.codes))
        return self._least - reached, self._least_homes - float(home_visits.sum())

    def worths(self, people: Floats, home_visits: Floats) -> tuple[Floats, Floats]:
        """What to count people and home visits for from now on, given what is planned at each place."""
        short, short_homes = self._short(people, home_visits)
        asked = self._least > 0
        grown = np.where(short > 0, self._pull * _PULL, self._pull * _RELEASE)
        self._pull = np.where(asked, np.clip(grown, 1.0, _MOST), 1.0)
        if self._least_homes:
            factor = _PULL if short_homes > 0 else _RELEASE
            self._home_pull = min(max(self._home_pull * factor, 1.0), _MOST)
        pull = self._pull[self._kecamatan]
        return self._ground.people_worth * pull, self._ground.home_worth * pull * self._home_pull

    def unmet(self, people: Floats, home_visits: Floats) -> tuple[Unmet, ...]:
        """What is not reached, by name."""
        short, short_homes = self._short(people, home_visits)
        found = [
            Unmet("least_share", code, int(self._least[i]), int(self._least[i] - short[i]))
            for i, code in enumerate(self.codes)
            if short[i] > 0
        ]
        places = self._ground.problem.places
        unseen = np.flatnonzero(self._unseen(people, home_visits))
        found += [Unmet("every_place", places[i].place_id, 1, 0) for i in unseen]
        wanted = self._ground.problem.wishes.least_home_visits
        reached = int(home_visits.sum())
        if reached < wanted:
            found.append(Unmet("least_home_visits", "", wanted, reached))
        return tuple(found)
