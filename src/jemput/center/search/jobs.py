"""The 1:N search of one new record."""

from __future__ import annotations

import time

from django.utils import timezone
from django_tasks import task

from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import search
from jemput.center.identities.models import Record
from jemput.center.search.actions import fail, keep_search
from jemput.center.search.gallery import current
from jemput.center.search.models import Search
from jemput.kernel.errors import Problem

WORKER = "pusat"


@task()
def search_record(record_id: int) -> None:
    """Search one record against everybody who was kept before it.

    The newer record of a pair is always the probe, in whatever order the searches come: so a pair is held
    together once, and it is the newer one that waits. A child's record, in no gallery, is not searched.
    """
    probe = Record.objects.get(pk=record_id)
    if not probe.in_gallery or Search.objects.filter(record=probe).exists():
        return
    gallery = current()
    started = time.monotonic()
    try:
        found = search(gallery, PersonTemplate.from_bytes(bytes(probe.template)))
    except Problem as problem:
        fail(probe=probe, code=problem.code, problem=problem.text("id"), at=timezone.now())
        return
    keep_search(
        probe=probe,
        found=[one for one in found if int(one.subject_id) < probe.pk],
        gallery_size=len(gallery),
        milliseconds=int(1000 * (time.monotonic() - started)),
        by=WORKER,
        at=timezone.now(),
    )
