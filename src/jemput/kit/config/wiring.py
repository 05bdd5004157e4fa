"""Which news of the kit goes to whom, and what its worker repeats."""

from datetime import datetime

from jemput.kit.capture.jobs import purge_templates
from jemput.kit.checkin import feed
from jemput.kit.config import safety
from jemput.kit.config.signing_in import forget_password
from jemput.kit.outbox import jobs as outbox
from jemput.kit.pickup import feed as pickup
from jemput.node.accounts.models import User
from jemput.node.exchange.client.pull import apply_with
from jemput.node.exchange.client.sync import run_once
from jemput.node.exchange.messages import (
    AccountMessage,
    CardMessage,
    PacketStatusMessage,
    PersonMessage,
    PhotoMessage,
    PrintOrderMessage,
    ReferenceMessage,
    RevokedMessage,
    StatusMessage,
    TripMessage,
    WithdrawnMessage,
)
from jemput.node.exchange.sweeping import sweep
from jemput.node.jobs.periodic import every
from jemput.node.ledger import dispatch


def _account(message: AccountMessage, at: datetime) -> None:
    """An account of the office; its password opens this laptop only after a sign-in with the new one."""
    known = User.objects.filter(username=message.username).first()
    if known is not None and not (message.active and known.password == message.password_hash):
        forget_password(message.username)
    feed.account(message, at)


def connect() -> None:
    """Subscribe every reader and register every errand; called once at start."""
    apply_with(TripMessage, feed.trip)
    apply_with(PersonMessage, feed.person)
    apply_with(WithdrawnMessage, feed.withdrawn)
    apply_with(StatusMessage, feed.status)
    apply_with(PacketStatusMessage, outbox.hear_packet_status)
    apply_with(RevokedMessage, feed.revoked)
    apply_with(AccountMessage, _account)
    apply_with(CardMessage, pickup.card)
    apply_with(ReferenceMessage, pickup.reference)
    apply_with(PrintOrderMessage, pickup.print_order)
    apply_with(PhotoMessage, pickup.photo)
    every(1, lambda _at: dispatch.run_once(), name="news")
    every(5, run_once, name="sync")
    every(3600, sweep, name="sweep")
    every(3600, purge_templates, name="templates")
    every(3600, outbox.rescue, name="rescue")
    every(60, safety.keep_pages, name="kept-pages")
    safety.connect()
