"""The page on which a supervisor takes the operators' own fingers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jemput.kernel.errors import Problem
from jemput.kit.capture import queries
from jemput.kit.capture.actions import operators as acts
from jemput.node.accounts.gate import may, signed_in

RECORD, APPROVE = "capture.record", "capture.approve"


@require_GET
@may(RECORD)
def operators(request: HttpRequest) -> HttpResponse:
    """Whose fingers this kit knows, and whose it does not."""
    known = {one.username: one for one in queries.operator_prints()}
    people = [(user, known.get(user.username)) for user in queries.people_here()]
    context = {
        "title": _("Sidik jari operator"),
        "people": people,
        "may_take": signed_in(request).may(APPROVE),
    }
    return render(request, "capture/operators.html", context)


@require_POST
@may(APPROVE)
def enroll(request: HttpRequest, username: str) -> HttpResponse:
    """Take one hand, or forget both; a problem is said on the same page."""
    by, at, hand = signed_in(request).username, timezone.now(), request.POST.get("hand", "")
    try:
        if hand == "forget":
            acts.forget_operator(username=username, by=by, at=at)
        else:
            acts.enroll_operator(username=username, hand=hand, by=by, at=at)
    except Problem as problem:
        messages.error(request, problem.text(get_language() or "id"), extra_tags=problem.code)
    return redirect("capture:operators")
