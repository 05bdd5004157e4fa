"""What the people of the Dinas do in the rehearsal, all of it at the office's own pages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from jemput.demo.browser import Person, links
from jemput.demo.counting import ask
from jemput.demo.kabupaten import Rehearsal
from jemput.demo.stage import PASSWORD, Stage, until
from jemput.synthesis.lists import Fate

ANSWERING_VILLAGES = 4
CLERK_ANSWERS = 40
BEDRIDDEN_EVERY = 7
"""Of those a village finds present, one in so many must be visited at home."""
STAFF = (
    ("sari", "verifier", "Sari Wulandari", ""),
    ("bayu", "planner", "Bayu Pratama", ""),
    ("tono", "printer", "Tono Hartono", ""),
    ("operator", "operator", "Wayan Sukarta", ""),
    ("penyelia", "supervisor", "Ratna Dewi", ""),
)
EVIDENCE = {
    Fate.PRESENT: "",
    Fate.MOVED: "pindah, menurut ketua RT",
    Fate.DEAD: "meninggal, menurut keluarga",
    Fate.UNKNOWN: "tidak dikenal di desa ini",
    Fate.ALREADY_RECORDED: "memperlihatkan KTP-el",
}
DOCUMENTS = {Fate.DEAD: "statement", Fate.MOVED: "statement", Fate.ALREADY_RECORDED: "card"}


def add_staff(stage: Stage) -> None:
    """The accounts of the Dinas."""
    told = json.dumps([[u, role, name, region, PASSWORD] for u, role, name, region in STAFF])
    ask("office", stage.office.folder, "accounts", told)


def hand_in_list(stage: Stage, rehearsal: Rehearsal, as_of: date) -> None:
    """Upload the ministry's list, look at the dry run, take it in, and wait until it is linked."""
    sari = stage.office_person("sari")
    with rehearsal.list_file.open("rb") as file:
        page = sari.post(
            "/roster/lists/new/",
            {"source": "Ditjen Dukcapil, by-name belum rekam", "as_of": as_of.isoformat()},
            files={"file": (rehearsal.list_file.name, file)},
        )
    here = page.url.path
    until(lambda: "/confirm/" in sari.get(here).text, what="the dry run")
    sari.post(f"{here}confirm/")
    until(lambda: _linked(stage), what="linking the list", seconds=300, pause=3)


def _linked(stage: Stage) -> bool:
    told = ask("office", stage.office.folder, "linking")
    return bool(told["names"]) and not told["waiting"]


def answer_questions(stage: Stage) -> int:
    """The clerk takes the likeliest person for the first questions; returns how many."""
    sari = stage.office_person("sari")
    for answered in range(CLERK_ANSWERS):
        page = sari.get("/roster/links/")
        resident = re.search(r'name="resident"[^>]*value="(\d+)"', page.text)
        settle = links(page, r"/roster/links/\d+/settle/")
        if not resident or not settle:
            return answered
        sari.post(settle[0], {"resident": resident.group(1)})
    return CLERK_ANSWERS


def answer_villages(stage: Stage, rehearsal: Rehearsal) -> int:
    """The officers of the largest villages answer every name on their phones; returns how many."""
    by_village: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pk, village, number in ask("office", stage.office.folder, "villages")["names"]:
        by_village[village].append((pk, number))
    largest = sorted(by_village, key=lambda code: (-len(by_village[code]), code))[:ANSWERING_VILLAGES]
    accounts = [[f"desa-{code}", "village", "Kasi Pemerintahan", code, PASSWORD] for code in largest]
    ask("office", stage.office.folder, "accounts", json.dumps(accounts))
    answers = 0
    for code in largest:
        officer = stage.office_person(f"desa-{code}")
        fates = [(pk, rehearsal.truth_of(number)) for pk, number in by_village[code]]
        bedridden = {pk for pk, fate in fates if fate is Fate.PRESENT and pk % BEDRIDDEN_EVERY == 0}
        for pk, fate in fates:
            _answer(officer, pk, fate, category="sick" if pk in bedridden else "")
        answers += len(by_village[code])
    return answers


def _answer(officer: Person, pk: int, fate: Fate, *, category: str) -> None:
    told = {"kind": fate.value, "evidence": EVIDENCE[fate], "document": DOCUMENTS.get(fate, "")}
    told["category"] = category
    officer.post(f"/portal/names/{pk}/answer/", told, follow=False)


def accept_findings(stage: Stage) -> None:
    """The verifier accepts the findings, page by page."""
    sari = stage.office_person("sari")
    while chosen := re.findall(r'name="finding"[^>]*value="(\d+)"', sari.get("/roster/findings/").text):
        sari.post("/roster/findings/accept/", {"finding": chosen})


def let_kits_in(stage: Stage) -> None:
    """Enter two kits with their crews, and let the two machines in that ask."""
    head = stage.office_person()
    for number in (1, 2):
        head.post(
            "/trips/kits/new/",
            {"name": f"Kit {number}", "stations": "2", "has_genset": "on"},
            form="/trips/kits/new/",
        )
    page = head.get("/trips/crews/new/")
    kits = dict(re.findall(r'<option value="(\d+)"[^>]*>(Kit \d)</option>', page.text))
    members = _values(page.text, "members", ("Wayan Sukarta", "Ratna Dewi"))
    for pk, name in kits.items():
        head.post("/trips/crews/new/", {"name": f"Tim {name[-1]}", "kit": pk, "members": members})
    asking = until(
        lambda: (
            found
            if len(found := links(head.get("/trips/kits/"), r"/trips/peers/[^/]+/let-in/")) == 2
            else None
        ),
        what="both kits asking to be let in",
    )
    for peer in asking:
        form = head.get(peer)
        kit = next(pk for pk, name in kits.items() if f"{name}" in form.text and f'value="{pk}"' in form.text)
        head.post(peer, {"kit": kit})


