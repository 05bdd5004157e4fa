"""The second factor: whoever's fingers the kit knows shows one after the password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jemput.kernel.errors import Problem
from jemput.kit.capture import queries
from jemput.kit.capture.actions.operators import is_operator
from jemput.kit.capture.approvals import approver
from jemput.node.accounts.gate import signed_in
from jemput.node.ledger.actions import record

SHOWN = "finger_shown"
"""Session mark of those who have shown a finger since they signed in."""


def must_show_finger(request: HttpRequest) -> bool:
    """Whether a signed-in person still owes a finger; nobody does whose fingers the kit does not know."""
    if not request.user.is_authenticated or SHOWN in request.session:
        return False
    username = request.user.get_username()
    if any(one.username == username for one in queries.operator_prints()):
        return True
    request.session[SHOWN] = "unknown"
    return False


@require_http_methods(["GET", "POST"])
def show_finger(request: HttpRequest) -> HttpResponse:
    """Ask for the finger; a broken scanner is no wall, a supervisor's password opens too."""
    if request.method == "POST":
        try:
            if _shown(request):
                return redirect(_next(request))
            messages.warning(request, _("Belum cocok. Bersihkan kaca, lalu coba lagi."))
        except Problem as problem:
            messages.error(request, problem.text(get_language() or "id"), extra_tags=problem.code)
    return render(
        request, "capture/second_factor.html", {"title": _("Tunjukkan jari"), "next": _next(request)}
    )


def _shown(request: HttpRequest) -> bool:
    user, at = signed_in(request), timezone.now()
    if request.POST.get("supervisor"):
        by = approver(
            request, username=request.POST["supervisor"], password=request.POST.get("password", "")
        ).username
        record(action="account.finger_waived", subject=user.username, by=by, at=at)
    elif not is_operator(username=user.username, by=user.username, at=at):
        record(action="account.finger_refused", subject=user.username, by=user.username, at=at)
        return False
    request.session[SHOWN] = "yes"
    return True


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
