"""Pages of kits, crews and the machines that ask to be let in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.exchange.models import Peer
from jemput.office.trips import tables
from jemput.office.trips.actions import announcing
from jemput.office.trips.actions.crews import advance_kit, put_crew, put_kit
from jemput.office.trips.actions.losing import report_lost
from jemput.office.trips.forms import CrewForm, KitForm, LetInForm
from jemput.office.trips.models import Crew, Kit
from jemput.office.trips.queries import pages
from jemput.office.trips.states import KitEvent


@may("trips.see")
def kits(request: HttpRequest) -> HttpResponse:
    """Kits, crews and machines."""
    context = {
        "title": _("Kit dan tim"),
        "tabs": pages.plan_tabs("kits"),
        "peers": tables.peers_table(Peer.objects.filter(kind="kit")).bind(request),
        "kits": tables.kits_table(Kit.objects.select_related("crew")).bind(request),
        "crews": Crew.objects.select_related("kit").prefetch_related("members"),
    }
    return render(request, "trips/kits.html", context)


@may("kits.manage")
def new_kit(request: HttpRequest) -> HttpResponse:
    """Add a kit."""
    form = KitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        put_kit(**form.cleaned_data, by=signed_in(request).username, at=timezone.now())
        return redirect("trips:kits")
    return render(request, "trips/form.html", {"title": _("Kit baru"), "form": form})


@may("kits.manage")
def kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a kit, or say that it broke or was repaired."""
    known = get_object_or_404(Kit, pk=pk)
    form = KitForm(request.POST or None, initial={name: getattr(known, name) for name in KitForm.base_fields})
    if request.method == "POST" and form.is_valid():
        put_kit(**form.cleaned_data, by=signed_in(request).username, at=timezone.now())
        return redirect("trips:kits")
    return render(request, "trips/kit.html", {"title": known.name, "form": form, "kit": known})


@require_POST
@may("kits.manage")
def kit_event(request: HttpRequest, pk: int, event: str) -> HttpResponse:
    """A kit breaks, is repaired, or is given up."""
    if event not in set(KitEvent):
        raise Http404
    known = get_object_or_404(Kit, pk=pk)
    advance_kit(kit=known, event=KitEvent(event), by=signed_in(request).username, at=timezone.now())
    return redirect("trips:kits")


@require_POST
@may("kits.manage")
def kit_lost(request: HttpRequest, pk: int) -> HttpResponse:
    """A kit was stolen or lost: shut it out now, and let privacy draft an incident."""
    known, words = get_object_or_404(Kit, pk=pk), request.POST.get("reason", "")[:1000]
    report_lost(kit=known, words=words, by=signed_in(request).username, at=timezone.now())
    messages.warning(request, _("Kuncinya dicabut. Rancangan insiden dibuat di ruang Privasi."))
    return redirect("trips:kits")


@may("kits.approve")
def let_in(request: HttpRequest, pk: str) -> HttpResponse:
    """Approve a machine as one of our kits; its key's fingerprint is compared by phone first."""
    peer = get_object_or_404(Peer, pk=pk, kind="kit")
    form = LetInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, by = form.cleaned_data["kit"], signed_in(request).username
        announcing.let_in(peer=peer, kit=chosen, by=by, at=timezone.now())
        messages.success(request, _("%(kit)s terhubung.") % {"kit": chosen.name})
        return redirect("trips:kits")
    return render(request, "trips/peer.html", {"title": peer.name, "form": form, "peer": peer})


@require_POST
@may("kits.approve")
def shut_out(request: HttpRequest, pk: str) -> HttpResponse:
    """Revoke a machine, with the reason."""
    peer, reason = get_object_or_404(Peer, pk=pk, kind="kit"), request.POST.get("reason", "")[:300]
    announcing.shut_out(peer=peer, reason=reason, by=signed_in(request).username, at=timezone.now())
    return redirect("trips:kits")


@may("kits.manage")
def new_crew(request: HttpRequest) -> HttpResponse:
    """Add a crew."""
    return _crew_form(request, CrewForm(request.POST or None), _("Tim baru"))


@may("kits.manage")
def crew(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a crew."""
    known = get_object_or_404(Crew, pk=pk)
    told = {"name": known.name, "kit": known.kit_id, "members": known.members.all()}
    initial = {**told, "days_off": ", ".join(known.days_off)}
    return _crew_form(request, CrewForm(request.POST or None, initial=initial), known.name)


def _crew_form(request: HttpRequest, form: CrewForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        by, at = signed_in(request).username, timezone.now()
        made = put_crew(**form.cleaned_data, by=by, at=at)
        announcing.send_accounts(kit=made.kit, by=by, at=at)
        return redirect("trips:kits")
    return render(request, "trips/form.html", {"title": title, "form": form})
