"""A person's holdings as they are handed out: tables with headings in words, third parties left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Model
from django.utils import timezone

from jemput.office.privacy.queries.holdings import NIK, Holding

OTHERS = "(orang lain)"
TECHNICAL = frozenset({"match_key", "link_reason", "evidence", "told_names", "stored_file"})
"""Fields that say nothing of the person, or would say something of somebody else (whom linkage compared)."""

OWN_JSON = frozenset({"raw", "doubts", "cells", "reasons"})
"""Loose contents that are surely the person's own; any other may name somebody else."""

TITLES = {
    "Resident": "Register penduduk",
    "ResidentStatus": "Status dari pusat",
    "Deactivation": "Penonaktifan",
    "ListName": "Nama di daftar",
    "HomeVisit": "Kunjungan rumah",
    "Finding": "Temuan desa",
    "FindingStep": "Langkah temuan",
    "Allotment": "Tempat yang ditetapkan",
    "StopPerson": "Perjalanan dan kehadiran",
    "WalkIn": "Datang tanpa dijadwalkan",
    "Encounter": "Perekaman",
    "SampleResult": "Hasil tiap sampel (tanpa biometrik)",
    "Correction": "Koreksi yang diajukan",
    "StatusEvent": "Kabar status perekaman",
    "Card": "Kartu",
    "PrintJob": "Pencetakan",
    "Parcel": "Penyerahan kartu",
    "NameState": "Keadaan di rantai",
}
"""Headings of the tables known today; any other table goes by its own name."""

LABELS = {
    "nik": "NIK",
    "name": "Nama",
    "family_card": "Nomor KK",
    "sex": "Jenis kelamin",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "religion": "Agama (kode)",
    "marital": "Status perkawinan",
    "blood": "Gol. darah (kode)",
    "education": "Pendidikan (kode)",
    "occupation": "Pekerjaan (kode)",
    "shdk": "Hubungan keluarga (kode)",
    "mother_name": "Nama ibu",
    "father_name": "Nama ayah",
    "address": "Alamat",
    "village": "Desa/kelurahan",
    "base_status": "Status dasar",
    "status": "Status",
    "at": "Waktu",
    "by": "Oleh",
    "source": "Sumber",
    "state": "Keadaan",
    "kind": "Jenis",
    "note": "Catatan",
    "reason": "Alasan",
    "list_import": "Dari daftar",
    "last_import": "Daftar terakhir",
    "standing": "Kedudukan",
    "link_state": "Penautan",
    "decided_by": "Diputus oleh",
    "decided_at": "Diputus pada",
    "home_visit": "Perlu dikunjungi",
    "category": "Kategori",
    "document": "Dokumen",
    "attachment": "Berkas lampiran",
    "stop": "Pemberhentian",
    "meeting": "Cara bertemu",
    "turnout": "Kehadiran",
    "summons_code": "Kode panggilan",
    "trip": "Perjalanan",
    "operator": "Petugas rekam",
    "supervisor": "Penyelia",
    "started_at": "Mulai",
    "ended_at": "Selesai",
    "received_at": "Diterima",
    "sealed_at": "Disegel",
    "receipt_code": "Kode tanda terima",
    "national_status": "Status pusat",
    "modality": "Modalitas",
    "outcome": "Hasil",
    "position": "Posisi",
    "blank": "Nomor blangko",
    "printer": "Printer",
    "consignment": "Kiriman",
    "receiver": "Penerima",
    "proof": "Bukti",
    "closed_at": "Ditutup",
    "cut_off": "Tanggal batas",
    "nationality": "Kewarganegaraan (kode)",
    "resident": "Di register",
    "list_name": "Nama di daftar",
    "double_of": "Kembar dari",
    "raw": "Baris asli",
    "doubts": "Catatan baris",
    "row_number": "Baris ke",
    "print_from": "Boleh cetak sejak",
    "ready_at": "Siap cetak sejak",
    "mode": "Cara perekaman",
}


@dataclass(frozen=True)
class Section:
    """One table as it is handed out."""

    title: str
    headings: list[str]
    rows: list[list[str]]


def sections(holdings: list[Holding]) -> list[Section]:
    """Every holding in words; a row's pointer at anybody else's row says no more than that."""
    own = {(type(row), row.pk) for holding in holdings for row in holding.rows}
    return [_section(holding, own) for holding in holdings]


def _section(holding: Holding, own: set[tuple[type[Model], Any]]) -> Section:
    fields = [one for one in holding.model._meta.concrete_fields if _is_told(one)]
    return Section(
        title=TITLES.get(holding.model.__name__, str(holding.model._meta.verbose_name).capitalize()),
        headings=[LABELS.get(one.name, str(one.verbose_name).capitalize()) for one in fields],
        rows=[[_cell(row, one, own) for one in fields] for row in holding.rows],
    )


def _is_told(one: models.Field[Any, Any]) -> bool:
    if one.primary_key and not one.is_relation:
        return False
    if isinstance(one, models.JSONField) and one.name not in OWN_JSON:
        return False
    return one.name not in TECHNICAL and not isinstance(one, models.BinaryField)


def _cell(row: Model, one: models.Field[Any, Any], own: set[tuple[type[Model], Any]]) -> str:
    if isinstance(one, models.ForeignKey):
        return _pointed(row, one, own)
    value = getattr(row, one.attname)
    if one.choices and value not in (None, ""):
        return str(getattr(row, f"get_{one.name}_display")())
    return plain(value)


def _pointed(row: Model, one: models.ForeignKey[Any, Any], own: set[tuple[type[Model], Any]]) -> str:
    key = getattr(row, one.attname)
    if key is None:
        return ""
    personal = any(known.name == NIK for known in one.related_model._meta.concrete_fields)
    if personal and (one.related_model, key) not in own:
        return OTHERS
    return str(getattr(row, one.name))


def plain(value: object) -> str:
    """One value as text: dates as people write them, yes and no in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d-%m-%Y %H.%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {plain(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "; ".join(plain(inner) for inner in value)
    return str(value)
