"""Tables of the exchange: who we know, what we received, what we must send, what we tell and were told."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from jemput.node.exchange.states import UNSENT, Custody, Hearing, Route, Standing
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingPublicKey, VerifyKey


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Peer(models.Model):
    """A node below us: a kit at the office, an office (or a kit it vouched for, `via`) at the center."""

    id = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=10, choices=_choices(Kind))
    name = models.CharField(max_length=120)
    signing_key = models.CharField(max_length=43)
    sealing_key = models.CharField(max_length=43)
    state = models.CharField(max_length=10, choices=_choices(Standing), db_index=True)
    via = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="vouched_for")
    requested_at = models.DateTimeField()
    last_contact = models.DateTimeField(null=True, blank=True)
    clock_skew_seconds = models.FloatField(default=0, help_text="how far its clock was ahead of ours")
    read_up_to = models.BigIntegerField(default=0, help_text="feed sequence it has surely applied")

    objects: ClassVar[models.Manager[Peer]] = models.Manager()

    class Meta:
        ordering = ("kind", "name", "id")

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"

    @property
    def verify_key(self) -> VerifyKey:
        """The key that verifies what it signs."""
        return VerifyKey.from_text(self.signing_key)

    @property
    def public_sealing_key(self) -> SealingPublicKey:
        """The key to seal to."""
        return SealingPublicKey.from_text(self.sealing_key)


class Parent(models.Model):
    """The node above us (one row), how we stand with it, and the center's key, pinned when first learned."""

    url = models.CharField(max_length=300)
    node_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=_choices(Kind))
    name = models.CharField(max_length=120)
    signing_key = models.CharField(max_length=43)
    sealing_key = models.CharField(max_length=43)
    center_id = models.CharField(max_length=64, blank=True)
    center_sealing_key = models.CharField(max_length=43, blank=True)
    center_introduction = models.TextField(
        blank=True, help_text="the center's own signed word, for those below"
    )
    state = models.CharField(max_length=10, choices=_choices(Standing))
    last_contact = models.DateTimeField(null=True, blank=True)
    last_problem = models.CharField(max_length=500, blank=True)
    clock_offset_seconds = models.FloatField(default=0, help_text="to add to our clock to get its time")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="when it last told us who it is")
    introduced_at = models.DateTimeField(null=True, blank=True, help_text="of its newest introduction")
    center_introduced_at = models.DateTimeField(null=True, blank=True)
    center_older_keys = models.JSONField(default=list, help_text="sealing keys it had before, newest first")
    told = models.TextField(blank=True, help_text="the state of our chain as it knows it")
    told_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="rounds in a row that found nobody")
    next_round_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Parent]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.node_id})"

    @property
    def verify_key(self) -> VerifyKey:
        """The key that verifies its receipts and letters."""
        return VerifyKey.from_text(self.signing_key)

    @property
    def office_key(self) -> SealingPublicKey:
        """The key of the office (or of the center itself, right below it): facts are sealed to it."""
        return SealingPublicKey.from_text(self.sealing_key)

    @property
    def center_key(self) -> SealingPublicKey:
        """The center's key: biometrics are sealed to it alone; raises BadKey while it is unknown."""
        return SealingPublicKey.from_text(self.center_sealing_key)

    @property
    def center_key_ids(self) -> frozenset[str]:
        """The names of all sealing keys that the center can open with."""
        texts = (self.center_sealing_key, *self.center_older_keys)
        return frozenset(SealingPublicKey.from_text(text).key_id for text in texts)


class _PacketFile(models.Model):
    """What both ends of a packet's way keep of it; `file` is relative to the data folder."""

    packet_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    manifest_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    file = models.CharField(max_length=255)
    route = models.CharField(max_length=10, choices=_choices(Route), default=Route.NETWORK.value)
    receipt = models.TextField(blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.packet_id} #{self.sequence}"

    @property
    def path(self) -> Path:
        """Where the file lies, while it does."""
        folder: Path = settings.JEMPUT.data_dir
        return folder / self.file


class ReceivedPacket(_PacketFile):
    """A packet in our custody: `peer` sealed it, `deliverer` brought it; `receipt` is what we answered."""

    peer = models.ForeignKey(Peer, models.PROTECT, related_name="packets")
    deliverer = models.ForeignKey(Peer, models.PROTECT, related_name="delivered")
    received_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[ReceivedPacket]] = models.Manager()

    class Meta:
        ordering = ("received_at", "packet_id")
        constraints = [models.UniqueConstraint(fields=["peer", "sequence"], name="one_packet_a_place")]


