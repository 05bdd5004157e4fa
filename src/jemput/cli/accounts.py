"""Adding accounts from the command line, the same in every program."""

from __future__ import annotations

import secrets

from jemput.cli.start import console


def add(username: str, role: str, name: str, *, password: str = "", region: str = "") -> None:
    """Create an account (Django must be ready); a password that is not given is made and shown once."""
    from django.utils import timezone

    from jemput.node.accounts.actions import add_account

    chosen = password or secrets.token_urlsafe(9)
    add_account(
        username=username,
        password=chosen,
        role=role,
        full_name=name or username,
        region_code=region,
        by="cli",
        at=timezone.now(),
    )
    shown = "" if password else f", kata sandi {chosen}"
    console.print(f"[green]✓[/] {username} ({role}){shown}")
