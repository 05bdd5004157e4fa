"""What is enough to go on: expected against present and excepted, tries, the table of steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jemput.kernel.body import Finger, Modality
from jemput.kit.capture import rules
from jemput.kit.capture.profiles import ADULT, BEDRIDDEN, EVERYTHING, PROFILES, Profile
from jemput.kit.capture.rules import Attempted
from jemput.kit.capture.states import CAPTURE_STEPS, ENDS, STEPS, TRANSITIONS, Event, State, after
from jemput.kit.devices.canvas.strokes import draw, read_strokes
from jemput.kit.devices.errors import EmptySignature, NotStrokes
from jemput.kit.devices.samples import Spot, spot

SPOTS = sorted(EVERYTHING)


@given(st.sets(st.sampled_from(SPOTS)), st.sets(st.sampled_from(SPOTS)), st.sets(st.sampled_from(SPOTS)))
def test_it_balances_only_when_each_expected_spot_is_there_once(
    expected: set[Spot], captured: set[Spot], excepted: set[Spot]
) -> None:
    found = rules.balance(expected, captured=captured, excepted=excepted)
    assert found.holds == (captured | excepted == expected and not captured & excepted)


@given(st.lists(st.builds(Attempted, st.sampled_from(SPOTS), st.integers(1, 3), st.integers(0, 100))))
def test_the_best_of_every_spot_is_kept_over_all_tries(attempts: list[Attempted]) -> None:
    kept = rules.best(attempts)
    assert set(kept) == {one.spot for one in attempts}
    assert all(kept[one.spot].quality >= one.quality for one in attempts)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.code)
def test_the_steps_account_for_every_profile(profile: Profile) -> None:
    covered = [rules.expected_at(step, profile) for step in CAPTURE_STEPS]
    assert frozenset().union(*covered) == profile.expected
    assert sum(map(len, covered)) == len(profile.expected)
    assert profile.optional <= profile.expected and profile.suggested <= profile.expected


@pytest.mark.parametrize("one", SPOTS, ids=lambda one: cast(Spot, one).code)
def test_a_spot_survives_its_code(one: Spot) -> None:
    assert spot(one.code) == one and one.words.id and one.words.en


def test_missing_index_fingers_are_verified_by_the_next_best() -> None:
    left = [
        Spot(Modality.FINGER, finger)
        for finger in (Finger.LEFT_THUMB, Finger.LEFT_LITTLE, Finger.RIGHT_LITTLE)
    ]
    assert [one.position for one in rules.fingers_to_verify(left)] == [Finger.LEFT_THUMB, Finger.RIGHT_LITTLE]
    assert rules.fingers_to_verify([]) == ()


def test_a_sample_on_which_nothing_was_found_is_only_a_try() -> None:
    face, thumb = Spot(Modality.FACE), Spot(Modality.FINGER, Finger.LEFT_THUMB)
    assert not rules.is_usable(face, 0, ADULT) and rules.is_usable(face, 0, BEDRIDDEN)
    assert not rules.is_usable(thumb, 0, BEDRIDDEN) and rules.is_usable(thumb, 1, ADULT)


def test_fifteen_minutes_are_the_limit() -> None:
    began = datetime(2018, 2, 26, 8, 0)  # noqa: DTZ001 - only the difference counts
    assert not rules.is_overdue(began, at=began + timedelta(minutes=15))
    assert rules.is_overdue(began, at=began + timedelta(minutes=15, seconds=1))


class Encounters(RuleBasedStateMachine):
    """Any operator, any order of buttons: never sealed but from the review, never open again once ended."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.CHECKED_IN
        self.history = [State.CHECKED_IN]

    @rule(event=st.sampled_from(Event))
    def press(self, event: Event) -> None:
        new = after(self.state, event)
        if self.state in ENDS:
            assert new is None
        if new is not None:
            assert new is not State.SEALED or self.state is State.REVIEW
            self.state = new
            self.history.append(new)

    @precondition(lambda self: self.state not in ENDS)
    @rule()
    def there_is_always_a_way_out(self) -> None:
        assert after(self.state, Event.ABANDON) is State.ABANDONED

    @invariant()
    def no_step_was_ever_skipped(self) -> None:
        seen = [step for step in STEPS if step in self.history]
        assert seen == list(STEPS[: len(seen)])


TestEncounters = Encounters.TestCase
TestEncounters.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def test_the_table_leads_only_to_known_states() -> None:
    assert all(here in set(STEPS) and there in set(State) for (here, _), there in TRANSITIONS.items())


def _strokes(*strokes: str) -> str:
    return f'{{"width": 600, "height": 250, "strokes": [{",".join(strokes)}]}}'


def test_a_drawn_name_is_no_line_and_a_line_is_one() -> None:
    wave = "[" + ",".join(f"[{60 + 4 * i}, {100 + 60 * (i % 2)}]" for i in range(60)) + "]"
    assert not draw(read_strokes(_strokes(wave))).is_line
    drawn = draw(read_strokes(_strokes("[[80, 120], [300, 124], [520, 121]]")))
    assert drawn.is_line and drawn.captured.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("text", ["", "{}", "[]", _strokes("[[700, 1]]"), _strokes('[["a", 1]]'), "\0"])
def test_nonsense_from_the_pad_is_a_numbered_problem(text: str) -> None:
    with pytest.raises(NotStrokes):
        read_strokes(text)


def test_a_dot_is_no_signature() -> None:
    with pytest.raises(EmptySignature):
        draw(read_strokes(_strokes("[[80, 120], [82, 120]]")))
