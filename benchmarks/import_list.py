"""Import of a list: 300,000 rows of .xlsx and of .xls, 1 % of them broken, beside readers that only read.

Ours is the whole way: the file received, examined row by row (dry run, counts, every broken row kept with its
reasons), confirmed, and every name written to a database made for it. Linking is another benchmark
(benchmarks/linkage.py). openpyxl and pandas, where they are installed, only read the same file's cells.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import options, write

if TYPE_CHECKING:
    from jemput.synthesis.people import SyntheticResident, VillageSeed

ROWS, QUICK_ROWS = 300_000, 20_000
BROKEN = 0.01
XLS_ROWS = 65_536
LIMIT_SECONDS, LIMIT_MEGABYTES = 60, 1_500
AS_OF = date(2018, 12, 1)
KABUPATEN = "15.04"
Row = dict[str, Any]


def main() -> None:
    """Generate the files, import each in a process of its own, tell the figures."""
    parser = options(__doc__)
    parser.add_argument("--rows", type=int, help=f"rows of the list; {ROWS:,} unless told")
    parser.add_argument("--only", choices=("xlsx", "xls"), help="one format alone")
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours or asked.peer:
        print(json.dumps(ours(asked.ours) if asked.ours else peer(asked.peer[0], Path(asked.peer[1]))))
        return
    rows = asked.rows or (QUICK_ROWS if asked.quick else ROWS)
    with tempfile.TemporaryDirectory() as folder:
        report: dict[str, object] = {"rows": rows, "broken_rows": broken_count(rows)}
        for form in [asked.only] if asked.only else ["xlsx", "xls"]:
            report[form] = measured(form, rows, Path(folder))
    write(report, asked.json)


def broken_count(rows: int) -> int:
    """How many of so many rows are broken."""
    return round(rows * BROKEN)


def measured(form: str, rows: int, folder: Path) -> dict[str, object]:
    """One format: our import, and the peers that read the same file."""
    path = folder / f"daftar.{form}"
    (write_xlsx if form == "xlsx" else write_xls)(people(rows), path)
    print(f"{form}: {rows:,} rows, {path.stat().st_size / 2**20:.1f} MB")
    found = apart("--ours", str(path))
    figures: dict[str, object] = {"file_megabytes": round(path.stat().st_size / 2**20, 1), **found}
    figures |= {"limit_seconds": LIMIT_SECONDS, "limit_megabytes": LIMIT_MEGABYTES}
    figures["seconds_of_limit"] = round(found["seconds"] / LIMIT_SECONDS, 3)
    figures["rejected_is_broken"] = found["rejected"] == broken_count(rows)
    print(
        "  ours   ",
        {key: found[key] for key in ("seconds", "cpu_seconds", "peak_megabytes", "good", "rejected")},
    )
    for name in PEERS:
        if form in PEERS[name][1] and importlib.util.find_spec(name):
            reading = apart("--peer", name, str(path))
            figures[f"{name}_reading_only"] = reading
            figures[f"ratio_to_{name}_reading_only"] = round(found["seconds"] / reading["seconds"], 2)
            print(f"  {name:8}", reading, "(reads the cells only)")
    return figures


def apart(*words: str) -> dict[str, Any]:
    """Run this file in a process of its own, so that its peak memory is its own."""
    command = [sys.executable, __file__, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def ours(path: Path) -> dict[str, Any]:
    """Take the list in, into a database made for it, and say how long each step took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("JEMPUT_PASSPHRASE", "only for this measurement")
        os.environ.update(JEMPUT_DATA=folder, DJANGO_SETTINGS_MODULE="jemput.office.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from jemput.kernel.regions import RegionCode
        from jemput.office.regions.actions import init_kabupaten
        from jemput.office.roster import actions
        from jemput.office.roster.models import ListName

        at = datetime(2018, 12, 5, tzinfo=UTC)
        init_kabupaten(code=RegionCode(KABUPATEN), by="benchmark", at=at)
        before = peak_megabytes()
        start, cpu = time.perf_counter(), time.process_time()
        found = actions.receive_list(
            path=path, file_name=path.name, source="Pusat", as_of=AS_OF, by="benchmark", at=at
        )
        actions.examine(list_import=found, at=at)
        examined = time.perf_counter()
        actions.confirm(list_import=found, by="benchmark", at=at)
        actions.take_in(list_import=found, at=at)
        done = time.perf_counter()
        return {
            "seconds": round(done - start, 2),
            "cpu_seconds": round(time.process_time() - cpu, 2),
            "examine_seconds": round(examined - start, 2),
            "take_in_seconds": round(done - examined, 2),
            "peak_megabytes": peak_megabytes(),
            "megabytes_before": before,
            "good": ListName.objects.count(),
            "rejected": found.rejects.count(),
        }


def peer(name: str, path: Path) -> dict[str, Any]:
    """Let a peer read every cell of the file."""
    start = time.perf_counter()
    rows = PEERS[name][0](path)
    return {
        "seconds": round(time.perf_counter() - start, 2),
        "peak_megabytes": peak_megabytes(),
        "rows": rows,
    }


def peak_megabytes() -> int:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def by_openpyxl(path: Path) -> int:
    """Rows read by openpyxl in its read-only mode."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _ in book.active.iter_rows(values_only=True))


def by_pandas(path: Path) -> int:
    """Rows read by pandas into one frame of text."""
    import pandas  # type: ignore[import-untyped,unused-ignore]

    sheets = pandas.read_excel(path, sheet_name=None, dtype=str)
    return sum(len(sheet) for sheet in sheets.values())


PEERS: dict[str, tuple[Callable[[Path], int], tuple[str, ...]]] = {
    "openpyxl": (by_openpyxl, ("xlsx",)),
    "pandas": (by_pandas, ("xlsx", "xls")),
}


def people(rows: int) -> Iterator[Row]:
    """So many rows of the ministry's list, of generated people; 1 % are broken in five ways."""
    from jemput.synthesis.people import make_register

    rng = random.Random(5)
    seeds = villages()
    register = make_register(seeds, residents=rows, as_of=AS_OF, seed=5)
    places = {seed.code: seed for seed in seeds}
    breaks = iter(sorted(rng.sample(range(rows), broken_count(rows))))
    next_broken = next(breaks, -1)
    for number, person in zip(range(rows), register, strict=False):
        row = as_row(number, person, places)
        if number == next_broken:
            BREAKS[number % len(BREAKS)](row)
            next_broken = next(breaks, -1)
        yield row


def villages() -> list[VillageSeed]:
    """The kabupaten's villages, each as large as the others."""
    from jemput.kernel.regions import Level, RegionCode
    from jemput.office.regions import atlas
    from jemput.synthesis.people import VillageSeed

    rows = atlas.kabupaten(RegionCode(KABUPATEN))
    names = {row.code: row.name for row in rows}
    return [
        VillageSeed(row.code, row.name, 1.0, names[RegionCode(row.code[:8])])
        for row in rows
        if row.code.level is Level.VILLAGE
    ]


def as_row(number: int, person: SyntheticResident, places: dict[str, VillageSeed]) -> Row:
    """One person as the ministry's list writes them."""
    place = places[str(person.village_code)]
    return {
        "NO": float(number + 1),
        "NIK": str(person.nik),
        "NAMA LENGKAP": person.name,
        "TEMPAT LAHIR": person.birth_place,
        "TANGGAL LAHIR": f"{person.birth_date:%d-%m-%Y}",
        "JENIS KELAMIN": "PEREMPUAN" if person.sex.value == "P" else "LAKI-LAKI",
        "NO KK": str(person.family_card),
        "ALAMAT": person.address,
        "RT": person.rt,
        "RW": person.rw,
        "KECAMATAN": place.district,
        "DESA/KELURAHAN": place.name,
        "KODE WILAYAH": place.code.replace(".", ""),
    }


def write_xlsx(rows: Iterator[Row], path: Path) -> None:
    """The list as the ministry sends it: a title, an empty row, the headings, one row a person."""
    from jemput.synthesis import sheets

    sheets.write_xlsx(rows, path, title="DAFTAR PENDUDUK BELUM REKAM KTP-EL")


def write_xls(rows: Iterator[Row], path: Path) -> None:
    """The same as an old .xls: no more than 65,536 rows a sheet, the headings on each."""
    import xlwt

    from jemput.synthesis.sheets import COLUMNS

    book = xlwt.Workbook()
    for part in count(1):
        lines = list(islice(rows, XLS_ROWS - 1))
        if not lines:
            break
        sheet = book.add_sheet(f"BAGIAN {part}")
        for column, heading in enumerate(COLUMNS):
            sheet.write(0, column, heading)
        for place, row in enumerate(lines, 1):
            for column, heading in enumerate(COLUMNS):
                sheet.write(place, column, row[heading])
        sheet.flush_row_data()
    book.save(str(path))


def _lose_digits(row: Row) -> None:
    row["NIK"] = f"{float(row['NIK']):.5E}".replace(".", ",")


def _lose_one(row: Row) -> None:
    row["NIK"] = row["NIK"][:-1]


def _impossible_day(row: Row) -> None:
    row["TANGGAL LAHIR"] = "31-02-1990"


def _no_name(row: Row) -> None:
    row["NAMA LENGKAP"] = ""


def _elsewhere(row: Row) -> None:
    row["KODE WILAYAH"] = "3503" + row["KODE WILAYAH"][4:]
    row["DESA/KELURAHAN"] = "TIDAK ADA"


BREAKS: tuple[Callable[[Row], None], ...] = (_lose_digits, _lose_one, _impossible_day, _no_name, _elsewhere)


if __name__ == "__main__":
    main()
