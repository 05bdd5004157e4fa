"""Pages of what a list's columns mean: chosen with a preview, remembered by their header."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.kernel.errors import Problem
from jemput.node.accounts.gate import may, signed_in
from jemput.office.roster import actions, list_pages
from jemput.office.roster.list_columns import chosen_plan, wizard
from jemput.office.roster.models import ListImport, RememberedLayout


@may("roster.import")
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What each column means, with the first rows as they would be read; saved, the list is read so."""
    found = get_object_or_404(ListImport, pk=pk)
    if not found.survey or found.state not in list_pages.EXPLAINABLE:
        return redirect("roster:list", pk=pk)
    plan = chosen_plan(found, request.POST) if request.method == "POST" else None
    if plan is not None and "save" in request.POST:
        try:
            actions.choose_columns(
                list_import=found,
                plan=plan,
                remember="remember" in request.POST,
                by=signed_in(request).username,
                at=timezone.now(),
            )
            return redirect("roster:list", pk=pk)
        except Problem as problem:
            messages.error(request, problem.text())
    context = {"title": _("Arti kolom"), "list": found, "wizard": wizard(found, plan)}
    context["remember"] = plan is None or "remember" in request.POST
    only_part = request.headers.get("HX-Target") == "columns"
    return render(request, "roster/columns_part.html" if only_part else "roster/columns.html", context)


@may("roster.see")
def layouts(request: HttpRequest) -> HttpResponse:
    """Headers that somebody explained once."""
    context = {"title": _("Susunan kolom yang diingat")}
    return list_pages.layouts_table().respond(request, "roster/layouts.html", context)


@may("roster.import")
@require_POST
def forget(request: HttpRequest) -> HttpResponseBase:
    """Forget those that were chosen."""
    keys = [int(key) for key in request.POST.getlist("layout") if key.isdigit()]
    for found in RememberedLayout.objects.filter(pk__in=keys):
        actions.forget_layout(layout=found, by=signed_in(request).username, at=timezone.now())
    if keys:
        messages.success(request, _("Dilupakan; berkas berikutnya ditanyakan lagi."))
    return redirect("roster:layouts")
