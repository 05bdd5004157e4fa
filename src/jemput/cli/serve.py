"""Serves one program: its pages in this process, its worker in a second one that dies with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import FrameType

from jemput.cli.start import console, ready

MEMORY_BYTES = 64 * 2**20


def serve(program: str, *, host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C. The kit runs in one small process; office and center on granian."""
    secret = _opened(host, port) if program == "kit" else ""
    ready(program)
    command = [sys.executable, "-m", "jemput.cli.work", program, str(os.getpid())]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
    if worker.stdin is not None:
        worker.stdin.write(secret + "\n")
        worker.stdin.close()
    signal.signal(signal.SIGTERM, _leave)
    console.print(f"{program}: http://{host}:{port}")
    try:
        _pages(program, host, port)
    finally:
        worker.terminate()
        worker.wait(timeout=20)


def _opened(host: str, port: int) -> str:
    """The kit's secret in hex, from whoever opens its door; it goes to the worker through a pipe only."""
    from jemput.kit.door import server, unlocking
    from jemput.node.settings import read

    node = read("kit")
    if os.environ.get(unlocking.PASSPHRASE):
        return unlocking.unlocked(node).master.hex()
    console.print(f"kit: http://{host}:{port} menunggu kata sandi")
    vault = server.wait_until_opened(node, host=host, port=port)
    unlocking.hand_over(vault.master)
    return vault.master.hex()


def _pages(program: str, host: str, port: int) -> None:
    if program == "kit":
        from waitress import serve as serve_waitress

        from jemput.kit.config.wsgi import application

        # Bodies stay in memory: waitress would spool a face photo to a temporary file in the open.
        serve_waitress(
            application,
            host=host,
            port=port,
            threads=6,
            ident=None,
            max_request_body_size=MEMORY_BYTES,
            inbuf_overflow=MEMORY_BYTES,
            outbuf_overflow=MEMORY_BYTES,
        )
        return
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        f"jemput.{program}.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        websockets=False,
    ).serve()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
