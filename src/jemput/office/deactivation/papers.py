"""The papers of deactivation as PDF: berita acara of proposal and decision, letter of being active again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from jemput.kernel.nik import Nik
from jemput.kernel.wording import long_date, whole
from jemput.node.look.tables import Column
from jemput.node.look.typesetting import typeset
from jemput.office.deactivation import queries
from jemput.office.deactivation.models import Decision, Proposal, ProposedPerson
from jemput.office.regions import queries as regions
from jemput.office.residents.actions import RECORDING
from jemput.office.residents.models import Deactivation

TEMPLATES = Path(__file__).parent / "paper_templates"


def proposal_report(proposal: Proposal, *, on: date) -> bytes:
    """Berita acara of a proposal: how many of which kecamatan, who was taken out and why."""
    rows = queries.by_kecamatan(proposal)
    told = {
        "number": proposal.number,
        "letter": proposal.letter or "–",
        "letter_day": _day(proposal.letter_date),
        "cut_off": _day(proposal.cut_off),
        "kept": whole(sum(kept for _, kept, _ in rows)),
        "out": whole(sum(out for _, _, out in rows)),
        "rows": [{"name": name, "kept": whole(kept), "out": whole(out)} for name, kept, out in rows],
        "reasons": [{"reason": why, "count": whole(n)} for why, n in queries.reasons_out(proposal)],
        "maker": proposal.made_by,
        "draft": proposal.signed_at is None,
    }
    return _typeset("proposal_report", told, proposal.letter_date or on, proposal.number)


def decision_report(decision: Decision, *, on: date) -> bytes:
    """Berita acara of a decision carried out: how many were blocked, refused, recorded meanwhile."""
    counts, proposal = queries.standings(decision.proposal), decision.proposal
    told = {
        "number": decision.number,
        "day": _day(decision.day),
        "proposal": proposal.number,
        "letter": proposal.letter,
        "cut_off": _day(proposal.cut_off),
        "proposed": whole(counts.total() - counts["taken_out"]),
        "approved": whole(counts["approved"]),
        "refused": whole(counts["refused"]),
        "recorded": whole(counts["recorded"]),
        "rejects": whole(queries.row_counts(decision)["rejected"]),
    }
    done_on = timezone.localdate(decision.applied_at) if decision.applied_at else on
    return _typeset("decision_report", told, done_on, decision.number)


def reactivation_letter(row: Deactivation, *, on: date) -> bytes:
    """One person's letter: blocked under which decision, active again since when and on what grounds."""
    resident = row.resident
    again = timezone.localdate(row.reactivated_at) if row.reactivated_at else on
    by_recording = row.reactivated_because == RECORDING
    told = {
        "name": resident.name,
        "nik": Nik(resident.nik).masked,
        "village": resident.village.full_name,
        "district": resident.village.parent.name if resident.village.parent else "",
        "blocked": _day(timezone.localdate(row.blocked_at)),
        "blocked_document": row.blocked_document or "–",
        "again": _day(again),
        "because": "perekaman KTP-el" if by_recording else row.reactivated_because,
        "document": row.reactivated_document or "–",
        "document_day": _day(row.reactivated_document_date),
    }
    return _typeset("reactivation_letter", told, again, resident.name)


def ministry_columns() -> list[Column[ProposedPerson]]:
    """The list as the ministry gets it; headings are its own and stay in Indonesian."""
    named: tuple[tuple[str, Callable[[ProposedPerson], object]], ...] = (
        ("NIK", lambda row: row.resident.nik),
        ("NAMA", lambda row: row.resident.name),
        ("NO KK", lambda row: row.resident.family_card),
        ("TEMPAT LAHIR", lambda row: row.resident.birth_place),
        ("TANGGAL LAHIR", lambda row: f"{row.resident.birth_date:%d-%m-%Y}"),
        ("JENIS KELAMIN", lambda row: row.resident.sex),
        ("KECAMATAN", lambda row: getattr(row.resident.village.parent, "name", "").upper()),
        ("DESA/KELURAHAN", lambda row: row.resident.village.name.upper()),
        ("KEPUTUSAN", lambda row: ""),
    )
    return [Column(label, label, value=value) for label, value in named]


def _typeset(name: str, told: Mapping[str, Any], day: date, footer: str) -> bytes:
    home = regions.home()
    letterhead = {
        "kabupaten": home.name,
        "office": "Dinas Kependudukan dan Pencatatan Sipil",
        "seat": home.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        "issued": _day(day),
        "signer_office": "Kepala Dinas",
        "footer": f"{settings.JEMPUT.node_name} · {footer}",
    }
    with override("id"):
        return typeset(TEMPLATES / f"{name}.typ", {**letterhead, **told})


def _day(day: date | None) -> str:
    """Without the day of the week: 31 Desember 2018."""
    return long_date(day).partition(" ")[2] if day else "–"
