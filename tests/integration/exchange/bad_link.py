"""A link between two programs that cuts, flips a byte, or is simply down: a small TCP proxy."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class BadLink:
    """Forwards to `target`; cuts a connection after `cut_after` bytes upward, flips byte `flip_at` once.

    After its first cut it `stays_down`, or not.
    """

    target: tuple[str, int]
    cut_after: int | None = None
    flip_at: int | None = None
    is_down: bool = False
    stays_down: bool = False
    cuts: int = 0
    bytes_up: int = 0
    _listener: socket.socket = field(default_factory=socket.socket)

    def __post_init__(self) -> None:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(32)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where to connect instead of the target."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        if self.is_down:
            near.close()
            return
        with suppress(OSError), near, socket.create_connection(self.target) as far:
            threading.Thread(target=_pour, args=(far, near), daemon=True).start()
            self._upward(near, far)

    def _upward(self, near: socket.socket, far: socket.socket) -> None:
        sent = 0
        while piece := near.recv(16 * 1024):
            if self.cut_after is not None and sent + len(piece) > self.cut_after:
                self.cuts += 1
                self.is_down = self.stays_down
                far.sendall(piece[: max(self.cut_after - sent, 0)])
                self.bytes_up += len(piece)
                near.shutdown(socket.SHUT_RDWR)
                return
            if self.flip_at is not None and sent <= self.flip_at < sent + len(piece):
                at, self.flip_at = self.flip_at - sent, None
                piece = piece[:at] + bytes([piece[at] ^ 1]) + piece[at + 1 :]
            far.sendall(piece)
            self.bytes_up += len(piece)
            sent += len(piece)


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(64 * 1024):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
