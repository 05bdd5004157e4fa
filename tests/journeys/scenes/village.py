"""A village on a bad line: forty names, a visit in three days, cards that came, one question of the Dinas."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.office.cards.models import Card
from jemput.office.delivery import actions as delivery
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Region
from jemput.office.residents.register_import import import_register
from jemput.office.roster.actions import lists, propose_finding, return_finding
from jemput.office.roster.models import ListName
from jemput.office.stock.actions import lay_out
from jemput.office.trips.actions.announcing import approve_trip
from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.crews import put_crew, put_kit
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.actions.places import seed_places
from jemput.office.trips.models import Place
from jemput.office.trips.rules import WeekendRule
from jemput.synthesis.sheets import write_xlsx
from tests import cast as small_village
from tests.journeys.cast import PASSWORD, STAFF, TERENTANG_BARU, Neighbor
from tests.journeys.scenes.office import BY, list_row, register_file

FIRST = ("AHMAD", "SITI", "BUDI", "NUR", "RUSDI", "DEWI", "YUSUF", "RATNA", "HASAN", "LINA")
LAST = ("FAUZI", "AMINAH", "SANTOSO", "HAYATI")
ASKED = "Meninggal kapan, dan siapa yang memberi kabar?"
CARDS = (201, 202, 203)


def neighbors() -> list[Neighbor]:
    """Forty adults whom the ministry's list names."""
    return [
        Neighbor(
            f"{first} {last}",
            "LP"[n % 2],
            date(1950 + (n * 7 + m) % 45, 1 + n, 1 + m * 5),
            TERENTANG_BARU,
            100 + 10 * m + n,
        )
        for m, last in enumerate(LAST)
        for n, first in enumerate(FIRST)
    ]


def young(today: date) -> list[Neighbor]:
    """Two whom nobody has put on the list: one of sixteen, one child."""
    pemula = Neighbor("PUTRI RAHAYU", "P", today.replace(year=today.year - 16, day=1), TERENTANG_BARU, 801)
    child = Neighbor("ARIF SETIAWAN", "L", today.replace(year=today.year - 7, day=1), TERENTANG_BARU, 802)
    return [pemula, child]


def set_scene() -> dict[str, str]:
    """Everything an office has done before the village officer opens the phone."""
    at = timezone.now()
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=at)
    lay_out(by=BY, at=at)
    for username, role, name, region in STAFF:
        add_account(
            username=username, password=PASSWORD, role=role, full_name=name, region_code=region, by=BY, at=at
        )
    _take_in(at)
    _plan_visit(at)
    _send_cards(at)
    first = ListName.objects.order_by("name").first()
    assert first is not None
    finding = propose_finding(list_name=first, kind="dead", evidence="kata orang", by="jabu", at=at)
    return_finding(finding=finding, because=ASKED, by="sari", at=at)
    return {"asked": first.name, "question": ASKED}


def _take_in(at: datetime) -> None:
    folder, today = settings.JEMPUT.data_dir, timezone.localdate(at)
    people = neighbors()
    import_register(
        path=register_file(folder / "register.csv", [*people, *young(today)], single=True),
        source="SIAK",
        as_of=today,
        by=BY,
        at=at,
    )
    rows = [list_row(number, person) for number, person in enumerate(people, start=1)]
    listed = write_xlsx(rows, folder / "belum-rekam.xlsx")
    lists.import_list(path=listed, source="Pusat", as_of=today, by=BY, at=at)


def _plan_visit(at: datetime) -> None:
    seed_places(by=BY, at=at)
    day = timezone.localdate(at) + timedelta(days=3)
    crew = put_crew(
        name="Tim A",
        kit=put_kit(name="Kit 1", stations=2, has_genset=True, by=BY, at=at),
        members=(),
        by=BY,
        at=at,
    )
    form = CampaignForm(
        name="Desember", first_day=day, deadline=day + timedelta(days=30), weekend=WeekendRule.EVERY_DAY
    )
    campaign = put_campaign(form=form, crews=[crew], by=BY, at=at)
    hall = Place.objects.get(village_id=TERENTANG_BARU[0], kind=Place.Kind.VILLAGE_OFFICE)
    trip = open_trip(campaign=campaign, crew=crew, day=day, places=[hall], by=BY, at=at)
    approve_trip(trip=trip, by=BY, at=at)


def _send_cards(at: datetime) -> None:
    home = Region.objects.get(code=TERENTANG_BARU[0])
    cards = [small_village.ready_card(number, home=home) for number in CARDS]
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(state="printed")
    packed = delivery.pack(
        cards=list(Card.objects.filter(village=home)), seal="S-7", courier="Budi", by=BY, at=at
    )
    delivery.receive(consignment=packed, receiver="Kasi Sri", missing=set(), by=BY, at=at)
    parcel = packed.parcels.order_by("pk").first()
    assert parcel is not None
    delivery.hand_over(parcel=parcel, receiver=parcel.card.name, proof="self_document", by=BY, at=at)
