"""The rehearsal from the ministry's list to a card in a hand, and what it counts at the end."""

from __future__ import annotations

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.table import Table

from jemput.demo import center_work, kabupaten, office_work, schooling
from jemput.demo.field_work import FieldDay
from jemput.demo.programs import MemoryWatch, Program, command
from jemput.demo.stage import CENTER_PORT, KIT_PORTS, OFFICE_PORT, PASSWORD, Stage
from jemput.demo.summary import sum_up

FOLDER = Path("demo")
BLANK_SHARE = 0.85
"""Fewer blanks than people: some cards must wait, as they do."""


def rehearse(*, residents: int, encounters: int, fingerprints: str, once: bool) -> None:
    """Run the whole chain; leave everything running unless `once`."""
    started = time.monotonic()
    signal.signal(signal.SIGTERM, _leave)
    stage = Stage(FOLDER.absolute())
    blanks = max(4, round(encounters * BLANK_SHARE))
    try:
        with MemoryWatch() as memory:
            day = _run(
                stage,
                residents,
                encounters,
                str(Path(fingerprints).resolve()) if fingerprints else "",
                blanks,
            )
            with stage.step("Menghitung"):
                summary = sum_up(stage, day, blanks=blanks)
        summary |= {"seconds": round(time.monotonic() - started, 1), "peak_rss_mb": memory.peak_mb}
        (stage.folder / "summary.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
        _show(stage.console, summary)
        if not once:
            _stay_open(stage)
    finally:
        stage.stop()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)


def _run(stage: Stage, residents: int, encounters: int, prints: str, blanks: int) -> FieldDay:
    today = datetime.now().astimezone().date()
    with stage.step("Kabupaten Batanghari") as done:
        rehearsal = kabupaten.invent(stage.folder, residents=residents, as_of=today)
        done(f"{residents} penduduk, daftar {rehearsal.names} nama")
    _open_programs(stage, rehearsal, today)
    _prepare(stage, rehearsal, today, blanks)
    day = FieldDay(stage, encounters, prints)
    with stage.step("Hari lapangan, dua kit") as done:
        done(day.run())
    with stage.step("Paket pulang") as done:
        done(day.bring_home())
    with stage.step("Pusat: cari 1:N, adjudikasi") as done:
        done(center_work.decide(stage, expected=day.sealed))
    with stage.step("Cetak pada blangko terbatas"):
        office_work.print_cards(stage, spoil=1)
    with stage.step("Penyerahan ke desa dan warga"):
        office_work.deliver(stage)
    return day


def _open_programs(stage: Stage, rehearsal: kabupaten.Rehearsal, today: date) -> None:
    with stage.step("Kantor, pusat, dua kit, pemindai") as done:
        command("center", stage.center.folder, "init", "--password", PASSWORD)
        command("office", stage.office.folder, "init", "--kabupaten", kabupaten.CODE, "--password", PASSWORD)
        office_work.add_staff(stage)
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(Program.start, stage.programs))
        done(f"{len(stage.programs)} proses")
    with stage.step("Saling kenal, kunci bertukar"):
        center_work.let_office_in(stage)
        office_work.let_kits_in(stage)
    with stage.step("Register penduduk"):
        day = today.isoformat()
        command(
            "office", stage.office.folder, "import-register", str(rehearsal.register_file), "--as-of", day
        )


def _prepare(stage: Stage, rehearsal: kabupaten.Rehearsal, today: date, blanks: int) -> None:
    with stage.step("Daftar belum rekam masuk, ditautkan"):
        office_work.hand_in_list(stage, rehearsal, today)
    with stage.step("Sekolah menyerahkan daftar siswa") as done:
        done(f"{schooling.hand_in(stage, rehearsal.schools, today)} siswa")
    with stage.step("Petugas menjawab pertanyaan") as done:
        done(f"{office_work.answer_questions(stage)} nama")
    with stage.step("Desa memeriksa nama") as done:
        done(f"{office_work.answer_villages(stage, rehearsal)} jawaban")
        office_work.accept_findings(stage)
    with stage.step("Rencana, perjalanan, surat") as done:
        planned = office_work.plan(stage, today)
        done(f"{planned.trips} perjalanan, {planned.papers} lembar PDF")
    with stage.step("Angka pusat, angka sendiri, stok") as done:
        office_work.state_coverage(stage, today)
        office_work.receive_stock(stage, blanks)
        done(f"{blanks} blangko")


def _show(console: Console, summary: dict[str, object]) -> None:
    table = Table("Yang terjadi", "Jumlah", title="Gladi selesai")
    for key, value in summary.items():
        if not isinstance(value, dict):
            table.add_row(key.replace("_", " "), str(value))
    console.print(table)


def _stay_open(stage: Stage) -> None:
    table = Table("Program", "Alamat", "Masuk sebagai", title=f"Semua tetap terbuka; kata sandi {PASSWORD}")
    table.add_row("Kantor", f"http://127.0.0.1:{OFFICE_PORT}", "kepala, sari, bayu, tono, desa-…")
    for number, port in enumerate(KIT_PORTS, 1):
        table.add_row(f"Kit {number}", f"http://127.0.0.1:{port}", "operator, penyelia")
    table.add_row("Pusat", f"http://127.0.0.1:{CENTER_PORT}", "pusat")
    stage.console.print(table)
    stage.console.print("Ctrl-C menghentikan semuanya.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        stage.console.print("Berhenti.")
