"""`python -m jemput.simulator --port 4501 --kind all --keys DIR [--script FILE]`: serve until stopped."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from jemput.kernel.clock import SystemClock
from jemput.kernel.errors import Problem
from jemput.simulator.errors import BadOrder, PortOutside
from jemput.simulator.server import DeviceServer
from jemput.simulator.service import Service
from jemput.simulator.words import HOST, PORTS, Kind


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; 2 where it cannot start."""
    options = _options(arguments)
    try:
        server = start(options.port, _kinds(options.kind), options.keys, options.script)
    except Problem as problem:
        sys.stderr.write(f"{problem.code} {problem.text('id')}\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
    sys.stdout.write(f"http://{HOST}:{options.port}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    return 0


def start(port: int, kinds: list[Kind], keys: Path, script: Path | None) -> DeviceServer:
    """A server that listens already; raises PortOutside, PortTaken, BadOrder."""
    if port not in PORTS:
        raise PortOutside(port=port)
    service = Service(port=port, kinds=kinds, keys=keys, clock=SystemClock())
    if script is not None:
        service.run_script(_script(script))
    return DeviceServer(service, port)


def _script(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadOrder(field="script", reason=str(error)) from error


def _kinds(word: str) -> list[Kind]:
    return list(Kind) if word == "all" else [Kind(word)]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m jemput.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=PORTS.start)
    parser.add_argument("--kind", choices=[*(kind.value for kind in Kind), "all"], default="all")
    parser.add_argument("--keys", type=Path, required=True, help="folder of the maker's key")
    parser.add_argument("--script", type=Path, default=None, help="JSON: subjects and faults")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
