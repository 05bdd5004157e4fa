"""Tables of the ledger: a hash-chained audit that nothing reads to decide, and news that jobs read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Head(models.Model):
    """One row that every writer locks, so that entries chain and news commit in order."""

    last_hash = models.CharField(max_length=64, default="")

    objects: ClassVar[models.Manager[Head]] = models.Manager()


class Entry(models.Model):
    """One act of one person or program; the database refuses to change or delete it."""

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150, db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Entry]] = models.Manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.action} {self.subject}"

    def content(self) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "at": self.at.isoformat(),
            "by": self.by,
            "action": self.action,
            "subject": self.subject,
            "details": self.details,
            "previous_hash": self.previous_hash,
        }


class News(models.Model):
    """Something that happened in one app and that apps before it in the chain want to hear."""

    at = models.DateTimeField()
    topic = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[News]] = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return f"{self.topic} {self.subject}"


class Reader(models.Model):
    """How far one subscriber has read the news."""

    name = models.CharField(max_length=120, unique=True)
    last_read = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[Reader]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} @ {self.last_read}"


class Access(models.Model):
    """One look at, or copy of, what is protected about a person: who, when, whom, why.

    Apart from the chained audit: reads outnumber acts, take no lock, and end after their term (ADR 075). The
    database refuses any change, and deletion within a year.
    """

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150, db_index=True)
    kind = models.CharField(max_length=30, db_index=True)
    nik = models.CharField(max_length=16, blank=True, db_index=True)
    subject = models.CharField(max_length=200, help_text="what was read, by its key or its title")
    reason = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=1, help_text="people on it, where it was a list")

    objects: ClassVar[models.Manager[Access]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")
        verbose_name_plural = "accesses"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.kind} {self.subject}"
