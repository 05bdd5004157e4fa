"""The queue's rules without a database: what differs, what takes two clerks, who agreed with whom."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jemput.office.residents.duplicate_rules import PAIRS, pair_after
from jemput.office.residents.errors import PairDecided
from jemput.office.roster import merge_rules
from jemput.office.roster.calibration import bands, wilson
from jemput.office.roster.differing import Pieces, dates_apart, names_apart, niks_apart
from jemput.office.roster.errors import OwnProposal, ProposalJudged, ReasonMissing, ThresholdsCrossed
from jemput.office.roster.register_lookup import Wanted, read

TODAY = date(2018, 12, 5)
NAMES = some.text(some.sampled_from("ABDHIMNSU' "), max_size=20)
NIKS = some.text(some.sampled_from("0123456789"), min_size=16, max_size=16)


def text(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def marked(pieces: Pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.differs]


@given(NAMES, NAMES)
def test_pieces_give_the_names_back_and_what_is_not_marked_is_common(left: str, right: str) -> None:
    ours, theirs = names_apart(left, right)
    assert (text(ours), text(theirs)) == (left, right)
    common = ["".join(p.text for p in side if not p.differs) for side in (ours, theirs)]
    assert common[0] == common[1]


def test_one_letter_more_is_the_only_one_marked() -> None:
    ours, theirs = names_apart("HALIMAH TUSADIYAH", "HALIMAH TUSADIAH")
    assert (marked(ours), marked(theirs)) == (["Y"], [])


@given(NIKS, NIKS)
def test_a_nik_opens_only_where_lists_do_or_where_it_differs(left: str, right: str) -> None:
    ours, _ = niks_apart(left, right)
    for at, seen in enumerate(text(ours)):
        usual = at < 4 or at >= 12
        assert seen == (left[at] if usual or left[at] != right[at] else "•")
    assert sum(map(len, marked(ours))) == sum(a != b for a, b in zip(left, right, strict=True))


def test_a_missing_nik_or_day_is_nothing_to_mark() -> None:
    assert niks_apart("1504034507620001", "") == (niks_apart("1504034507620001", "")[0], ())
    assert not marked(niks_apart("1504034507620001", "")[0])
    assert dates_apart(None, None) == ((), ())


def test_days_differ_by_their_parts() -> None:
    ours, theirs = dates_apart(date(1962, 7, 5), date(1962, 5, 5))
    assert (text(ours), marked(ours), marked(theirs)) == ("05-07-1962", ["07"], ["05"])


@pytest.mark.parametrize(
    ("nik", "other", "needed"), [("1", "2", True), ("1", "1", False), ("", "2", False), ("", "", False)]
)
def test_different_niks_take_two_clerks(nik: str, other: str, needed: bool) -> None:
    assert merge_rules.needs_second(nik, other) is needed


@given(some.sampled_from(["waiting", "confirmed", "refused", "withdrawn"]), some.booleans())
def test_a_proposal_is_judged_once_and_never_by_its_own_clerk(state: str, own: bool) -> None:
    by = "sari" if own else "eko"
    for event in ("confirm", "refuse", "withdraw"):
        allowed = state == "waiting" and own == (event == "withdraw")
        if allowed:
            assert merge_rules.merge_after(state, event, by=by, proposer="sari") != "waiting"
        else:
            with pytest.raises((OwnProposal, ProposalJudged)):
                merge_rules.merge_after(state, event, by=by, proposer="sari")


@given(some.lists(some.sampled_from(["part", "propose", "drop", "confirm", "clean", "reopen"]), max_size=8))
def test_a_pair_reaches_the_ministry_only_through_a_proposal(events: list[str]) -> None:
    state, way = "asked", ["asked"]
    for event in events:
        try:
            state = pair_after(state, event)  # type: ignore[arg-type]
        except PairDecided:
            assert (state, event) not in PAIRS
            continue
        way.append(state)
    for before, after in pairwise(way):
        assert after != "same" or before == "proposed"
        assert after != "cleaned" or before == "same"


def test_reasons_say_something() -> None:
    assert merge_rules.reason_of("  NIK   salah ketik ") == "NIK salah ketik"
    with pytest.raises(ReasonMissing):
        merge_rules.reason_of("-- 1 --")


@pytest.mark.parametrize("crossed", [(0.4, 0.3, 0.1), (0.9, 0.95, 0.1), (0.9, 0.5, 0.6), (1.1, 0.5, 0.1)])
def test_thresholds_that_cross_are_refused(crossed: tuple[float, float, float]) -> None:
    merge_rules.in_order(0.99, 0.5, 0.02)
    with pytest.raises(ThresholdsCrossed):
        merge_rules.in_order(*crossed)


@given(some.lists(some.tuples(some.floats(0, 1), some.booleans())))
def test_every_decision_is_in_exactly_one_band(decisions: list[tuple[float, bool]]) -> None:
    found = bands(decisions)
    assert sum(band.decided for band in found) == len(decisions)
    assert sum(band.agreed for band in found) == sum(yes for _, yes in decisions)
    assert all(band.low <= band.stated <= band.high for band in found)


def test_clerks_who_disagree_more_than_chance_are_seen() -> None:
    sure = [(0.995, True)] * 30 + [(0.995, False)] * 10
    assert bands(sure)[0].is_off and not bands(sure[:19])[0].is_off
    low, high = wilson(5, 10)
    assert low == pytest.approx(0.2366, abs=1e-4) and high == pytest.approx(0.7634, abs=1e-4)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("siti aminah", Wanted(("siti", "aminah"))),
        ("15-07-1962", Wanted(born=date(1962, 7, 15))),
        ("15 Juli 1962", Wanted(born=date(1962, 7, 15))),
        ("aminah 15/7/1962", Wanted(("aminah",), born=date(1962, 7, 15))),
        ("1504 0345", Wanted(digits="15040345")),
        ("31-02-1962", Wanted(("31-02-1962",))),
    ],
)
def test_what_was_typed_is_sorted(typed: str, wanted: Wanted) -> None:
    assert read(typed, TODAY) == wanted


def test_too_little_looks_for_nobody() -> None:
    assert not any(read(typed, TODAY).is_enough for typed in ("", "si", "15040", "a b"))
