"""One node as a process of its own: `python -m tests.integration.exchange.served PROGRAM PORT`.

Its worker approves whoever asks, passes on what it receives and syncs with the node above, as a program's
wiring does.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import UTC, datetime

import django
import waitress
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


def main(program: str, port: int) -> None:
    """Set the node up, run its worker beside, serve until killed."""
    os.environ["NODE_PROGRAM"] = program
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.integration.exchange.small_settings"
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    threading.Thread(target=work, daemon=True).start()
    waitress.serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=4)


def work() -> None:
    """What a program's worker does of the exchange, every quarter of a second."""
    from jemput.node.exchange.actions import outgoing, peers
    from jemput.node.exchange.client.sync import run_once
    from jemput.node.exchange.identity import me
    from jemput.node.exchange.models import ReceivedPacket
    from jemput.node.exchange.queries import waiting_for_approval

    while True:
        at = datetime.now(UTC)
        for peer in waiting_for_approval():
            peers.approve(peer=peer, by="test", at=at)
        if os.environ.get("JEMPUT_PARENT_URL"):
            for packet in ReceivedPacket.objects.filter(purged_at=None):
                outgoing.pass_on(packet=packet, by=me().node_id, at=at)
        run_once(at)
        time.sleep(0.25)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
