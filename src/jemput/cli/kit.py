"""`jemput kit …`"""

from __future__ import annotations

from typing import Annotated

import typer

from jemput.cli.serve import serve as serve_program
from jemput.cli.start import console, ready, spoken

app = typer.Typer(no_args_is_help=True, help="The van's laptop: check in, capture, seal, bring home.")


@app.command()
def serve(host: str = "127.0.0.1", port: int = 8100) -> None:
    """Serve the kit's pages and run its worker."""
    with spoken():
        serve_program("kit", host=host, port=port)


@app.command()
def provision() -> None:
    """Make this kit's keys and ask the office (JEMPUT_PARENT_URL) to let it in; repeat until approved."""
    with spoken():
        ready("kit")
        from django.conf import settings
        from django.utils import timezone

        from jemput.node.exchange.client.sync import run_once
        from jemput.node.exchange.identity import me
        from jemput.node.exchange.models import Parent
        from jemput.node.settings import BadSetting

        if not settings.JEMPUT.parent_url:
            raise BadSetting(name="JEMPUT_PARENT_URL", reason="http://kantor:8000")
        done = run_once(timezone.now(), now=True)
        if done.problem:
            raise done.problem
        above = Parent.objects.first()
        console.print(
            f"Kit [bold]{me().node_id}[/] di {above.name if above else '?'}: {above.state if above else '?'}"
        )


@app.command()
def rescue() -> None:
    """Set a damaged database aside, untouched, and start a new one with all that can still be read."""
    with spoken():
        import time
        from datetime import datetime

        from jemput.kit.door import unlocking
        from jemput.kit.door.errors import NothingDamaged
        from jemput.kit.door.examining import examine
        from jemput.kit.door.setting_aside import pending, set_aside
        from jemput.node.settings import read

        node = read("kit")
        vault = unlocking.asked_for(node)
        damage = examine(node, vault, at=time.time())
        if damage is None and not pending(node):
            raise NothingDamaged
        if damage is not None:
            set_aside(node, kind=damage.kind, at=datetime.now().astimezone())
        unlocking.hand_over(vault.master)
        ready("kit")
        from jemput.kit.config.rescuing import latest
        from jemput.kit.config.safety import told

        outcome = latest(node.data_dir)
        if outcome is not None:
            console.print(f"[green]✓[/] {told(outcome, 'id')}")


@app.command("export")
def export(folder: Annotated[str, typer.Argument(help="the stick's folder")]) -> None:
    """Copy every packet that has no receipt yet to a USB stick."""
    with spoken():
        ready("kit")
        from pathlib import Path

        from django.utils import timezone

        from jemput.node.exchange.identity import me
        from jemput.node.exchange.usb import export_to_folder

        handled = export_to_folder(Path(folder), mine=me(), by="cli", at=timezone.now())
        console.print(f"[green]✓[/] {len(handled)} paket di {folder}")
