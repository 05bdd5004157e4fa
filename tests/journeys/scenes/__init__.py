"""What is already true when a journey begins, put in place by the programs' own actions."""

from __future__ import annotations

from collections.abc import Mapping

from jemput.packet.introductions import Identity, Kind


def told_by(identity: Identity) -> dict[str, str]:
    """What a machine tells others about itself, fit for JSON."""
    return {**vars(identity), "kind": identity.kind.value}


def identity_of(told: Mapping[str, str]) -> Identity:
    """The machine behind what it told."""
    return Identity(
        told["node_id"], Kind(told["kind"]), told["name"], told["signing_key"], told["sealing_key"]
    )
