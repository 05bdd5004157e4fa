"""Rows of files written: schools into the register, pupils into schools; what is known keeps its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from jemput.office.schools.actions.register import give_place
from jemput.office.schools.models import Pupil, School, SchoolImport
from jemput.office.schools.pupil_rows import PupilRow
from jemput.office.schools.school_rows import SchoolRow

_IDENTITY = ("nik", "name", "birth_date", "sex", "mother_name", "family_card", "birth_place")


def known_among(rows: Sequence[SchoolRow | PupilRow]) -> int:
    """How many rows name a school or a pupil that we have already."""
    pupils = [row for row in rows if isinstance(row, PupilRow)]
    keys = set(
        Pupil.objects.filter(school__in={row.match[0] for row in pupils}).values_list("school", "match_key")
    )
    schools = [row for row in rows if isinstance(row, SchoolRow)]
    return sum(row.match in keys for row in pupils) + sum(_known(row) is not None for row in schools)


def _known(row: SchoolRow) -> School | None:
    """The school a row means: by NPSN, else by name in its village where no other NPSN speaks against it."""
    fields = row.fields
    by_number = School.objects.filter(npsn=fields["npsn"]).first() if fields["npsn"] else None
    if by_number:
        return by_number
    same = School.objects.filter(village=fields["village_id"], name_key=fields["name_key"])
    return same.first()


def write_schools(school_import: SchoolImport, rows: Sequence[SchoolRow], at: datetime) -> None:
    """Add or bring up to date the schools of some rows; an empty cell takes nothing away."""
    for row in rows:
        school = _known(row) or School()
        for field, value in row.fields.items():
            if value not in ("", None) or school.pk is None:
                setattr(school, field, value)
        if row.fields["pupils_stated"] is not None:
            school.stated_by, school.stated_on = school_import.source, school_import.as_of
        school.save()
        give_place(school, by=school_import.confirmed_by, at=at)


def write_pupils(school_import: SchoolImport, rows: Sequence[PupilRow]) -> None:
    """Add the pupils of some rows, or bring them up to date; who is at a new school has left the old one."""
    if not rows:
        return
    known = _known_pupils(rows)
    fresh: list[Pupil] = []
    for row in rows:
        pupil = _same(row, known, school_import)
        if pupil is None:
            fresh.append(Pupil(last_import=school_import, row_number=row.number, **row.fields))
        elif pupil.last_import.as_of <= school_import.as_of:
            _renew(pupil, row, school_import)
    _leave_elsewhere(school_import, rows)
    Pupil.objects.bulk_create(fresh)


def _known_pupils(rows: Sequence[PupilRow]) -> dict[tuple[int, str], Pupil]:
    """The schools' pupils by key and by NIK."""
    schools = {row.match[0] for row in rows}
    found: dict[tuple[int, str], Pupil] = {}
    for pupil in Pupil.objects.filter(school__in=schools).select_related("last_import"):
        found[pupil.school_id, pupil.match_key] = pupil
        if pupil.nik:
            found.setdefault((pupil.school_id, pupil.nik), pupil)
    return found


def _same(row: PupilRow, known: dict[tuple[int, str], Pupil], school_import: SchoolImport) -> Pupil | None:
    """The pupil a row means: by name and birth date, else by a NIK that no other row of the file has used."""
    by_key = known.get(row.match)
    if by_key is not None and by_key.match_key == row.fields["match_key"]:
        return by_key
    by_nik = known.get((row.match[0], row.fields["nik"])) if row.fields["nik"] else None
    used = by_nik is not None and by_nik.last_import_id == school_import.pk
    return None if used else by_nik


def _renew(pupil: Pupil, row: PupilRow, school_import: SchoolImport) -> None:
    """A pupil as the newer roster has them; whose identity it tells otherwise is linked again."""
    changed = False
    for field, value in row.fields.items():
        if value in ("", None) or getattr(pupil, field) == value:
            continue
        changed = changed or field in _IDENTITY
        setattr(pupil, field, value)
    if changed and pupil.link_state not in (Pupil.Link.SETTLED, Pupil.Link.SURE):
        pupil.link_state = Pupil.Link.WAITING
    if pupil.left:
        pupil.left, pupil.resident, pupil.link_state = False, None, Pupil.Link.WAITING
    pupil.last_import, pupil.row_number = school_import, row.number
    pupil.save()


def _leave_elsewhere(school_import: SchoolImport, rows: Sequence[PupilRow]) -> None:
    """The same NIK at another school by an older roster: that pupil has changed schools."""
    now_at = {row.fields["nik"]: row.match[0] for row in rows if row.fields["nik"]}
    others = Pupil.objects.filter(
        Q(nik__in=now_at) | Q(resident__nik__in=now_at),
        left=False,
        last_import__as_of__lte=school_import.as_of,
    )
    for pupil in others.select_related("resident"):
        nik = pupil.nik or (pupil.resident.nik if pupil.resident else "")
        if now_at.get(nik) != pupil.school_id:
            pupil.left = True
            pupil.save(update_fields=["left"])
