"""Writers towards the kits: let a machine in, tell it its trips and people, take both back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jemput.node.exchange.actions import peers
from jemput.node.exchange.actions.feed import publish, publish_many
from jemput.node.exchange.messages import Message, WithdrawnMessage
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import announce, record
from jemput.office.trips.actions.field import give_up_captured
from jemput.office.trips.actions.outings import advance_trip
from jemput.office.trips.errors import AlreadyLinked, KitNotLinked
from jemput.office.trips.models import Crew, Kit, Trip
from jemput.office.trips.queries.announcement import (
    account_messages,
    person_messages,
    status_messages,
    trip_message,
    withdrawn,
)
from jemput.office.trips.rules import name_id
from jemput.office.trips.states import TripEvent


@dataclass(frozen=True)
class Announcement:
    """What went down to a kit: how many people, and how many could not be told for want of a NIK."""

    trip: Trip
    people: int
    unfit: int


@transaction.atomic
def approve_trip(*, trip: Trip, by: str, at: datetime) -> Announcement | None:
    """Approve a trip and announce it at once where its kit is linked; None where it is not yet."""
    trip = advance_trip(trip=trip, event=TripEvent.APPROVE, by=by, at=at)
    return announce_trip(trip=trip, by=by, at=at) if trip.kit.peer_id else None


@transaction.atomic
def announce_trip(*, trip: Trip, by: str, at: datetime) -> Announcement:
    """Tell the kit its trip, its people with their statuses, and its operators; again after a change.

    Only what belongs to this kit's own trip goes down. Raises KitNotLinked, NotPossible.
    """
    if not trip.kit.peer_id:
        raise KitNotLinked(kit=trip.kit.name)
    trip = advance_trip(trip=trip, event=TripEvent.ANNOUNCE, by=by, at=at)
    told = person_messages(trip)
    messages: list[Message] = [*account_messages(trip.crew.members.all()), trip_message(trip)]
    gone = withdrawn(trip, told.people)
    if gone:
        messages.append(WithdrawnMessage(trip_id=trip.pk, list_name_ids=gone))
    messages += [*told.people, *status_messages(told.people)]
    publish_many(scope=trip.kit.peer_id or "", messages=messages, at=at)
    trip.told_names = [name_id(one.list_name_id) for one in told.people if one.list_name_id]
    trip.save(update_fields=["told_names"])
    payload = {"people": len(told.people), "unfit": len(told.unfit), "day": trip.day.isoformat()}
    announce(topic="trip.announced", subject=str(trip.pk), payload=payload, at=at)
    return Announcement(trip, len(told.people), len(told.unfit))


@transaction.atomic
def cancel_trip(*, trip: Trip, reason: str, by: str, at: datetime) -> Trip:
    """Call a trip off; its people are due again and its kit forgets them."""
    trip = advance_trip(trip=trip, event=TripEvent.CANCEL, by=by, at=at, note=reason)
    if trip.announced_at and trip.kit.peer_id:
        forget = WithdrawnMessage(trip_id=trip.pk, list_name_ids=())
        publish_many(scope=trip.kit.peer_id, messages=[trip_message(trip), forget], at=at)
    announce(topic="trip.cancelled", subject=str(trip.pk), payload={"reason": reason}, at=at)
    return trip


@transaction.atomic
def let_in(*, peer: Peer, kit: Kit, by: str, at: datetime) -> Kit:
    """Approve a machine that asks to be let in, as this kit; its operators may then sign in on it.

    Raises AlreadyLinked where kit or machine is half of another pair.
    """
    if kit.peer_id and kit.peer_id != peer.id:
        raise AlreadyLinked(what=kit.name)
    if Kit.objects.filter(peer_id=peer.id).exclude(pk=kit.pk).exists():
        raise AlreadyLinked(what=peer.name)
    if peer.state != Standing.APPROVED:
        peers.approve(peer=peer, by=by, at=at)
    kit.peer_id = peer.id
    kit.save(update_fields=["peer_id"])
    record(action="kit.let_in", subject=kit.name, by=by, at=at, details={"peer": peer.id})
    send_accounts(kit=kit, by=by, at=at)
    return kit


@transaction.atomic
def shut_out(*, peer: Peer, reason: str, by: str, at: datetime) -> None:
    """Shut a machine out: it hears so, its kit is free for another, whom only it recorded are due again."""
    peers.revoke(peer=peer, reason=reason, by=by, at=at)
    give_up_captured(peer_id=peer.id, by=by, at=at)
    Kit.objects.filter(peer_id=peer.id).update(peer_id=None)
    record(action="kit.shut_out", subject=peer.id, by=by, at=at, details={"reason": reason})


@transaction.atomic
def send_accounts(*, kit: Kit, by: str, at: datetime) -> int:
    """Tell a kit who may sign in on it: the people of its crew."""
    crew = Crew.objects.filter(kit=kit).first()
    if crew is None or not kit.peer_id:
        return 0
    messages = account_messages(crew.members.all())
    for message in messages:
        publish(scope=kit.peer_id, message=message, at=at)
    record(action="kit.accounts_sent", subject=kit.name, by=by, at=at, details={"accounts": len(messages)})
    return len(messages)
