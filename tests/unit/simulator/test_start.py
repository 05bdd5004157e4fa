"""How the program starts and stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from jemput.simulator.__main__ import main, start
from jemput.simulator.errors import BadOrder, PortOutside, PortTaken
from jemput.simulator.words import PORTS, Kind
from tests.conftest import ROOT
from tests.unit.simulator.glass import running


def test_ports_outside_the_standard_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PortOutside):
        start(8000, [Kind.FACE], tmp_path, None)
    assert main(["--port", "8000", "--keys", str(tmp_path)]) == 2
    assert "S203" in capsys.readouterr().err


def test_a_taken_port_is_a_clear_error(tmp_path: Path) -> None:
    with running(tmp_path, [Kind.FACE]) as glass, pytest.raises(PortTaken):
        start(glass.port, [Kind.FACE], tmp_path, None)


def test_a_broken_script_is_a_clear_error(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text("{")
    with pytest.raises(BadOrder):
        start(PORTS.start, [Kind.FACE], tmp_path, script)


def test_the_maker_stays_the_same_and_its_key_is_private(tmp_path: Path) -> None:
    makers = []
    for _ in range(2):
        with running(tmp_path, [Kind.FACE]):
            makers.append((tmp_path / "maker.pem").read_bytes())
    assert makers[0] == makers[1]
    assert (tmp_path / "maker.key").stat().st_mode & 0o077 == 0


def test_the_process_serves_and_stops_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jemput.simulator", "--kind", "face", "--keys", str(tmp_path)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for port in reversed(PORTS):
        process = subprocess.Popen(
            [*command, "--port", str(port)], stdout=subprocess.PIPE, text=True, env=environ
        )
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if address:
            break
    assert httpx.get(f"{address}/simulator", trust_env=False).json()["devices"] == {"face": True}
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