def _values(html: str, name: str, labels: tuple[str, ...]) -> list[str]:
    """The values of the check boxes that carry these labels; all of them where none is found."""
    found = re.findall(rf'name="{name}" value="(\d+)"[^>]*>\s*([^<]*)<', html)
    chosen = [value for value, label in found if any(wanted in label for wanted in labels)]
    return chosen or [value for value, _ in found]


@dataclass(frozen=True)
class Planned:
    """What came of the planning."""

    trips: int
    papers: int


def plan(stage: Stage, today: date) -> Planned:
    """A campaign from today on, a plan of the planner, trips approved and announced, papers printed."""
    bayu, head = stage.office_person("bayu"), stage.office_person()
    bayu.post("/trips/campaigns/places/seed/", form="/trips/campaigns/places/")
    crews = re.findall(r'name="crews" value="(\d+)"', bayu.get("/trips/campaigns/new/").text)
    page = bayu.post(
        "/trips/campaigns/new/",
        {
            "name": "Akhir tahun",
            "first_day": today.isoformat(),
            "deadline": (today + timedelta(days=20)).isoformat(),
            "crews": crews,
            "mode": "record_only",
            "weekend": "every_day",
            "origin": "routine",
            "day_starts": "07:00",
            "day_ends": "18:00",
            "record_minutes": "15",
            "home_visit_minutes": "35",
        },
    )
    page = bayu.post(f"{page.url.path}plan/")
    here = page.url.path
    until(lambda: "/approve/" in head.get(here).text, what="the plan", seconds=120)
    head.post(f"{here}approve/")
    head.post("/trips/approve/")
    trips = links(head.get("/trips/"), r"/trips/[0-9a-f-]{36}/")
    papers = [bayu.get(f"{trips[0]}papers/{name}.pdf") for name in ("trip_sheet", "summons", "attendance")]
    return Planned(len(trips), sum(paper.content.startswith(b"%PDF") for paper in papers))


def state_coverage(stage: Stage, as_of: date) -> None:
    """What the ministry and the office each say: two figures whose denominators differ."""
    head = stage.office_person()
    spoken = {"subject": "recorded", "as_of": as_of.isoformat(), "denominator_name": "wajib KTP"}
    for side, source, part, of in (
        ("central", "Ditjen Dukcapil, data konsolidasi", "198530", "211202"),
        ("local", "Dinas, laporan bulanan", "204866", "208420"),
    ):
        told = {**spoken, "side": side, "source": source, "part": part, "denominator": of}
        head.post("/coverage/figures/statements/new/", told)


def receive_stock(stage: Stage, blanks: int) -> None:
    """Blanks, ribbon and a printer: too few blanks on purpose."""
    tono = stage.office_person("tono")
    for item, quantity, first in (("ktp-blank", blanks, "A0001001"), ("ribbon", 2, "")):
        tono.post(
            "/stock/move/",
            {
                "item": item,
                "quantity": str(quantity),
                "from_place": "ministry",
                "to_place": "store",
                "first_serial": first,
                "document": "BAST 470/1",
            },
        )
    tono.post("/cards/printers/", {"name": "Fargo HDP5000", "queue": "pdf", "place": "store"})


def print_cards(stage: Stage, *, spoil: int) -> None:
    """Print while there are blanks; the first batch has spoiled cards, which go to the heap."""
    tono = stage.office_person("tono")
    for spoiled in (spoil, 0):
        page = tono.get("/cards/")
        printer = re.search(r'<option value="(\d+)"[^>]*>Fargo', page.text)
        ripe = len(set(links(page, r"/cards/\d+/")))
        left = ask("office", stage.office.folder)["blanks"]
        if not printer or not min(ripe, left):
            return
        tono.post("/cards/print/", {"printer": printer.group(1), "count": str(min(ripe, left))})
        jobs = re.findall(r'name="job"[^>]*value="(\d+)"', tono.get("/cards/jobs/").text)
        if spoiled:
            tono.post(
                "/cards/jobs/settle/", {"job": jobs[:spoiled], "outcome": "spoiled", "reason": "pita putus"}
            )
        tono.post("/cards/jobs/settle/", {"job": jobs[spoiled:], "outcome": "printed"})


def deliver(stage: Stage) -> None:
    """Pack by village, have every consignment signed for, and put the cards into hands; one comes back."""
    tono = stage.office_person("tono")
    tono.post("/delivery/pack/", {"courier": "dijemput kasi pemerintahan"}, form="/delivery/")
    returned = False
    for consignment in links(tono.get("/delivery/"), r"/delivery/\d+/"):
        page = tono.get(consignment)
        here = re.findall(r'name="here"[^>]*value="(\d+)"', page.text)
        page = tono.post(f"{consignment}receive/", {"here": here, "receiver": "Kasi Pemerintahan"})
        for parcel in links(page, r"/delivery/parcels/\d+/"):
            if not returned:
                tono.post(f"{parcel}return/", {"reason": "not_met"})
                returned = True
                continue
            tono.post(f"{parcel}hand-over/", {"receiver": "yang bersangkutan", "proof": "self_document"})
