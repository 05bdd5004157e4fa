"""Work on a packet that has arrived: open it, make its template, keep the record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from jemput.center.identities.actions import keep_record
from jemput.center.identities.models import Record
from jemput.center.identities.templating import template_of
from jemput.center.intake.actions import mark_opened, refuse
from jemput.center.intake.models import Arrival
from jemput.center.intake.opening import open_packet
from jemput.kernel.errors import Problem

WORKER = "pusat"


@task()
def enroll(arrival_id: int) -> None:
    """Open one packet and keep its record; a packet that cannot be used is refused with its reason.

    The slow part, seconds of extraction, happens outside any transaction so that packets keep arriving.
    """
    arrival = Arrival.objects.select_related("packet__peer").get(pk=arrival_id)
    if Record.objects.filter(arrival=arrival).exists():
        return
    try:
        opened = open_packet(arrival)
        templated = template_of(opened.samples)
    except Problem as problem:
        refuse(arrival=arrival, problem=problem, by=WORKER, at=timezone.now())
        return
    with transaction.atomic():
        at = timezone.now()
        mark_opened(arrival=arrival, by=WORKER, at=at)
        keep_record(arrival=arrival, facts=opened.facts, template=templated.template, by=WORKER, at=at)
