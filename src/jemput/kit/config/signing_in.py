"""Signing in at the kit: who knows a password of an account may open the vault with it from then on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from jemput.node.accounts.models import User
from jemput.packet.vault import Vault, opens


class KitBackend(ModelBackend):
    """Django's own check, and a slot in the vault for each person who passes it.

    The office sends only hashes of passwords, so the moment of signing in is the only one at which the kit
    can let a new operator's own password open the laptop.
    """

    def authenticate(  # type: ignore[override]  # Django's stubs name two arguments; it passes all by name
        self, request: HttpRequest | None, **credentials: Any
    ) -> User | None:
        """The account, or None; keeps the vault's slot of the account up to date."""
        user = super().authenticate(request, **credentials)
        password = str(credentials.get("password") or "")
        vault: Vault | None = settings.JEMPUT.vault
        if isinstance(user, User) and password and vault is not None and vault.path.exists():
            owner = user.get_username()
            if not opens(vault.path, owner=owner, passphrase=password):
                vault.keep(owner=owner, passphrase=password)
        return user if isinstance(user, User) else None


def forget_password(username: str) -> None:
    """Let nobody open the vault with this account's password any more; a new one is kept at sign-in."""
    vault: Vault | None = settings.JEMPUT.vault
    if vault is not None and vault.path.exists():
        vault.forget(owner=username)
