"""Printing through a real CUPS: its own scheduler, a queue, and what happens when the queue stops."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jemput.office.cards import actions
from jemput.office.cards.errors import PrinterNotReady
from jemput.office.cards.models import Card, PrintJob
from tests import cast
from tests.cast import AT, BY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        shutil.which("cupsd") is None or os.getuid() != 0, reason="needs cupsd, and root to start one"
    ),
]

CONFIGURATION = """
Listen 127.0.0.1:{port}
DefaultAuthType None
WebInterface No
Browsing No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """
FileDevice Yes
ServerRoot {0}
RequestRoot {0}/spool
TempDir {0}/tmp
CacheDir {0}/cache
StateDir {0}/state
AccessLog {0}/access
ErrorLog {0}/error
PageLog {0}/page
"""


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A CUPS of our own on a free port, with the queue `kartu`; yields the folder where jobs lie."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("spool", "tmp", "cache", "state"):
        (tmp_path / name).mkdir()
    (tmp_path / "cupsd.conf").write_text(CONFIGURATION.format(port=port))
    (tmp_path / "cups-files.conf").write_text(FILES.format(tmp_path))
    command = ["cupsd", "-f", "-c", str(tmp_path / "cupsd.conf"), "-s", str(tmp_path / "cups-files.conf")]
    scheduler = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
    made = ["lpadmin", "-p", "kartu", "-E", "-v", "file:/dev/null", "-m", "raw"]
    for _ in range(50):
        if subprocess.run(made, capture_output=True, check=False).returncode == 0:
            break
        time.sleep(0.1)
    yield tmp_path / "spool"
    scheduler.terminate()
    scheduler.wait(timeout=10)


def print_one() -> PrintJob:
    cast.blanks(2)
    printer = cast.printer("Fargo 1", queue="kartu")
    return actions.print_cards(cards=[cast.ready_card()], printer=printer, operator=BY, at=AT)[0]


def test_a_sheet_reaches_the_queue_and_keeps_its_number(spool: Path) -> None:
    job = print_one()
    job.refresh_from_db()
    assert job.queue_job == "kartu-1"
    listed = subprocess.run(["lpstat", "-W", "all", "-o"], capture_output=True, text=True, check=True)
    assert "kartu-1" in listed.stdout
    assert next(spool.glob("d00001*")).read_bytes().startswith(b"%PDF")


def test_a_stopped_queue_takes_nothing_and_no_blank_is_begun(spool: Path) -> None:
    subprocess.run(["cupsdisable", "kartu"], check=True)
    with pytest.raises(PrinterNotReady) as refused:
        print_one()
    assert "kartu" in refused.value.text("id")
    assert Card.objects.get().state == "ready" and not PrintJob.objects.exists()


def test_a_queue_that_does_not_exist_is_named(spool: Path) -> None:
    subprocess.run(["lpadmin", "-x", "kartu"], check=True)
    with pytest.raises(PrinterNotReady):
        print_one()
