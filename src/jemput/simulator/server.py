"""HTTP around the device service: the standard's own verbs, and a control door for rehearsals.

Control door (JSON, programs on this machine only):
    GET    /simulator                   who is there, what is plugged in, which faults wait
    POST   /simulator/subject           put a person before the devices (see `subjects.read_subject`)
    DELETE /simulator/subject           nobody
    POST   /simulator/next              the next person of the script
    POST   /simulator/faults            one fault or a list (see `faults.read_fault`)
    DELETE /simulator/faults            forget those that wait
    POST   /simulator/devices/<kind>    {"plugged": false}
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jemput.kernel.errors import Problem
from jemput.simulator.errors import BadOrder, FromABrowser, NoSuchDoor, PortTaken
from jemput.simulator.faults import read_fault
from jemput.simulator.orders import Refused
from jemput.simulator.service import Dropped, Service
from jemput.simulator.streams import BOUNDARY
from jemput.simulator.subjects import read_subject
from jemput.simulator.words import HOST, Kind, error

_MAX_BODY = 1 << 20


class DeviceServer(ThreadingHTTPServer):
    """The listening socket; every request gets a thread."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, service: Service, port: int) -> None:
        self.service = service
        try:
            super().__init__((HOST, port), Door)
        except OSError as problem:
            raise PortTaken(port=port) from problem

    def server_close(self) -> None:
        """End running streams with the socket."""
        self.service.closing.set()
        super().server_close()


class Door(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server_version = "JemputSimulator/1"
    server: DeviceServer

    def do_MOSIPDISC(self) -> None:
        self._answer("/device", lambda body: self.server.service.discover(body))

    def do_MOSIPDINFO(self) -> None:
        self._answer("/info", lambda _: self.server.service.describe())

    def do_RCAPTURE(self) -> None:
        self._answer("/capture", lambda body: self.server.service.capture(body))

    def do_STREAM(self) -> None:
        body = self._body()
        try:
            frames = self.server.service.stream(body)
        except Refused as refusal:
            self._send(200, {"error": error(refusal.fail)})
            return
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for jpeg in frames:
                head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                self.wfile.write(head.encode("ascii") + jpeg + b"\r\n")
            self.wfile.write(f"--{BOUNDARY}--\r\n".encode("ascii"))
        except OSError:
            return  # the viewer went away, as viewers do

    def do_GET(self) -> None:
        self._control("GET")

    def do_POST(self) -> None:
        self._control("POST")

    def do_DELETE(self) -> None:
        self._control("DELETE")

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal quiet: the demo shows its own progress."""

    def _answer(self, path: str, act: Callable[[dict[str, Any]], object]) -> None:
        body = self._body()
        if self.path != path:
            self._refuse(NoSuchDoor(verb=self.command, path=self.path))
            return
        try:
            self._send(200, act(body))
        except Dropped:
            self.close_connection = True

    def _control(self, verb: str) -> None:
        body = self._json()
        try:
            self._require_local()
            self._send(200, self._controlled(verb, body))
        except Problem as problem:
            self._refuse(problem)

    def _controlled(self, verb: str, body: object) -> object:
        service = self.server.service
        match (verb, self.path.strip("/").split("/")):
            case ("GET", ["simulator"]):
                pass
            case ("POST", ["simulator", "subject"]):
                service.put(read_subject(body))
            case ("DELETE", ["simulator", "subject"]):
                service.put(None)
            case ("POST", ["simulator", "next"]):
                service.call_next()
            case ("POST", ["simulator", "faults"]):
                service.faults.add([read_fault(one) for one in (body if isinstance(body, list) else [body])])
            case ("DELETE", ["simulator", "faults"]):
                service.faults.clear()
            case ("POST", ["simulator", "devices", kind]) if kind in set(Kind):
                service.plug(Kind(kind), _plugged(body))
            case _:
                raise NoSuchDoor(verb=verb, path=self.path)
        return service.state()

    def _require_local(self) -> None:
        """No web page may steer the devices: browsers send Origin, and rebound names another Host."""
        host = self.headers.get("Host", "").partition(":")[0]
        if self.headers.get("Origin") is not None or host != HOST:
            raise FromABrowser

    def _json(self) -> object:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > _MAX_BODY:
            self.close_connection = True
            return None
        raw = self.rfile.read(int(length))
        try:
            return json.loads(raw) if raw else {}
        except ValueError:
            return None

    def _body(self) -> dict[str, Any]:
        body = self._json()
        return body if isinstance(body, dict) else {}

    def _refuse(self, problem: Problem) -> None:
        self._send(problem.status, {"error": problem.as_json("en")})

    def _send(self, status: int, answer: object) -> None:
        raw = json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(raw)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(raw)
        except OSError:
            self.close_connection = True  # the caller gave up waiting


def _plugged(body: object) -> bool:
    if not isinstance(body, dict) or not isinstance(body.get("plugged"), bool):
        raise BadOrder(field="plugged", reason="true or false")
    return bool(body["plugged"])
