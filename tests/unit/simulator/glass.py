"""A running simulator and the requests that tests send it."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from jemput.packet.jws import verify_jws
from jemput.simulator.__main__ import start
from jemput.simulator.errors import PortTaken
from jemput.simulator.server import DeviceServer
from jemput.simulator.words import PORTS, Kind


class Glass:
    """One simulator under test, spoken to over HTTP only."""

    def __init__(self, server: DeviceServer, keys: Path) -> None:
        self.port = int(server.server_address[1])
        self.keys = keys
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=20, trust_env=False)

    def ask(self, verb: str, path: str, body: object) -> Any:
        return self.http.request(verb, path, json=body).json()

    def put(self, **subject: object) -> Any:
        return self.ask("POST", "/simulator/subject", subject)

    def fault(self, kind: str, **details: object) -> None:
        self.ask("POST", "/simulator/faults", {"kind": kind, **details})

    def capture(self, kind: str = "Finger", sub: str = "2", **fields: object) -> list[dict[str, Any]]:
        bio = {
            "type": kind,
            "deviceSubId": sub,
            "deviceId": f"jemput-sim-{kind.lower()}-{self.port}",
        } | fields
        body = {"transactionId": "test-1", "env": "Developer", "purpose": "Registration", "timeout": "2000"}
        answers: list[dict[str, Any]] = self.ask("RCAPTURE", "/capture", body | {"bio": [bio]})["biometrics"]
        return answers

    def numbers(self, **fields: Any) -> list[str]:
        return [answer["error"]["errorCode"] for answer in self.capture(**fields)]

    @property
    def trusted(self) -> list[bytes]:
        return [(self.keys / "maker.pem").read_bytes()]

    def opened(self, answer: dict[str, Any]) -> dict[str, Any]:
        payload: dict[str, Any] = json.loads(verify_jws(answer["data"], trusted=self.trusted))
        return payload


def iso(payload: dict[str, Any]) -> bytes:
    text = payload["bioValue"]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@contextmanager
def running(keys: Path, kinds: list[Kind] | None = None, script: Path | None = None) -> Iterator[Glass]:
    """A simulator on the first free port of the standard's range."""
    for port in PORTS:
        try:
            server = start(port, kinds or list(Kind), keys, script)
            break
        except PortTaken:
            continue
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    glass = Glass(server, keys)
    try:
        yield glass
    finally:
        glass.http.close()
        server.shutdown()
        server.server_close()
        thread.join()
