"""Run every check and every test, each group under its own program's settings; fail at the end if any did.

run_tests.py            everything
run_tests.py quick      style, types, import rules, unit tests and contracts
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"


@dataclass(frozen=True)
class Group:
    """Tests that run together: where they lie, whose settings, how many processes, which database."""

    name: str
    paths: tuple[str, ...]
    program: str = ""
    processes: int = 2
    postgres: bool = False
    quick: bool = False


GROUPS = (
    Group("house, units and contracts", ("tests/house", "tests/unit", "tests/contracts"), quick=True),
    Group("exchange", ("tests/integration/exchange",), "office"),
    Group("office on SQLite", ("tests/integration/office", "tests/acceptance"), "office"),
    Group(
        "office and exchange on PostgreSQL",
        ("tests/integration/office", "tests/acceptance", "tests/integration/exchange"),
        "office",
        postgres=True,
    ),
    Group("kit on SQLCipher", ("tests/integration/kit",), "kit"),
    Group("center on SQLite", ("tests/integration/center",), "center"),
    Group("center on PostgreSQL", ("tests/integration/center",), "center", postgres=True),
    Group("journeys", ("tests/journeys",), processes=0),
)


def run(group: Group) -> tuple[bool, float]:
    """Run one group; return whether it passed and the seconds it took."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jemput-tests-") as folder:
        environ = {**os.environ, "JEMPUT_DATA": f"{folder}/<program>", "OMP_NUM_THREADS": "1"}
        environ["JEMPUT_PASSPHRASE"] = "kata sandi untuk uji coba"
        if group.program:
            environ["DJANGO_SETTINGS_MODULE"] = f"jemput.{group.program}.config.settings"
        command = [str(BIN / "pytest"), *group.paths]
        if group.processes:
            command += ["-n", str(group.processes)]
        if group.postgres:
            command = [str(BIN / "python"), str(ROOT / "tools" / "with_postgres.py"), *command]
        code = subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    return code == 0, time.monotonic() - started


def main() -> int:
    """Run the groups asked for and print one line for each."""
    quick = "quick" in sys.argv[1:]
    chosen = [group for group in GROUPS if group.quick or not quick]
    lines, failed = [], 0
    for group in chosen:
        print(f"\n== {group.name}", flush=True)
        passed, seconds = run(group)
        failed += not passed
        lines.append(f"{'passed' if passed else 'FAILED'}  {seconds:6.1f} s  {group.name}")
    print("\n" + "\n".join(lines))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
