"""Pages of check-in: today's trips, the queue, the status check of one person, walk-ins."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jemput.kit.checkin import actions, pages, queries
from jemput.kit.checkin.codes import MAX_PICTURE_BYTES, read_code
from jemput.kit.checkin.forms import ObstacleForm, OfficerForm, PositionForm, WalkInForm
from jemput.kit.checkin.states import Event
from jemput.node.accounts.gate import may, signed_in


@require_GET
@may("checkin.see")
def today(request: HttpRequest) -> HttpResponse:
    """Today's trips: places, officers, obstacles."""
    return render(request, "checkin/today.html", pages.today(at=timezone.now()))


@require_POST
@may("checkin.note")
def officer(request: HttpRequest, stop_id: UUID) -> HttpResponse:
    """Log whether the village officer is there."""
    form = OfficerForm(request.POST)
    if form.is_valid():
        stop = queries.stop_by_id(stop_id)
        by, at = signed_in(request).username, timezone.now()
        actions.note_officer(stop=stop, **form.answer(), by=by, at=at)
    return redirect("checkin:today")


@require_POST
@may("checkin.note")
def obstacle(request: HttpRequest, stop_id: UUID) -> HttpResponse:
    """Note an obstacle at a stop."""
    form = ObstacleForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Kendala belum dicatat: isi jam mulainya."))
        return redirect("checkin:today")
    at = timezone.now()
    stop, by = queries.stop_by_id(stop_id), signed_in(request).username
    actions.open_obstacle(stop=stop, **form.answer(at), by=by, at=at)
    return redirect("checkin:today")


@require_POST
@may("checkin.note")
def obstacle_over(request: HttpRequest, obstacle_id: UUID) -> HttpResponse:
    """Note that an obstacle is over."""
    obstacle = queries.obstacle_by_id(obstacle_id)
    actions.end_obstacle(obstacle=obstacle, by=signed_in(request).username, at=timezone.now())
    return redirect("checkin:today")


@require_GET
@may("checkin.see")
def queue(request: HttpRequest) -> HttpResponse:
    """The people of today's trips; htmx asks for the list alone."""
    context = pages.queue(request.GET, at=timezone.now())
    return render(request, _part_or_page(request), context)


@require_POST
@may("checkin.see")
def find(request: HttpRequest) -> HttpResponse:
    """Go to the person of a summons QR or NIK, else to the queue searched by name."""
    code = request.POST.get("code", "").strip()
    person = queries.person_by_code(code)
    if person is not None:
        return redirect("checkin:person", person.id)
    return redirect(pages.queue_address(q=code))


@require_GET
@may("checkin.see")
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person and what the status check says, before anything is captured."""
    found = queries.person_by_id(person_id)
    return render(request, "checkin/person.html", pages.person(found, on=timezone.localdate()))


@require_POST
@may("checkin.note")
def attendance(request: HttpRequest, person_id: UUID, event: str) -> HttpResponse:
    """Note that a person stayed away, was sent home, or came after all."""
    actions.advance(
        person=queries.person_by_id(person_id),
        event=Event(event),
        by=signed_in(request).username,
        at=timezone.now(),
        note=request.POST.get("reason", ""),
    )
    return redirect("checkin:queue")


@may("checkin.note")
def walk_in(request: HttpRequest) -> HttpResponse:
    """Add somebody who is on no list."""
    stops = queries.stops_in(queries.current_trips(at=timezone.now()))
    form = WalkInForm(request.POST or None, stops=stops, initial={"nik": request.GET.get("nik", "")})
    if not form.is_valid():
        return render(
            request, "checkin/walk_in.html", {"title": _("Di luar daftar"), "form": form, "stops": stops}
        )
    by, at = signed_in(request).username, timezone.now()
    stop = form.cleaned_data["stop"]
    added = actions.add_walk_in(facts=form.facts(), stop=stop, doubts=form.doubts(), by=by, at=at)
    return redirect("checkin:person", added.id)


@require_POST
@may("checkin.note")
def finish(request: HttpRequest, trip_id: UUID) -> HttpResponse:
    """Close a trip; who still waits stayed away."""
    by, at = signed_in(request).username, timezone.now()
    actions.finish_trip(trip=queries.trip_by_id(trip_id), by=by, at=at)
    messages.info(request, _("Perjalanan ditutup. Yang masih menunggu dicatat tidak datang."))
    return redirect("checkin:today")


@require_POST
@may("checkin.note")
def reopen(request: HttpRequest, trip_id: UUID) -> HttpResponse:
    """Take the closing of a trip back."""
    by, at = signed_in(request).username, timezone.now()
    actions.reopen_trip(trip=queries.trip_by_id(trip_id), by=by, at=at)
    return redirect("checkin:today")


@require_GET
@may("checkin.see")
def checklist(request: HttpRequest) -> HttpResponse:
    """Home visits: what to take along, and to whom."""
    return render(request, "checkin/checklist.html", pages.checklist(at=timezone.now()))


@require_POST
@may("checkin.see")
def position(request: HttpRequest) -> HttpResponse:
    """Where the browser says that the laptop is."""
    form = PositionForm(request.POST)
    if form.is_valid():
        actions.note_position(**form.cleaned_data, at=timezone.now())
    return HttpResponse(status=204)


@require_GET
def warnings(request: HttpRequest) -> HttpResponse:
    """The top bar's warnings, which ask for themselves again."""
    return render(request, "checkin/_warnings.html", {"warnings": pages.warning_lines(at=timezone.now())})


@may("checkin.see")
def camera(request: HttpRequest) -> HttpResponse:
    """The camera that reads a summons; each posted picture answers the person's address, or T211."""
    if request.method != "POST":
        return render(request, "checkin/camera.html", {"title": _("Pindai undangan")})
    picture = request.FILES.get("picture")
    code = read_code(picture.read() if picture and (picture.size or 0) <= MAX_PICTURE_BYTES else b"")
    person = queries.person_by_code(code)
    return JsonResponse({"url": resolve_url("checkin:person", person.id) if person else "", "code": code})


def _part_or_page(request: HttpRequest) -> str:
    return "checkin/_people.html" if request.headers.get("HX-Request") else "checkin/queue.html"
