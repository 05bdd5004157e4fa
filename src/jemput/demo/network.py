"""The field's network: a relay between the kits and the office that can be away."""

from __future__ import annotations

import contextlib
import socket
import threading

CHUNK = 64 * 1024


class Network:
    """Relays one port of 127.0.0.1 to another while it is up; cuts what is open when it goes away."""

    def __init__(self, port: int, to_port: int) -> None:
        self.to_port = to_port
        self._up = threading.Event()
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._serve, daemon=True).start()
        self._up.set()

    def go_away(self) -> None:
        """Cut every connection and take no new one."""
        self._up.clear()
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def come_back(self) -> None:
        """Relay again."""
        self._up.set()

    def _serve(self) -> None:
        while True:
            caller, _ = self._door.accept()
            if not self._up.is_set():
                caller.close()
                continue
            try:
                office = socket.create_connection(("127.0.0.1", self.to_port), timeout=5)
            except OSError:
                caller.close()
                continue
            office.settimeout(None)
            self._open |= {caller, office}
            for source, sink in ((caller, office), (office, caller)):
                threading.Thread(target=self._pour, args=(source, sink), daemon=True).start()

    def _pour(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(CHUNK):
                sink.sendall(chunk)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            self._open.discard(end)
        with contextlib.suppress(OSError):
            source.close()
