"""Which pairs are worth a comparison: those that share at least one key that a person rarely loses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jemput.linkage.register import Reading

Key = tuple[object, ...]


def keys_of(record: Reading) -> Iterator[Key]:
    """The blocking keys of one record; each leads with the name of its rule."""
    yield from _nik_keys(record.nik)
    name, mother = record.name, record.mother.skeleton
    born = record.birth_date
    if born:
        # Day and month in either order, so that a swapped date still meets its own.
        date_key = (born.year, min(born.day, born.month), max(born.day, born.month))
        for word in name.word_skeletons:
            yield "date+word", date_key, word
        if record.village:
            yield "date+village", date_key, record.village
        if mother:
            yield "date+mother", date_key, mother
        if name.skeleton:
            yield "name+year", name.skeleton, born.year
    if name.skeleton and record.village:
        yield "name+village", name.skeleton, record.village
    if name.skeleton and mother:
        yield "name+mother", max(name.word_skeletons, key=lambda word: (len(word), word)), mother


def _nik_keys(nik: str) -> Iterator[Key]:
    """The whole number; each of its parts left out in turn; its digits in order, for swapped ones."""
    if not nik:
        return
    region, day, month, year, serial = nik[:6], nik[6:8], nik[8:10], nik[10:12], nik[12:]
    yield "nik", nik
    yield "nik-region", day, month, year, serial
    yield "nik-day", region, month, year, serial
    yield "nik-month", region, day, year, serial
    yield "nik-year", region, day, month, serial
    yield "nik-serial", region, day, month, year
    yield "nik-sorted", "".join(sorted(nik)), region[:2]


def pairs(rows: Sequence[Reading], register: Sequence[Reading]) -> dict[int, list[int]]:
    """Candidate positions in the register for each row position, each once, in the register's order.

    The rows are indexed and the register streams past them, so memory grows with the list.
    """
    index: defaultdict[Key, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        for key in keys_of(row):
            index[key].append(i)
    lookup = dict(index)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for j, person in enumerate(register):
        met: set[int] = set()
        for key in keys_of(person):
            met.update(lookup.get(key, ()))
        for i in met:
            found[i].append(j)
    return dict(found)
