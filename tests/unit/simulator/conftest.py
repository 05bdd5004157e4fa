"""One simulator for all tests: making its keys takes longer than most of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.simulator.glass import Glass, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glass]:
    with running(tmp_path_factory.mktemp("keys")) as glass:
        yield glass


@pytest.fixture
def glass(service: Glass) -> Glass:
    """The simulator with a person before it and no faults waiting."""
    service.ask("DELETE", "/simulator/faults", {})
    service.put(seed=42)
    return service
