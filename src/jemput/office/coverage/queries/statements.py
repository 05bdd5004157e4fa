"""What others claim, side by side, and what it would mean with the same denominator."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from jemput.office.coverage.errors import NoDenominator
from jemput.office.coverage.figures import Reconciliation, reconcile
from jemput.office.coverage.models import CoverageStatement

Side = CoverageStatement.Side


@dataclass(frozen=True)
class SideBySide:
    """The newest central and local statement, and their reconciliation where one is possible."""

    central: CoverageStatement | None
    local: CoverageStatement | None
    reconciliation: Reconciliation | None

    @property
    def both(self) -> list[CoverageStatement]:
        """Those that exist, central first."""
        return [said for said in (self.central, self.local) if said]

    @property
    def local_share(self) -> str:
        """The local percentage as claimed: 97 %, without decimals that nobody stated."""
        return self.local.stated_words if self.local else "–"


def statements() -> QuerySet[CoverageStatement]:
    """Every statement, newest first."""
    return CoverageStatement.objects.select_related("region")


def newest(side: str, region_code: str) -> CoverageStatement | None:
    """The newest recording statement of one side about a region."""
    about = CoverageStatement.objects.filter(
        side=side, region=region_code, subject=CoverageStatement.Subject.RECORDED
    )
    return about.first()


def side_by_side(region_code: str) -> SideBySide:
    """Central beside local for a region."""
    central, local = newest(Side.CENTRAL, region_code), newest(Side.LOCAL, region_code)
    if central is None or local is None:
        return SideBySide(central, local, None)
    try:
        return SideBySide(central, local, reconcile(local.claim, central.claim))
    except NoDenominator:
        return SideBySide(central, local, None)
