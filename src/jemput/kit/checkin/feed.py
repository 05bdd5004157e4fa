"""What the office tells this kit, each kind handed to its action; wired in `config`."""

from __future__ import annotations

from datetime import datetime

from jemput.kit.checkin import actions
from jemput.node.accounts.actions import put_account
from jemput.node.exchange.messages import (
    AccountMessage,
    PersonMessage,
    RevokedMessage,
    StatusMessage,
    TripMessage,
    WithdrawnMessage,
)

OFFICE = "office"
"""Who did it, for the ledger."""


def trip(message: TripMessage, at: datetime) -> None:
    """A trip of this kit, new or changed."""
    actions.keep_trip(message=message, by=OFFICE, at=at)


def person(message: PersonMessage, at: datetime) -> None:
    """Somebody expected at a stop."""
    actions.keep_person(message=message, by=OFFICE, at=at)


def withdrawn(message: WithdrawnMessage, at: datetime) -> None:
    """People or a whole trip that this kit must forget."""
    actions.forget_people(trip_id=message.trip_id, list_name_ids=message.list_name_ids, by=OFFICE, at=at)


def status(message: StatusMessage, at: datetime) -> None:
    """A national status of somebody."""
    actions.note_status(message=message, by=OFFICE, at=at)


def revoked(message: RevokedMessage, at: datetime) -> None:
    """The office shuts this kit out."""
    actions.lock_kit(reason=message.reason, by=OFFICE, at=at)


def account(message: AccountMessage, at: datetime) -> None:
    """Somebody who may sign in here, or no longer."""
    put_account(
        username=message.username,
        password_hash=message.password_hash,
        role=message.role,
        full_name=message.full_name,
        is_active=message.active,
        by=OFFICE,
        at=at,
    )
