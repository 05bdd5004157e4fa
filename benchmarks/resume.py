"""Bytes sent for every byte needed through a link that cuts at random, beside a whole-file POST.

    python benchmarks/resume.py --json resume.json

A van syncs with a real office (granian) through a proxy that aborts every connection after a random number of
bytes. The peer posts each packet whole and begins anew after each cut, as form servers do, through the same
proxy with the same chances.
"""

from __future__ import annotations

import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

import field
from chaos import ChaosProxy
from report import machine, options, write

CUTS = {"3_mb": 3_000_000, "1_mb": 1_000_000, "0.5_mb": 500_000, "0.25_mb": 250_000}
GOAL = 1.05
MOST_ROUNDS, MOST_TRIES = 60, 200


class _WholeFiles(BaseHTTPRequestHandler):
    """Takes a POST whole or not at all."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        whole = len(self.rfile.read(size)) == size
        self.send_response(201 if whole else 400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def resumed(van: field.Van, office: field.Office, mean_cut: int | None, packets: int) -> dict[str, object]:
    """Sync `packets` sealed ones through the proxy until all are acknowledged."""
    from jemput.node.exchange.client.sync import sync
    from jemput.node.exchange.models import OutgoingPacket
    from jemput.node.exchange.states import UNSENT

    needed = sum(van.seal().size for _ in range(packets))
    proxy = ChaosProxy(("127.0.0.1", office.port), mean_cut).start()
    started, rounds = time.monotonic(), 0
    while OutgoingPacket.objects.filter(state__in=UNSENT).exists() and rounds < MOST_ROUNDS:
        rounds += 1
        sync(url=proxy.url, mine=van.mine, at=datetime.now(UTC) + timedelta(seconds=rounds))
    lost = OutgoingPacket.objects.filter(state__in=UNSENT).count()
    return {
        "sent_for_needed": round(proxy.sent / needed, 4),
        "cuts": proxy.cuts,
        "rounds": rounds,
        "not_acknowledged": lost,
        "seconds": round(time.monotonic() - started, 1),
    }


def posted(mean_cut: int | None, packets: int) -> dict[str, object]:
    """The same bytes, each file whole."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _WholeFiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = ChaosProxy(("127.0.0.1", server.server_address[1]), mean_cut).start()
    body, given_up, started = bytes(field.PACKET_BYTES), 0, time.monotonic()
    for _ in range(packets):
        for _attempt in range(MOST_TRIES):
            try:
                if httpx.post(proxy.url, content=body, timeout=20).status_code == 201:
                    break
            except httpx.HTTPError:
                continue
        else:
            given_up += 1
    server.shutdown()
    return {
        "sent_for_needed": round(proxy.sent / (packets * len(body)), 4),
        "cuts": proxy.cuts,
        "given_up": given_up,
        "seconds": round(time.monotonic() - started, 1),
    }


def main() -> None:
    """Run and print."""
    chosen = options(__doc__)
    chosen.add_argument("--packets", type=int, default=20)
    asked = chosen.parse_args()
    packets = 4 if asked.quick else asked.packets
    cuts = {"0.5_mb": CUTS["0.5_mb"]} if asked.quick else CUTS
    report: dict[str, object] = {"packets": packets, "packet_bytes": field.PACKET_BYTES, "goal": GOAL}
    with tempfile.TemporaryDirectory(prefix="jemput-resume-") as folder:
        field.become_kit(Path(folder) / "kit")
        from jemput.node.exchange.identity import me

        office = field.Office(Path(folder) / "office")
        office.start()
        try:
            van = field.Van(me(), field.let_in(office, me()))
            report["good_link"] = {"jemput": resumed(van, office, None, packets)}
            for name, mean in cuts.items():
                ours, whole = resumed(van, office, mean, packets), posted(mean, packets)
                report[f"cut_every_{name}"] = {"jemput": ours, "whole_file_post": whole}
        finally:
            office.kill()
    for name, value in report.items():
        print(f"{name}: {value}")
    print("machine:", machine())
    write(report, asked.json)


if __name__ == "__main__":
    main()
