"""This node itself: its two private keys and what it tells others about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from jemput.node.exchange.errors import NoParent
from jemput.node.exchange.models import Parent
from jemput.packet.introductions import (
    Identity,
    Introduction,
    Kind,
    SignedIntroduction,
    node_id_of,
    sign_introduction,
)
from jemput.packet.keys import SealingKey, SealingPublicKey, SigningKey
from jemput.packet.vault import Vault


@dataclass(frozen=True)
class Me:
    """A node with its private keys."""

    identity: Identity
    signing: SigningKey
    sealing: SealingKey

    @property
    def node_id(self) -> str:
        """The name under which others know this node."""
        return self.identity.node_id

    def introduce(self, identity: Identity, *, at: datetime) -> SignedIntroduction:
        """Vouch for an identity; for our own, this is how we introduce ourselves."""
        return sign_introduction(Introduction(1, identity, self.node_id, at), key=self.signing)


@dataclass(frozen=True)
class Readers:
    """To whom a kit seals: the facts to both, the biometrics to the center alone."""

    office: SealingPublicKey
    center: SealingPublicKey


def me() -> Me:
    """This node; its keys come from its vault, or are made at the first call and kept in `keys_dir`."""
    node = settings.JEMPUT
    return _load(node.keys_dir, node.vault, node.program, node.node_name)


def make_me(kind: Kind, name: str, signing: SigningKey, sealing: SealingKey) -> Me:
    """A node from its keys; its id follows from them."""
    node_id = node_id_of(kind, signing.public)
    return Me(Identity(node_id, kind, name, signing.public.text, sealing.public.text), signing, sealing)


def parent() -> Parent:
    """The node above us; raises NoParent before it was ever reached."""
    found = Parent.objects.first()
    if found is None:
        raise NoParent
    return found


def readers() -> Readers:
    """Whom this kit seals to; raises NoParent until office and center are both known."""
    above = parent()
    if not above.center_sealing_key:
        raise NoParent
    return Readers(above.office_key, above.center_key)


@cache
def _load(keys_dir: Path, vault: Vault | None, program: str, name: str) -> Me:
    if vault is not None:
        signing, sealing = SigningKey(vault.secret("signing")), SealingKey(vault.secret("sealing"))
    else:
        signing = SigningKey.load_or_create(keys_dir / "signing.key")
        sealing = SealingKey.load_or_create(keys_dir / "sealing.key")
    return make_me(Kind(program), name, signing, sealing)
