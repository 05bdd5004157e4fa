"""A TCP proxy that cuts connections at random, and counts what was really carried: for benchmarks of sync."""

from __future__ import annotations

import asyncio
import random
import threading
from dataclasses import dataclass, field

PIECE = 8 * 1024


@dataclass
class ChaosProxy:
    """Forwards 127.0.0.1:`port` to `target`, each connection at `rate` bytes a second upward.

    Every connection is aborted on both sides after a random number of bytes upward, `mean_cut` on average
    (None: never). `sent` counts the bytes that the sender got into the network, `cuts` the aborted lines.
    """

    target: tuple[str, int]
    mean_cut: int | None = None
    rate: int = 4_000_000
    seed: int = 7
    sent: int = 0
    cuts: int = 0
    port: int = 0
    _ready: threading.Event = field(default_factory=threading.Event)

    def start(self) -> ChaosProxy:
        """Listen, in a thread of its own."""
        self._chance = random.Random(self.seed)
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()
        return self

    @property
    def url(self) -> str:
        """Where to connect instead of the target."""
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = int(server.sockets[0].getsockname()[1])
        self._ready.set()
        await server.serve_forever()

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            far, onward = await asyncio.open_connection(*self.target)
        except OSError:
            back.transport.abort()
            return
        downward = asyncio.create_task(_pour(far, back))
        left = self._chance.expovariate(1 / self.mean_cut) if self.mean_cut else float("inf")
        try:
            while piece := await near.read(PIECE):
                self.sent += len(piece)
                left -= len(piece)
                if left < 0:
                    self.cuts += 1
                    back.transport.abort()
                    onward.transport.abort()
                    return
                onward.write(piece)
                await onward.drain()
                await asyncio.sleep(len(piece) / self.rate)
        except OSError:
            back.transport.abort()
        finally:
            onward.close()
            if left < 0:
                downward.cancel()


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(64 * 1024):
            target.write(piece)
            await target.drain()
    except OSError:
        pass
    target.close()
