"""What the clerk's queue shows: two records side by side, and the waterfall of evidence in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from jemput.kernel.wording import percent
from jemput.node.look.parts import Difference
from jemput.office.residents.duplicate_models import RegisterPair
from jemput.office.residents.models import Resident
from jemput.office.roster import link_queue
from jemput.office.roster.differing import Pieces, dates_apart, names_apart, niks_apart
from jemput.office.roster.link_models import Hold, QuestionKind
from jemput.office.roster.link_words import AGREEMENTS, FIELDS
from jemput.office.roster.link_words import REASONS as REASONS
from jemput.office.roster.merge_rules import needs_second
from jemput.office.roster.models import ListName
from jemput.office.roster.queries import LinkCandidate, double_candidates, link_candidates

WIDTH = 48
"""Half of the waterfall's drawing, in its own units; evidence against goes left, for goes right."""


@dataclass(frozen=True)
class Drop:
    """One step of the waterfall: what was compared, how far it agrees, the bits, and where its bar lies."""

    field: StrOrPromise
    agreement: StrOrPromise
    bits: float
    x: float
    width: float

    @property
    def speaks_for(self) -> bool:
        """Whether the step speaks for one person rather than two."""
        return self.bits >= 0


@dataclass(frozen=True)
class Option:
    """One answer the clerk may give: a person, the comparison, the waterfall, and the key to press."""

    key: int
    candidate: LinkCandidate
    rows: list[Difference]
    drops: list[Drop]
    needs_second: bool = False

    @property
    def likelihood(self) -> str:
        """The probability as people read it."""
        return share(self.candidate.probability)


@dataclass(frozen=True)
class Double:
    """Another row of the lists that may be the same person, and whether merging takes two clerks."""

    name: ListName
    rows: list[Difference]
    needs_second: bool


@dataclass(frozen=True)
class NameQuestion:
    """Whose name is this?"""

    name: ListName
    reason: StrOrPromise
    options: list[Option]
    doubles: list[Double]
    held: Hold | None


@dataclass(frozen=True)
class PairQuestion:
    """Are these two entries of the register one person?"""

    pair: RegisterPair
    rows: list[Difference]
    drops: list[Drop]
    held: Hold | None

    @property
    def likelihood(self) -> str:
        """The probability as people read it."""
        return share(self.pair.probability)


def share(probability: float) -> str:
    """A probability as people read it: 92,13 %; never rounded to certain."""
    language = get_language() or "id"
    if 0.99995 <= probability < 1:
        return f"> {percent(9_999, 10_000, language)}"
    if 0 < probability < 0.00005:
        return f"< {percent(1, 10_000, language)}"
    return percent(round(probability * 10_000), 10_000, language)


def name_question(name: ListName, *, by: str, at: datetime) -> NameQuestion:
    """All that a clerk needs to answer for one name."""
    doubles = [
        Double(other, rows_apart(of_row(name), of_row(other)), needs_second(name.nik, other.nik))
        for other in double_candidates(name).select_related("village__parent")
    ]
    return NameQuestion(
        name=name,
        reason=REASONS.get(name.link_reason, ""),
        options=options(name),
        doubles=doubles,
        held=link_queue.holder(QuestionKind.NAME, name.pk, by=by, at=at),
    )


def pair_question(pair: RegisterPair, *, by: str, at: datetime) -> PairQuestion:
    """All that a clerk needs to answer for one pair of the register."""
    return PairQuestion(
        pair=pair,
        rows=rows_apart(of_resident(pair.first), of_resident(pair.second)),
        drops=waterfall(pair.steps),
        held=link_queue.holder(QuestionKind.PAIR, pair.pk, by=by, at=at),
    )


def options(name: ListName) -> list[Option]:
    """The people a name may mean, likeliest first, numbered as their keys."""
    found = enumerate(link_candidates(name), 1)
    return [_option(key, name, one) for key, one in found]


