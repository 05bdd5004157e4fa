"""What this machine lacks, and how to get it."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from jemput.cli.start import console


@dataclass(frozen=True)
class Finding:
    """One thing looked for: whether it is there, who needs it, and how to get it."""

    what: str
    there: bool
    needed_for: str
    cure: str


def examine() -> list[Finding]:
    """Look for everything the programs, the demo and the tests lean on."""
    return [
        Finding("Python 3.11+", sys.version_info >= (3, 11), "semua", "apt-get install python3"),
        Finding("SQLite 3.37+", sqlite3.sqlite_version_info >= (3, 37), "office, center", "Python 3.11+"),
        *[
            Finding(name, importlib.util.find_spec(module) is not None, "semua", "make setup")
            for name, module in (
                ("SQLCipher", "sqlcipher3"),
                ("onnxruntime", "onnxruntime"),
                ("OpenCV", "cv2"),
                ("typst", "typst"),
            )
        ],
        Finding("lp (CUPS)", shutil.which("lp") is not None, "cetak kartu", "apt-get install cups-client"),
        Finding("Chromium", shutil.which("chromium") is not None, "make test", "apt-get install chromium"),
        Finding(
            "PostgreSQL",
            any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
            "make test, produksi",
            "apt-get install postgresql",
        ),
        Finding("ruang disk 2 GB", shutil.disk_usage(".").free > 2 * 2**30, "semua", "hapus berkas lama"),
    ]


def show() -> bool:
    """Print the findings as a table; return whether nothing is missing."""
    table = Table("", "Apa", "Untuk", "Cara mendapatkannya")
    findings = examine()
    for finding in findings:
        mark = "[green]✓[/]" if finding.there else "[red]✗[/]"
        table.add_row(mark, finding.what, finding.needed_for, "" if finding.there else finding.cure)
    console.print(table)
    return all(finding.there for finding in findings)
