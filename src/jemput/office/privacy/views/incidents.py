"""Pages of incidents: the register, one incident with its people, letters and countdown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.ledger.reading import Reading, note_reads
from jemput.office.privacy import pages, papers
from jemput.office.privacy.actions import incidents as actions
from jemput.office.privacy.forms import FindForm, IncidentForm, TrailPeopleForm
from jemput.office.privacy.models import Incident, Letter
from jemput.office.privacy.states import UNTOLD_INCIDENTS


@may("privacy.see")
def incidents(request: HttpRequest) -> HttpResponse:
    """Every incident."""
    context = {"title": _("Insiden"), "tabs": pages.room_tabs("incidents")}
    table = pages.incidents_table(Incident.objects.all(), timezone.now())
    return table.respond(request, "privacy/incidents.html", context)


@may("privacy.breach")
def new(request: HttpRequest) -> HttpResponse:
    """Register an incident."""
    form = IncidentForm(request.POST or None, initial={"discovered_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        told = form.told()
        made = actions.open_incident(
            told=told, kit=told.pop("kit"), by=signed_in(request).username, at=timezone.now()
        )
        return redirect("privacy:incident", pk=made.pk)
    context = {"title": _("Catat insiden"), "form": form, "back": "privacy:incidents"}
    return render(request, "privacy/form.html", context)


@may("privacy.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One incident and what is still owed."""
    found = get_object_or_404(Incident.objects.select_related("kit"), pk=pk)
    untold = found.state in UNTOLD_INCIDENTS
    context: dict[str, Any] = {
        "title": f"{found.number}: {found.title}",
        "found": found,
        "entries": pages.incident_entries(found),
        "countdown": pages.countdown(found.due_at, timezone.now(), done=not untold),
        "letters": found.letters.all(),
        "find": FindForm(),
        "trail": TrailPeopleForm(
            initial={
                "since": timezone.localtime(found.happened_at or found.discovered_at),
                "until": timezone.localtime(),
            }
        ),
    }
    return pages.people_table(found).respond(request, "privacy/incident.html", context)


@may("privacy.breach")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what is known now."""
    found = get_object_or_404(Incident, pk=pk)
    known = {name: getattr(found, name) for name in actions.DESCRIBED}
    form = IncidentForm(request.POST or None, initial={**known, "kinds": found.data})
    del form.fields["kit"]
    if request.method == "POST" and form.is_valid():
        actions.describe(incident=found, told=form.told(), by=signed_in(request).username, at=timezone.now())
        return redirect("privacy:incident", pk=pk)
    context = {"title": found.number, "form": form, "back": "privacy:incidents"}
    return render(request, "privacy/form.html", context)


@may("privacy.breach")
@require_POST
def step(request: HttpRequest, pk: int, event: str) -> HttpResponseBase:
    """Confirm, dismiss, tell the people or the authority, close; the reason comes with it."""
    found, why = get_object_or_404(Incident, pk=pk), request.POST.get("reason", "")[:2000]
    by, at = signed_in(request).username, timezone.now()
    if event == "confirm":
        actions.confirm(incident=found, by=by, at=at)
    elif event == "dismiss":
        actions.dismiss(incident=found, because=why, by=by, at=at)
    elif event in Letter.To.values:
        actions.tell(incident=found, to=event, nobody_because=why, by=by, at=at)
    elif event == "close":
        actions.close(incident=found, review=why, by=by, at=at)
    else:
        raise Http404
    return redirect("privacy:incident", pk=pk)


@may("privacy.breach")
@require_POST
def add(request: HttpRequest, pk: int, source: str) -> HttpResponseBase:
    """Put people on the list: from the kit, from an account's trail, or one by NIK."""
    found = get_object_or_404(Incident, pk=pk)
    stamp: dict[str, Any] = {"by": signed_in(request).username, "at": timezone.now()}
    form: Form = TrailPeopleForm(request.POST) if source == "trail" else FindForm(request.POST)
    if source == "kit":
        count = actions.add_from_kit(incident=found, **stamp)
    elif not form.is_valid():
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return redirect("privacy:incident", pk=pk)
    elif source == "trail":
        count = actions.add_from_trail(incident=found, **form.cleaned_data, **stamp)
    else:
        count = actions.add_person(incident=found, nik=form.cleaned_data["nik"], **stamp)
    messages.success(request, _("%(count)s orang ditambahkan.") % {"count": count})
    return redirect("privacy:incident", pk=pk)


@may("privacy.breach")
@require_POST
def set_letter(request: HttpRequest, pk: int, to: str) -> HttpResponseBase:
    """Give a letter its number."""
    if to not in Letter.To.values:
        raise Http404
    found = get_object_or_404(Incident, pk=pk)
    made = actions.set_letter(incident=found, to=to, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Surat %(number)s siap dicetak.") % {"number": made.number})
    return redirect("privacy:incident", pk=pk)


@may("privacy.see")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter as PDF; letters to people stand in their trails."""
    found = get_object_or_404(Letter.objects.select_related("incident"), pk=pk)
    pdf = papers.letter_pdf(found)
    if found.to == Letter.To.PEOPLE:
        people = [(one.nik, found.number) for one in found.incident.people.all()]
        note_reads(kind=Reading.PAPER, people=people, by=signed_in(request).username, at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response
