"""Work of trips that runs beside the pages."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from jemput.office.trips.actions import plans
from jemput.office.trips.models import Plan


@task()
def work_out_plan(plan_id: str, by: str) -> None:
    """Work out one plan; its page shows how far it has come."""
    plan = Plan.objects.select_related("campaign").get(pk=plan_id)
    plans.work_out(plan=plan, by=by, at=timezone.now())
