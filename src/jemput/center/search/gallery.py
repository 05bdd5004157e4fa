"""The gallery in this process's memory, brought up to date from the records before each search."""

from __future__ import annotations

from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Gallery
from jemput.center.identities.models import Record

_gallery = Gallery()


def current() -> Gallery:
    """Everybody who stands in the gallery now, by record number as text."""
    wanted = set(Record.objects.filter(in_gallery=True).values_list("pk", flat=True))
    held = {int(subject_id) for subject_id, _ in _gallery}
    for gone in held - wanted:
        _gallery.remove(str(gone))
    new = Record.objects.filter(pk__in=wanted - held).values_list("pk", "template")
    for pk, template in new.iterator():
        _gallery.add(str(pk), PersonTemplate.from_bytes(bytes(template)))
    return _gallery
