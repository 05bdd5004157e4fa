"""The page on clerks and model: how often they agreed, and the thresholds that only the head changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.roster import actions, link_rooms, model_pages, pages
from jemput.office.roster.forms_linkage import ThresholdForm


@may("roster.see")
def model(request: HttpRequest) -> HttpResponse:
    """Agreement by band of probability, the thresholds, and who set them why."""
    context = {
        "title": _("Petugas dan model"),
        "tabs": pages.room_tabs("link-queue"),
        "link_tabs": link_rooms.link_tabs("link-model"),
        "chart": model_pages.chart(),
        "decided": model_pages.decided(),
        "thresholds": model_pages.threshold_entries(),
        "history": model_pages.history(),
        "form": ThresholdForm(initial=model_pages.as_percent()),
    }
    return model_pages.table().respond(request, "roster/link_model.html", context)


@may("linkage.decide")
@require_POST
def thresholds(request: HttpRequest) -> HttpResponseBase:
    """The head changes the thresholds, saying why."""
    form = ThresholdForm(request.POST)
    told = form.told()
    actions.set_thresholds(**told, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Ambang disimpan; berlaku untuk penautan berikutnya."))
    return redirect("roster:link-model")
