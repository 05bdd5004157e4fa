"""A small kabupaten for tests of trips, encounters and coverage: villages, people, a crew, a kit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from jemput.node.accounts.models import User
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.office.regions.models import Home, Kind, Region
from jemput.office.residents.models import Resident
from jemput.office.roster.models import ListImport, ListName
from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.crews import put_crew, put_kit
from jemput.office.trips.actions.places import seed_places
from jemput.office.trips.models import Campaign, Crew, Kit, Place
from jemput.packet.keys import SealingKey, SigningKey

NOW = datetime(2018, 12, 3, 2, 0, tzinfo=UTC)
MONDAY = date(2018, 12, 3)
SUNGAI_BULUH = "15.04.03.2019"
TERUSAN = "15.04.08.2006"
KIT_KEY = SigningKey(bytes(range(32)))
KIT_ID = f"kit-{KIT_KEY.key_id}"


def make_regions(villages: Sequence[tuple[str, str, float, float]] = ()) -> None:
    """Jambi, Batanghari, the kecamatan and villages named (code, name, lat, lng), all with coordinates."""
    chosen = villages or ((SUNGAI_BULUH, "Sungai Buluh", -1.78, 103.29), (TERUSAN, "Terusan", -1.62, 103.05))
    province, kabupaten = chosen[0][0][:2], chosen[0][0][:5]
    Region.objects.create(code=province, name="Provinsi", kind=Kind.PROVINCE)
    home = Region.objects.create(
        code=kabupaten, name="Kabupaten Batanghari", kind=Kind.KABUPATEN, parent_id=province,
        lat=chosen[0][2], lng=chosen[0][3],
    )  # fmt: skip
    Home.objects.create(kabupaten=home)
    for code in sorted({village[0][:8] for village in chosen}):
        Region.objects.create(code=code, name=f"Kecamatan {code}", kind=Kind.KECAMATAN, parent_id=kabupaten)
    for code, name, lat, lng in chosen:
        kind = Kind.KELURAHAN if code.rpartition(".")[2].startswith("1") else Kind.DESA
        Region.objects.create(code=code, name=name, kind=kind, parent_id=code[:8], lat=lat, lng=lng)


def make_name(
    number: int, *, village: str = SUNGAI_BULUH, linked: bool = True, home_visit: bool = False
) -> ListName:
    """One accountable name; linked to a resident of the same NIK where asked."""
    source, _ = ListImport.objects.get_or_create(
        source="Pusat", as_of=date(2018, 11, 30), defaults={"by": "sari", "at": NOW, "state": "imported"}
    )
    nik = f"150403{number % 28 + 1:02d}0190{number:04d}"
    resident = None
    if linked:
        resident = Resident.objects.create(
            nik=nik, name=f"ORANG {number}", sex="L", birth_date=date(1990, 1, number % 28 + 1),
            family_card=f"15040301011{number // 3:05d}", village_id=village,
        )  # fmt: skip
    return ListName.objects.create(
        list_import=source, last_import=source, row_number=number, match_key=nik, nik=nik,
        name=f"ORANG {number}", sex="L", birth_date=date(1990, 1, number % 28 + 1), village_id=village,
        family_card=f"15040301011{number // 3:05d}", resident=resident, home_visit=home_visit,
        link_state="sure" if linked else "ask",
    )  # fmt: skip


def make_names(count: int, *, village: str = SUNGAI_BULUH, first: int = 1, homes: int = 0) -> list[ListName]:
    """Linked names in one village, the first `homes` of them to be visited at home."""
    return [make_name(first + n, village=village, home_visit=n < homes) for n in range(count)]


def make_peer(peer_id: str = KIT_ID, *, state: Standing = Standing.APPROVED) -> Peer:
    """A machine that asked to be let in, with the keys that tests sign with."""
    return Peer.objects.create(
        id=peer_id, kind="kit", name="Laptop kit 1", state=state.value, requested_at=NOW,
        signing_key=KIT_KEY.public.text, sealing_key=SealingKey(bytes(range(32, 64))).public.text,
    )  # fmt: skip


def make_kit(name: str = "Kit 1", *, peer: str | None = KIT_ID, printer: bool = False) -> Kit:
    """A kit with two stations, linked to its machine where asked."""
    kit = put_kit(name=name, stations=2, has_genset=True, has_printer=printer, by="sari", at=NOW)
    Kit.objects.filter(pk=kit.pk).update(peer_id=peer)
    kit.refresh_from_db()
    return kit


def make_crew(name: str = "Tim A", *, kit: Kit | None = None, member: str = "budi") -> Crew:
    """A crew of one operator."""
    user, _ = User.objects.get_or_create(
        username=member, defaults={"role": "operator", "full_name": "Budi Santoso", "password": "pbkdf2$x"}
    )
    return put_crew(name=name, kit=kit or make_kit(), members=[user], by="sari", at=NOW)


def make_campaign(crews: Sequence[Crew], *, days: int = 5, **more: object) -> Campaign:
    """A campaign from Monday 3 December 2018."""
    form = CampaignForm(
        name="Akhir tahun",
        first_day=MONDAY,
        deadline=date(2018, 12, 2 + days),
        **more,  # type: ignore[arg-type]
    )
    return put_campaign(form=form, crews=crews, by="sari", at=NOW)


def office_of(village: str) -> Place:
    """The village office of a village, seeded where it is not there yet."""
    seed_places(by="sari", at=NOW)
    return Place.objects.get(village=village, kind=Place.Kind.VILLAGE_OFFICE)
