"""Minutes a person, a packet's way and what is missing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.body import Modality, Outcome
from jemput.kernel.statuses import NationalStatus
from jemput.office.encounters.rules import (
    Leg,
    Way,
    came_late,
    chain_of,
    is_late,
    is_slow,
    minutes_taken,
    must_re_record,
    sample_label,
    tally,
)

SEALED = datetime(2018, 12, 5, 3, 0, tzinfo=UTC)


def test_fifteen_minutes_are_too_many() -> None:
    assert minutes_taken(SEALED, SEALED + timedelta(minutes=14, seconds=30)) == 14.5
    assert not is_slow(SEALED, SEALED + timedelta(minutes=14, seconds=59))
    assert is_slow(SEALED, SEALED + timedelta(minutes=15))


@given(st.sets(st.integers(1, 60)))
def test_missing_numbers_fill_the_gaps_exactly(received: set[int]) -> None:
    gaps = chain_of(received).missing
    missing = [number for first, last in gaps for number in range(first, last + 1)]
    assert sorted(received | set(missing)) == list(range(1, max(received, default=0) + 1))
    assert received.isdisjoint(missing)


def test_a_way_tells_its_leg() -> None:
    hour = timedelta(hours=1)
    assert Way(SEALED, SEALED).leg is Leg.AT_OFFICE
    assert Way(SEALED, SEALED, SEALED + hour).leg is Leg.TO_CENTER
    assert Way(SEALED, SEALED, SEALED + hour, SEALED + 2 * hour).leg is Leg.AT_CENTER
    assert Way(SEALED, SEALED, SEALED, SEALED, SEALED).leg is Leg.ANSWERED


def test_lateness_belongs_to_the_leg() -> None:
    way = Way(SEALED, SEALED)
    assert not is_late(way, at=SEALED + timedelta(minutes=59))
    assert is_late(way, at=SEALED + timedelta(minutes=61))
    assert not is_late(Way(SEALED, SEALED, SEALED, SEALED, SEALED), at=SEALED + timedelta(days=365))


def test_a_packet_that_waited_in_the_field_came_late() -> None:
    assert came_late(Way(SEALED, SEALED + timedelta(hours=49)))
    assert not came_late(Way(SEALED, SEALED + timedelta(hours=48)))


def test_re_record_follows_the_last_word_only() -> None:
    failed, received = NationalStatus.ENROLL_FAILURE_AT_CENTRAL, NationalStatus.RECEIVED_AT_CENTRAL
    assert must_re_record([received, failed])
    assert not must_re_record([failed, received])
    assert not must_re_record([])


def test_outcomes_are_counted_by_kind() -> None:
    found = tally([Outcome.CAPTURED] * 8 + [Outcome.EXCEPTION] * 2)
    assert (found.captured, found.exceptions, found.failed) == (8, 2, 0)


def test_every_sample_has_a_name() -> None:
    assert sample_label(Modality.FINGER, 7) == "telunjuk kiri"
    assert sample_label(Modality.IRIS, 1, "en") == "right eye"
    assert sample_label(Modality.FACE, 0) == "wajah"
