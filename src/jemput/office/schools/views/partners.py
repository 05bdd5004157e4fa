"""Pages of partners: invitations of the head, the account an invited person makes, counts without names."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.regions import queries as regions
from jemput.office.regions.models import Region
from jemput.office.schools import actions, tables
from jemput.office.schools.actions.partners import open_invitation
from jemput.office.schools.forms import AcceptForm, InvitationForm
from jemput.office.schools.models import Invitation
from jemput.office.schools.queries import pages
from jemput.office.schools.queries.progress import progress, school_rows


@may("schools.see")
def partners(request: HttpRequest) -> HttpResponse:
    """Whom the office has invited."""
    now = timezone.now()
    rows = [
        (one, tables.invitation_badge(one, over=one.expires_at < now))
        for one in Invitation.objects.select_related("kecamatan")
    ]
    context = {
        "title": _("Kantor mitra"),
        "tabs": pages.room_tabs("partners"),
        "rows": rows,
        "form": InvitationForm(),
    }
    return render(request, "schools/partners.html", context)


@require_POST
@may("schools.invite")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a partner office; the address is shown this once."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        context = {"title": _("Undang kantor mitra"), "form": form, "school": None}
        return render(request, "schools/form.html", context)
    code = form.cleaned_data["kecamatan"]
    invitation, token = actions.invite(
        organization=form.cleaned_data["organization"],
        kecamatan=Region.objects.get(code=code) if code else None,
        by=signed_in(request).username,
        at=timezone.now(),
    )
    address = request.build_absolute_uri(reverse("schools:accept", args=[token]))
    context = {"title": _("Undangan dibuat"), "invitation": invitation, "address": address}
    return render(request, "schools/invited.html", context)


@require_POST
@may("schools.invite")
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an invitation back, and the account that came of it."""
    found = get_object_or_404(Invitation, pk=pk)
    actions.revoke(invitation=found, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Undangan dicabut; akunnya tidak bisa masuk lagi."))
    return redirect("schools:partners")


@login_not_required
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """An invited person makes the account."""
    invitation = open_invitation(token, at=timezone.now())
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.accept(token=token, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Akun dibuat. Silakan masuk."))
        return redirect("accounts:sign-in")
    return render(request, "schools/accept.html", {"form": form, "invitation": invitation})


@may("partner.see")
def counts(request: HttpRequest) -> HttpResponse:
    """Counts per school for partners: no name and no NIK, of their own kecamatan where they have one."""
    today, region = timezone.localdate(), signed_in(request).region_code
    rows = school_rows(on=today, region=region)
    where = Region.objects.filter(code=region).first() or regions.home()
    context = {
        "title": _("Perekaman di sekolah"),
        "where": where.full_name,
        "progress": progress(rows, on=today),
    }
    return tables.counts_table(rows).respond(request, "schools/counts.html", context)
