"""The writers of the comparison: a list of one side received and read, and both sides compared by person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from jemput.kernel.eligibility import must_have_card
from jemput.kernel.errors import Problem
from jemput.kernel.nik import Nik, Person
from jemput.kernel.statuses import RECORDED, NationalStatus
from jemput.node.ledger.actions import announce, record
from jemput.office.coverage.discrepancies import Difference, Entry, Known, cause_of, differences, recorded
from jemput.office.coverage.errors import SameCounterListTwice
from jemput.office.coverage.models import CounterList, CounterPerson, Discrepancy
from jemput.office.residents.models import BaseStatus, Marital, Resident, ResidentStatus
from jemput.office.sheets import cells
from jemput.office.sheets.errors import UnknownWord
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import SheetRow, open_table
from jemput.office.sheets.rows import RowReader, reasons

LAYOUT = "counter_list"
KEPT_REJECTS = 500
BATCH = 2_000


@transaction.atomic
def receive_counter_list(
    *, path: Path, file_name: str, side: str, source: str, as_of: date, by: str, at: datetime
) -> CounterList:
    """Keep a list of one side as it came; a task reads it and compares. Raises SameCounterListTwice."""
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    known = CounterList.objects.filter(sha256=sha256, side=side).exclude(state=CounterList.State.FAILED)
    if known.exists():
        raise SameCounterListTwice(file=file_name)
    stored = Path("uploads") / "counter" / f"{sha256}{Path(file_name).suffix.lower()}"
    target = settings.JEMPUT.data_dir / stored
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)
    target.chmod(0o600)
    found = CounterList.objects.create(
        side=side, source=source, as_of=as_of, file_name=file_name,
        stored_file=str(stored), sha256=sha256, by=by, at=at,
    )  # fmt: skip
    details = {"side": side, "source": source, "as_of": str(as_of), "sha256": sha256}
    record(action="coverage.counter_list_received", subject=str(found.pk), by=by, at=at, details=details)
    payload = {"list": found.pk}
    announce(topic="coverage.counter_list_received", subject=str(found.pk), payload=payload, at=at)
    return found


def read_counter_list(*, counter_list: CounterList, at: datetime) -> CounterList:
    """Read a received list and compare both sides anew; what is wrong with the file is noted on it.

    A run that was killed starts over harmlessly.
    """
    counter_list.people.all().delete()
    try:
        _take_in(counter_list)
    except Problem as problem:
        counter_list.state = CounterList.State.FAILED
        counter_list.problem = f"{type(problem).code}: {problem.text()}"
        counter_list.save()
        return counter_list
    with transaction.atomic():
        counter_list.state = CounterList.State.READ
        counter_list.save()
        compare(by=counter_list.by, at=at)
    return counter_list


def _take_in(counter_list: CounterList) -> None:
    people: dict[str, CounterPerson] = {}
    counter_list.rejects, counter_list.repeated, counter_list.rejected = [], 0, 0
    path: Path = settings.JEMPUT.data_dir / counter_list.stored_file
    number = 0
    for number, row in enumerate(open_table(path, layout(LAYOUT)).rows, 1):
        found = _person(counter_list, row)
        before = people.get(found.nik) if found else None
        if found is None:
            continue
        if before and before.recorded and found.recorded:
            counter_list.repeated += 1
        if before is None or found.recorded:
            people[found.nik] = found
        if number % BATCH == 0:
            CounterList.objects.filter(pk=counter_list.pk).update(rows_read=number)
    counter_list.rows_read = number
    counter_list.recorded = sum(person.recorded for person in people.values())
    with transaction.atomic():
        CounterPerson.objects.bulk_create(people.values(), batch_size=BATCH)


def _person(counter_list: CounterList, row: SheetRow) -> CounterPerson | None:
    """One row's person; None, and the row kept with its reasons, where it has none."""
    reader = RowReader(row)
    nik: Nik | None = reader.read("nik", cells.nik)
    reader.require("nik", nik, "NIK")
    status = cells.text(row.cells.get("status"))
    counts = recorded(status)
    if counts is None:
        reader.problems.append(UnknownWord(field="STATUS", value=status))
    if reader.problems:
        counter_list.rejected += 1
        if len(counter_list.rejects) < KEPT_REJECTS:
            told = {"row": row.number, "cells": row.as_text(), "reasons": reasons(reader.problems)}
            counter_list.rejects.append(told)
        return None
    name = cells.text(row.cells.get("name")).upper()[:120]
    return CounterPerson(
        counter_list=counter_list, nik=str(nik), name=name, status=status[:40], recorded=bool(counts)
    )


@transaction.atomic
def compare(*, by: str, at: datetime) -> int:
    """Compare the newest list of each side by person; without a local list the register stands for it.

    Returns how many people the sides differ about.
    """
    central, local = newest_list(CounterList.Side.CENTRAL), newest_list(CounterList.Side.LOCAL)
    Discrepancy.objects.all().delete()
    if central is None:
        return 0
    day = min(central.as_of, local.as_of) if local else central.as_of
    found = list(differences(_entries(local) if local else _register(), _entries(central)))
    known = _known([each.nik for each in found], day)
    Discrepancy.objects.bulk_create(
        [_discrepancy(each, known.get(each.nik)) for each in found], batch_size=BATCH
    )
    details = {"differing": len(found), "central": central.pk, "local": local.pk if local else None}
    record(action="coverage.compared", subject=str(central.pk), by=by, at=at, details=details)
    return len(found)


def newest_list(side: str) -> CounterList | None:
    """The newest list of one side that could be read."""
    return CounterList.objects.filter(side=side, state=CounterList.State.READ).first()


def _entries(counter_list: CounterList) -> dict[str, Entry]:
    rows = counter_list.people.values_list("nik", "name", "status", "recorded")
    return {nik: Entry(name, status, done) for nik, name, status, done in rows.iterator(chunk_size=5000)}


def _register() -> dict[str, Entry]:
    """The office's own view: living people who must have a card, by the last status it knows."""
    rows: QuerySet[Any] = Resident.objects.living().with_current_status().order_by()
    told = rows.values_list("nik", "name", "current_status").iterator(chunk_size=5000)
    return {nik: Entry(name, status or "", status in RECORDED) for nik, name, status in told}


def _known(niks: list[str], day: date) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for part in _parts(niks):
        said = ResidentStatus.objects.filter(nik__in=part).order_by("at", "id")
        last = {
            nik: (NationalStatus(status), at) for nik, status, at in said.values_list("nik", "status", "at")
        }
        people = Resident.objects.filter(nik__in=part)
        for nik, base, marital, born in people.values_list("nik", "base_status", "marital", "birth_date"):
            status, at = last.get(nik, (None, None))
            person = Person(birth_date=born, ever_married=marital != Marital.SINGLE)
            must = must_have_card(person, on=day)
            found[nik] = Known(base == BaseStatus.ALIVE, must, status, at is not None and at.date() > day)
    return found


def _parts(niks: list[str]) -> Iterator[list[str]]:
    return (niks[start : start + 1000] for start in range(0, len(niks), 1000))


def _discrepancy(found: Difference, known: Known | None) -> Discrepancy:
    return Discrepancy(
        nik=found.nik,
        name=found.name,
        kind=found.kind.value,
        cause=cause_of(found, known).value,
        local_status=found.local_status,
        central_status=found.central_status,
    )