class OutgoingPacket(_PacketFile):
    """A packet that must reach the node above: sealed here (kit) or passed on (office)."""

    kit_id = models.CharField(max_length=64)
    state = models.CharField(max_length=14, choices=_choices(Custody), default=Custody.WAITING.value)
    queued_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    last_problem = models.CharField(max_length=500, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[OutgoingPacket]] = models.Manager()

    class Meta:
        ordering = ("queued_at", "packet_id")
        constraints = [models.UniqueConstraint(fields=["kit_id", "sequence"], name="one_place_a_packet")]
        indexes = [
            models.Index(
                fields=["queued_at"], name="unsent", condition=models.Q(state__in=[s.value for s in UNSENT])
            )
        ]

    @property
    def id_text(self) -> str:
        """The id as it stands in addresses and file names."""
        return str(UUID(str(self.packet_id)))


class OutgoingReport(models.Model):
    """Something we tell the node above beside packets; the lower number is told first."""

    number = models.BigIntegerField(primary_key=True)
    report_id = models.UUIDField(unique=True)
    topic = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    payload = models.JSONField()
    at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects: ClassVar[models.Manager[OutgoingReport]] = models.Manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.topic} {self.subject}"


class ReceivedReport(models.Model):
    """Something a node below told us; kept and signed for first, then handed to whoever hears its kind."""

    peer = models.ForeignKey(Peer, models.PROTECT, related_name="reports")
    report_id = models.UUIDField()
    number = models.BigIntegerField()
    topic = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    payload = models.JSONField()
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, choices=_choices(Hearing), default=Hearing.WAITING.value, db_index=True
    )
    problem = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[ReceivedReport]] = models.Manager()

    class Meta:
        ordering = ("peer", "number", "id")
        constraints = [models.UniqueConstraint(fields=["peer", "report_id"], name="one_report_an_id")]

    def __str__(self) -> str:
        return f"{self.peer_id} {self.number} {self.topic}"


class ChainState(models.Model):
    """How far a kit has sealed and which packets are still with it, as it said last."""

    peer = models.OneToOneField(Peer, models.CASCADE, primary_key=True, related_name="chain")
    sealed_up_to = models.BigIntegerField()
    last_manifest_sha256 = models.CharField(max_length=64, blank=True)
    here = models.JSONField(help_text="stretches of places, [[213, 219]]")
    bytes_here = models.BigIntegerField()
    oldest_sealed_at = models.DateTimeField(null=True, blank=True)
    software = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField(help_text="by the kit's clock")
    heard_at = models.DateTimeField()

    objects: ClassVar[models.Manager[ChainState]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.peer_id} sealed up to {self.sealed_up_to}"


class FeedHead(models.Model):
    """One row that every writer of the feed locks, so that sequences commit in order and without gaps."""

    last = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[FeedHead]] = models.Manager()


class FeedEntry(models.Model):
    """One piece of news for the nodes below: `scope` is a peer's id, or * for all."""

    sequence = models.BigIntegerField(primary_key=True)
    scope = models.CharField(max_length=64)
    topic = models.CharField(max_length=40)
    payload = models.JSONField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[FeedEntry]] = models.Manager()

    class Meta:
        ordering = ("sequence",)
        indexes = [models.Index(fields=["scope", "sequence"], name="feed_by_scope")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.topic} → {self.scope}"


class FeedCursor(models.Model):
    """How far we have applied the feed of one parent."""

    parent_id = models.CharField(max_length=64, primary_key=True)
    sequence = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[FeedCursor]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.parent_id} @ {self.sequence}"


class RefusedEntry(models.Model):
    """A feed entry that we could not apply; kept with its reason, and the feed went on."""

    parent_id = models.CharField(max_length=64)
    sequence = models.BigIntegerField()
    topic = models.CharField(max_length=40)
    payload = models.JSONField()
    problem = models.CharField(max_length=500)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[RefusedEntry]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent_id", "sequence"], name="refused_once")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.topic}: {self.problem}"


class SeenNonce(models.Model):
    """The number of a request that was answered; a second one of it is a copy."""

    node_id = models.CharField(max_length=64)
    nonce = models.CharField(max_length=22)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[SeenNonce]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node_id", "nonce"], name="nonce_once")]

    def __str__(self) -> str:
        return f"{self.node_id} {self.nonce}"


def arriving_dir() -> Path:
    """The folder of packets that are still arriving."""
    folder: Path = settings.JEMPUT.uploads_dir / "packets"
    return folder
