"""Tables of devices: which scanner lives on which port, and how it did last."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

TRUST = (("trusted", _("tepercaya")), ("consistent", _("bertanda tangan")), ("refused", _("ditolak")))
"""trusted: by a maker that this kit trusts; consistent: signed, but no maker is named; refused: neither."""


class Device(models.Model):
    """A scanner that was found on this machine at least once; its port is remembered."""

    kind = models.CharField(max_length=20)
    """Finger, Iris or Face, as SBI calls it."""
    port = models.PositiveIntegerField()
    device_id = models.CharField(max_length=200, blank=True)
    serial = models.CharField(max_length=120, blank=True)
    make = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=40, blank=True)
    certification = models.CharField(max_length=20, blank=True)
    service_version = models.CharField(max_length=40, blank=True)
    is_present = models.BooleanField(default=True)
    seen_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True, blank=True)
    firmware = models.CharField(max_length=80, blank=True)
    trust = models.CharField(max_length=10, blank=True, choices=TRUST)
    """What its signed description (MOSIPDINFO) proved at the last search; empty where it gave none."""
    problem_code = models.CharField(max_length=8, blank=True)
    problem_id = models.CharField(max_length=400, blank=True)
    problem_en = models.CharField(max_length=400, blank=True)
    problem_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Device]] = models.Manager()

    class Meta:
        ordering = ("kind", "port")
        constraints = (
            models.UniqueConstraint(fields=("port", "kind", "device_id"), name="one_row_a_device"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.shown_name} :{self.port}"

    @property
    def shown_name(self) -> str:
        """Make, model and serial number as on its sticker."""
        return " ".join(part for part in (self.make, self.model, self.serial) if part) or self.device_id

    @property
    def is_ready(self) -> bool:
        """Whether it answered last time and said that it can capture."""
        return self.is_present and self.status.casefold() == "ready"
