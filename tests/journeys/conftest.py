"""One stage and one browser for all journeys; every person who comes to a page is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.cups import Cups, cups, has_cups
from tests.journeys import browsing
from tests.journeys.people import (
    Adjudicator,
    Clerk,
    Crew,
    Head,
    Operator,
    Planner,
    Printer,
    VillageOfficer,
    Visitor,
)
from tests.journeys.stage import Stage, stage
from tests.journeys.van import Van, van

Person = TypeVar("Person", bound=Visitor)
Arrive = Callable[..., Visitor]


@pytest.fixture(scope="session")
def on_stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The three programs and the scanners, running."""
    with stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


@pytest.fixture(scope="session")
def in_the_van(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Van]:
    """A kit in a village without network, running behind its door."""
    with van(tmp_path_factory.mktemp("van")) as running:
        yield running


@pytest.fixture(scope="module")
def queue(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A real printing system with one queue."""
    if not has_cups():
        pytest.skip("needs cupsd, and root to start one: `make test` installs it (apt-get install cups)")
    with cups(tmp_path_factory.mktemp("cups")) as running:
        yield running


@pytest.fixture(scope="module")
def printing_stage(queue: Cups, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The three programs with a printer, on a stage of their own: a van that prints changes the office."""
    with stage(tmp_path_factory.mktemp("printing"), **queue.environ) as running:
        yield running


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real Chromium with a face before its camera."""
    if not browsing.has_chromium():
        pytest.skip("no chromium here: `make test` installs it (apt-get install chromium)")
    with browsing.chromium(tmp_path_factory.mktemp("film")) as running:
        yield running


@pytest.fixture
def arrive(browser: Browser, tmp_path: Path) -> Iterator[Arrive]:
    """Lets somebody come to a program with a fresh browser profile; fails where a page misbehaved."""
    came: list[Visitor] = []

    def come(kind: type[Person], origin: str) -> Person:
        page, witness = browsing.open_page(browser, origin, kind.screen)
        visitor = kind(page, witness)
        came.append(visitor)
        return visitor

    yield come
    for number, visitor in enumerate(came):
        # Only for whoever looks into a failure; a page that streams cannot always be photographed.
        with suppress(PlaywrightError):
            visitor.page.screenshot(path=tmp_path / f"last-{number}.png")
        visitor.page.context.close()
    offenses = [offense for visitor in came for offense in visitor.witness.offenses]
    assert not offenses, "\n".join(offenses)


@pytest.fixture
def adjudicator(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Ani, at the center."""
    return arrive(Adjudicator, on_stage.center).signed_in_as("ani")


@pytest.fixture
def operator(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Wayan, at the kit in the village hall."""
    return arrive(Operator, on_stage.kit).signed_in_as("wayan")


@pytest.fixture
def crew(arrive: Arrive, in_the_van: Van) -> Visitor:
    """Wayan at the van's kit, with Maria beside him and every cable in."""
    in_the_van.scanners.plug_in("finger")
    return arrive(Crew, in_the_van.url).signed_in_as("wayan")


@pytest.fixture
def supervisor(arrive: Arrive, in_the_van: Van) -> Visitor:
    """Maria at the van's kit."""
    return arrive(Crew, in_the_van.url).signed_in_as("maria")


@pytest.fixture
def van_planner(arrive: Arrive, printing_stage: Stage) -> Visitor:
    """Dewi, at the office whose van prints."""
    return arrive(Planner, printing_stage.office).signed_in_as("dewi")


@pytest.fixture
def van_printer(arrive: Arrive, printing_stage: Stage) -> Visitor:
    """Tono, at the office whose van prints."""
    return arrive(Printer, printing_stage.office).signed_in_as("tono")


@pytest.fixture
def van_crew(arrive: Arrive, printing_stage: Stage) -> Visitor:
    """Wayan, at the kit of the van that prints."""
    return arrive(Crew, printing_stage.kit).signed_in_as("wayan")


@pytest.fixture
def planner(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Dewi, at the office."""
    return arrive(Planner, on_stage.office).signed_in_as("dewi")


@pytest.fixture
def head(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Pak Hasan, at the office."""
    return arrive(Head, on_stage.office).signed_in_as("kepala")


@pytest.fixture
def printer(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Tono, at the office."""
    return arrive(Printer, on_stage.office).signed_in_as("tono")


@pytest.fixture
def clerk(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Sari, at the office, who never touches the mouse."""
    return arrive(Clerk, on_stage.office).signed_in_as("sari")


@pytest.fixture
def village_officer(arrive: Arrive, on_stage: Stage) -> Visitor:
    """Pak Jabu of Terentang Baru, on his phone."""
    return arrive(VillageOfficer, on_stage.office).signed_in_as("jabu")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo in a file, as a camera leaves it."""
    path = tmp_path / "exception.jpg"
    path.write_bytes(browsing.still(21))
    return path
