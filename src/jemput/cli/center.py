"""`jemput center …`"""

from __future__ import annotations

from typing import Annotated

import typer

from jemput.cli import accounts
from jemput.cli.serve import serve as serve_program
from jemput.cli.start import console, ready, spoken

app = typer.Typer(no_args_is_help=True, help="The ministry's side: open, search, decide, publish.")

Password = Annotated[str, typer.Option(help="left out: one is made and shown once")]


@app.command()
def serve(host: str = "127.0.0.1", port: int = 8200) -> None:
    """Serve the center's pages and run its worker."""
    with spoken():
        serve_program("center", host=host, port=port)


@app.command()
def init(
    admin: Annotated[str, typer.Option(help="user name of the first account")] = "pusat",
    password: Password = "",
) -> None:
    """Set the center up: its keys and its first account."""
    with spoken():
        ready("center")
        from jemput.node.exchange.identity import me

        me()
        accounts.add(admin, "administrator", "Administrator pusat", password=password)


@app.command("add-account")
def add_account(username: str, role: str, name: str = "", password: Password = "") -> None:
    """Add somebody who may sign in; roles are in docs/roles.md."""
    with spoken():
        ready("center")
        accounts.add(username, role, name, password=password)


@app.command("rotate-key")
def rotate_key() -> None:
    """Make a new sealing key; what was sealed to the old one still opens."""
    with spoken():
        ready("center")
        from django.utils import timezone

        from jemput.node.exchange.actions.keys import rotate_sealing_key

        fresh = rotate_sealing_key(by="cli", at=timezone.now())
        console.print(f"[green]✓[/] {fresh.sealing.key_id}")
