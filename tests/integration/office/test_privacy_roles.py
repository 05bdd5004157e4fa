"""Who may see what: role by page by object, as one table."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from jemput.office.roster.models import ListName
from jemput.office.trips.actions.outings import open_trip
from tests.integration.office.outing import (
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    TERUSAN,
    make_campaign,
    make_crew,
    make_names,
    make_peer,
    make_regions,
    office_of,
)
from tests.integration.office.planted import ROLES, client_of
from tests.integration.office.test_privacy_masks import OFFICE as ROOMS
from tests.integration.office.test_privacy_masks import every_pattern

pytestmark = pytest.mark.django_db

HEAD, PRIVACY, VERIFIER, PLANNER, PRINTER, VILLAGE, PARTNER, OPERATOR, SUPERVISOR = ROLES
OFFICE = {HEAD, PRIVACY, VERIFIER, PLANNER, PRINTER, OPERATOR, SUPERVISOR}

PAGES: dict[str, set[str]] = {
    "coverage:home": OFFICE,
    "coverage:figures": {HEAD, PRIVACY, VERIFIER, PLANNER, PRINTER},
    "residents:search": {HEAD, PRIVACY, VERIFIER},
    "residents:one": {HEAD, PRIVACY, VERIFIER},
    "residents:reveal": {HEAD, PRIVACY, VERIFIER},
    "residents:imports": {HEAD, PRIVACY, VERIFIER},
    "roster:names": {HEAD, VERIFIER, PLANNER},
    "roster:name": {HEAD, VERIFIER, PLANNER},
    "roster:reveal": {HEAD, PRIVACY, VERIFIER},
    "roster:upload": {HEAD, VERIFIER},
    "roster:findings": {HEAD, VERIFIER, PLANNER},
    "trips:trips": {HEAD, PLANNER, SUPERVISOR},
    "trips:trip": {HEAD, PLANNER, SUPERVISOR},
    "trips:campaign-new": {HEAD, PLANNER},
    "trips:kit-new": {HEAD, PLANNER},
    "encounters:list": {HEAD, VERIFIER, PLANNER, SUPERVISOR},
    "cards:queue": {HEAD, PRINTER},
    "delivery:overview": {HEAD, PRINTER},
    "stock:overview": {HEAD, PRINTER},
    "regions:tree": {HEAD, VERIFIER, PLANNER},
    "privacy:requests": {HEAD, PRIVACY},
    "privacy:request-new": {HEAD, PRIVACY},
    "privacy:trail": {HEAD, PRIVACY},
    "privacy:person": {HEAD, PRIVACY},
    "privacy:incidents": {HEAD, PRIVACY},
    "privacy:incident-new": {HEAD, PRIVACY},
    "privacy:retention": {HEAD, PRIVACY},
    "privacy:tonight": {HEAD, PRIVACY},
    "privacy:term": {HEAD},
    "portal:names": {VILLAGE},
    "portal:name": {VILLAGE},
}
"""Each page and the roles that it opens to; everybody else gets the numbered refusal."""


@pytest.fixture
def keys() -> dict[str, list[object]]:
    """A row of each kind, in Sungai Buluh."""
    make_regions()
    name = make_names(2)[0]
    make_names(1, village=TERUSAN, first=70)
    make_peer()
    crew = make_crew()
    campaign, places = make_campaign([crew]), [office_of(SUNGAI_BULUH)]
    trip = open_trip(campaign=campaign, crew=crew, day=MONDAY, places=places, by="s", at=NOW)
    of_name: list[object] = [name.pk]
    resident: list[object] = [name.resident_id]
    return {
        "residents:one": resident, "residents:reveal": resident, "roster:name": of_name,
        "roster:reveal": of_name,
        "portal:name": of_name, "trips:trip": [trip.pk], "privacy:person": [f"name-{name.pk}"],
        "privacy:term": ["reports"],
    }  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_to_its_roles_and_to_nobody_else(page: str, keys: dict[str, list[object]]) -> None:
    address = reverse(page, args=keys.get(page, []))
    opened = {role for role in ROLES if client_of(role).get(address).status_code == 200}
    assert opened == PAGES[page]


@pytest.mark.parametrize(
    ("own", "other", "status"),
    [(SUNGAI_BULUH, SUNGAI_BULUH, 200), (SUNGAI_BULUH, TERUSAN, 403), (TERUSAN, SUNGAI_BULUH, 403)],
)
def test_an_officer_of_a_village_sees_that_village(
    keys: dict[str, list[object]], own: str, other: str, status: int
) -> None:
    officer = client_of("village", region=own)
    name = ListName.objects.filter(village=other).earliest("pk")
    assert officer.get(reverse("portal:name", args=[name.pk])).status_code == status
    told = officer.get(reverse("portal:names")).content.decode()
    assert (name.name in told) is (status == 200)


def test_an_officer_answers_only_for_the_own_village(keys: dict[str, list[object]]) -> None:
    name = ListName.objects.filter(village=TERUSAN).earliest("pk")
    address = reverse("portal:answer", args=[name.pk])
    assert client_of("village").post(address, {"kind": "present"}).status_code == 403
    assert not name.findings.exists()


def test_an_officer_without_a_village_sees_nobody(keys: dict[str, list[object]]) -> None:
    assert client_of("village", region="").get(reverse("portal:names")).status_code == 403


def test_a_partner_reads_no_name(keys: dict[str, list[object]]) -> None:
    """Wherever a partner office gets in, it meets counts and no person."""
    partner = client_of("partner")
    plain = [
        route for pattern, route in every_pattern(get_resolver().url_patterns)
        if pattern.callback.__module__.startswith(ROOMS) and "<" not in route
    ]  # fmt: skip
    told = [page.content.decode() for route in plain if (page := partner.get(route)).status_code == 200]
    assert told and not any("ORANG" in page for page in told)
