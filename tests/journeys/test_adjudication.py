"""One body under two NIKs: the center holds both records together and a person decides."""

from __future__ import annotations

from tests.journeys.cast import RATIH, RATNA
from tests.journeys.people import Adjudicator


def test_an_adjudicator_finds_one_body_under_two_niks(adjudicator: Adjudicator) -> None:
    # Given two packets of one body under two names and NIKs
    adjudicator.opens_the_case_of(RATIH.name)
    # When both records are compared
    adjudicator.sees_both_names(RATIH.name, RATNA.name)
    adjudicator.sees_matched_points()
    adjudicator.decides("Orang yang sama", because="kedua telunjuk cocok titik demi titik")
    # Then the newer record is a duplicate and the older one stays
    adjudicator.sees_the_status("DUPLICATE_RECORD", of=RATIH.nik)
    adjudicator.sees_the_status("PRINT_READY_RECORD", of=RATNA.nik)