def _option(key: int, name: ListName, one: LinkCandidate) -> Option:
    second = one.taken_by is not None and needs_second(name.nik, one.taken_by.nik)
    return Option(key, one, comparison(name, one.resident), waterfall(one.steps), second)


def comparison(name: ListName, person: Resident) -> list[Difference]:
    """The list's row beside one person of the register."""
    return rows_apart(of_row(name), of_resident(person))


def of_row(name: ListName) -> dict[str, Any]:
    """A row of a list, field by field."""
    return {
        "nik": name.nik,
        "name": name.name,
        "born": name.birth_date,
        "place": name.birth_place,
        "sex": name.sex,
        "village": str(name.village),
        "address": _address(name),
        "mother": name.mother_name,
        "card": name.family_card,
    }


def of_resident(person: Resident) -> dict[str, Any]:
    """An entry of the register, field by field."""
    return {
        "nik": person.nik,
        "name": person.name,
        "born": person.birth_date,
        "place": person.birth_place,
        "sex": person.sex,
        "village": str(person.village),
        "address": _address(person),
        "mother": person.mother_name,
        "card": person.family_card,
    }


def _address(of: ListName | Resident) -> str:
    parts = (of.address, f"RT {of.rt}" if of.rt else "", f"RW {of.rw}" if of.rw else "")
    return " ".join(part for part in parts if part)


def rows_apart(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[Difference]:
    """Two people field by field, what differs marked letter by letter; NIKs open only where they differ.

    A field that one side does not have is no difference: nobody can say.
    """
    return [
        _row("NIK", niks_apart(left["nik"], right["nik"]), left["nik"] == right["nik"]),
        _row(_("Nama"), names_apart(left["name"], right["name"]), left["name"] == right["name"]),
        _row(_("Tanggal lahir"), dates_apart(left["born"], right["born"]), left["born"] == right["born"]),
        _words(_("Tempat lahir"), left["place"], right["place"]),
        _words(_("Jenis kelamin"), left["sex"], right["sex"]),
        _words(_("Desa/kelurahan"), left["village"], right["village"]),
        _words(_("Alamat"), left["address"], right["address"]),
        _words(_("Ibu"), left["mother"], right["mother"]),
        _row(_("Nomor KK"), niks_apart(left["card"], right["card"]), left["card"] == right["card"]),
    ]


def _words(label: str, left: str, right: str) -> Difference:
    return _row(label, names_apart(left, right), left.upper() == right.upper())


def _row(label: str, sides: tuple[Pieces, Pieces], same: bool) -> Difference:
    one_is_empty = not all(sides)
    plain = one_is_empty or same
    left, right = (drawn(pieces, plain=plain) for pieces in sides)
    return Difference(label, left, right, same=same or one_is_empty, note="" if same else _absent(sides))


def _absent(sides: tuple[Pieces, Pieces]) -> str:
    return "" if all(sides) or not any(sides) else pgettext("field", "kosong")


def drawn(pieces: Pieces, *, plain: bool = False) -> SafeString:
    """Pieces as markup, those that differ marked; a dash for nothing."""
    if not pieces:
        return SafeString("–")
    marked = [("<mark>", p.text, "</mark>") if p.differs and not plain else ("", p.text, "") for p in pieces]
    inside = format_html_join(
        "", "{}{}{}", ((SafeString(start), text, SafeString(end)) for start, text, end in marked)
    )
    return format_html('<span class="letters">{}</span>', inside)


def waterfall(steps: Sequence[Mapping[str, Any]]) -> list[Drop]:
    """Each step of the evidence in words, its bar as long as its bits."""
    greatest = max((abs(step["bits"]) for step in steps), default=0.0) or 1.0
    drops = []
    for step in steps:
        width = round(WIDTH * abs(step["bits"]) / greatest, 1)
        x = 50.0 if step["bits"] >= 0 else round(50 - width, 1)
        field = FIELDS.get(step["field"], step["field"])
        agreement = AGREEMENTS.get(step["agreement"], step["agreement"])
        drops.append(Drop(field, agreement, step["bits"], x, width))
    return drops
