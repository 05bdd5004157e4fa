"""Places where people are met, down to below the village, and who is expected at which."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.ids import new_id
from jemput.office.regions.models import Region
from jemput.office.roster.models import ListName


class Place(models.Model):
    """Somewhere a crew can set up: a village office, a school, or a hamlet such as SP4 below its village."""

    class Kind(models.TextChoices):
        """What sort of place it is; the planner knows the same kinds."""

        VILLAGE_OFFICE = "village_office", _("Kantor desa/kelurahan")
        SCHOOL = "school", _("Sekolah")
        HAMLET = "hamlet", _("Dusun atau permukiman")
        HOME = "home", _("Rumah warga")
        SLB = "slb", _("SLB")
        PRISON = "prison", _("Lapas atau rutan")
        MARKET = "market", _("Pasar")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.VILLAGE_OFFICE)
    village = models.ForeignKey(Region, models.PROTECT, related_name="places")
    name = models.CharField(max_length=120)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    has_power = models.BooleanField(default=True)
    has_network = models.BooleanField(default=True)
    opens = models.TimeField(default=time(8, 30))
    closes = models.TimeField(default=time(16, 0))
    closed_weekdays = models.JSONField(
        default=list, help_text="Monday is 0; the campaign decides on weekends"
    )
    remote_minutes = models.PositiveSmallIntegerField(default=0, help_text="boat or bad road, each way")
    officer_name = models.CharField(max_length=120, blank=True)
    officer_phone = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[Place]] = models.Manager()

    class Meta:
        ordering = ("village_id", "kind", "name")
        constraints = [
            models.UniqueConstraint(fields=["village", "kind", "name"], name="place_once"),
            # One office a village: everybody who is not allotted elsewhere is expected there.
            models.UniqueConstraint(
                fields=["village"], condition=models.Q(kind="village_office"), name="one_office_a_village"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_school(self) -> bool:
        """Whether people are met here as pupils."""
        return self.kind in {self.Kind.SCHOOL, self.Kind.SLB}


class Allotment(models.Model):
    """Somebody expected at another place than the village's office: a pupil at school, a hamlet's people."""

    list_name = models.OneToOneField(ListName, models.CASCADE, related_name="allotment")
    place = models.ForeignKey(Place, models.CASCADE, related_name="allotments")

    objects: ClassVar[models.Manager[Allotment]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.list_name_id} @ {self.place_id}"
