"""Persons and records: a person is whoever the evidence says is one, whatever the numbers claim."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jemput.center.intake.models import Arrival
from jemput.kernel.ids import new_id


class Person(models.Model):
    """One body. Two records of it under two NIKs are one person and a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Person]] = models.Manager()

    def __str__(self) -> str:
        return str(self.id)


class Record(models.Model):
    """One encounter as the center keeps it: the biodata, and the templates that stand in the gallery."""

    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, related_name="record")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="records")
    packet_id = models.UUIDField(unique=True)
    nik = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=100)
    sex = models.CharField(max_length=1)
    birth_date = models.DateField()
    village_code = models.CharField(max_length=13)
    captured_at = models.DateTimeField()
    profile = models.CharField(max_length=30)
    template = models.BinaryField(help_text="the person template of biometrics, versioned")
    in_gallery = models.BooleanField(default=True, db_index=True)

    objects: ClassVar[models.Manager[Record]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.name} {self.nik[:4]}…{self.nik[-4:]}"
