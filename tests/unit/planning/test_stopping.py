"""Stop rules count what they say, on a clock that is handed in."""

from __future__ import annotations

from jemput.planning import SearchState, any_of, iterations, no_improvement, seconds


def test_seconds_by_the_clock_given() -> None:
    now = [100.0]
    watch = seconds(5, lambda: now[0]).start()
    assert not watch(SearchState(10_000, 0, 0))
    now[0] = 105.0
    assert watch(SearchState(1, 1, 0))


def test_iterations_and_no_improvement() -> None:
    assert iterations(3).start()(SearchState(3, 3, 0))
    assert not iterations(3).start()(SearchState(2, 0, 0))
    assert no_improvement(3).start()(SearchState(10, 7, 0))
    assert not no_improvement(3).start()(SearchState(9, 7, 0))


def test_any_of_stops_at_the_first() -> None:
    watch = any_of(iterations(5), no_improvement(2)).start()
    assert watch(SearchState(3, 1, 0))
    assert not watch(SearchState(3, 2, 0))
