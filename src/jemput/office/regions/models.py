"""Tables of regions: the tree of Kemendagri codes, each region's shape, and the kabupaten that is ours."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jemput.kernel.regions import RegionCode


class Kind(models.TextChoices):
    """What a region is called by law."""

    PROVINCE = "province", _("Provinsi")
    KABUPATEN = "kabupaten", _("Kabupaten")
    KOTA = "kota", _("Kota")
    KECAMATAN = "kecamatan", _("Kecamatan")
    DESA = "desa", _("Desa")
    KELURAHAN = "kelurahan", _("Kelurahan")


VILLAGE_KINDS = (Kind.DESA, Kind.KELURAHAN)


class RegionQuerySet(models.QuerySet["Region", "Region"]):
    """Words for choosing regions."""

    def villages(self) -> Self:
        """Desa and kelurahan."""
        return self.filter(kind__in=VILLAGE_KINDS)

    def kecamatan(self) -> Self:
        """Kecamatan only."""
        return self.filter(kind=Kind.KECAMATAN)

    def within(self, code: str) -> Self:
        """The region `code` itself and everything inside it."""
        return self.filter(Q(code=code) | Q(code__startswith=f"{code}."))


class Region(models.Model):
    """One province, kabupaten, kota, kecamatan, desa or kelurahan."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    postcode = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    elevation_m = models.IntegerField(null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        indexes = (models.Index(fields=("kind", "code")),)

    def __str__(self) -> str:
        return self.name

    @property
    def region_code(self) -> RegionCode:
        """The code as the word the whole house shares."""
        return RegionCode(self.code)

    @property
    def is_village(self) -> bool:
        """Whether this is a desa or kelurahan."""
        return self.kind in VILLAGE_KINDS

    @property
    def full_name(self) -> str:
        """The name as people say it: Desa Terusan, Kelurahan Terusan, Kecamatan Mersam, Provinsi Jambi."""
        if self.kind in (Kind.KABUPATEN, Kind.KOTA):
            return self.name
        return f"{Kind(self.kind).label} {self.name}"


class RegionShape(models.Model):
    """The area of a region as GeoJSON geometry in degrees, longitude first."""

    class Source(models.TextChoices):
        """Where an area comes from; a surveyed polygon outranks what we drew ourselves."""

        POLYGON = "polygon", _("dari berkas")
        UNION = "union", _("gabungan")
        VORONOI = "voronoi", _("perkiraan")

    region = models.OneToOneField(Region, primary_key=True, on_delete=models.CASCADE, related_name="shape")
    source = models.CharField(max_length=8, choices=Source.choices)
    geometry = models.JSONField()
    outline = models.JSONField(help_text="the same area with fewer points, for maps")
    updated_at = models.DateTimeField()

    objects: ClassVar[models.Manager[RegionShape]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.region_id} ({self.source})"


class Home(models.Model):
    """The one kabupaten or kota that this office serves."""

    kabupaten = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Home]] = models.Manager()

    def __str__(self) -> str:
        return self.kabupaten_id
