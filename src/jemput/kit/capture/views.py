"""One encounter, step by step; plain forms, so that a script can drive every page as an operator does.

Every POST carries `csrfmiddlewaretoken` (from the cookie named in settings.CSRF_COOKIE_NAME or any page's
form) and answers 302. `<id>` is the encounter, `<step>` is the step the page was about: a POST about another
step than the open one changes nothing (T302). A refused POST answers 302 as well, with the problem's number
in the header `X-Jemput-Problem` and its words on the next page; with `Accept: application/json` it answers
the problem as JSON with its own status instead.

The way of one encounter:

    POST /accounts/sign-in/                     username, password
    POST /checkin/find/                         code = summons QR text, NIK, or part of a name
      → 302 /checkin/queue/<person>/            (GET it: the status check)
    POST /capture/begin/<person>/               profile = adult | pemula | bedridden | mental_illness |
                                                no_left_hand | no_right_hand | kia_under_5 | kia
                                                (empty: by age; T316 for one of another age)
      → 302 /capture/<id>/checked_in/           the encounter's id is in the address
    POST /capture/<id>/checked_in/              profile (may change it here) → biodata
    POST /capture/<id>/biodata/                 name, sex (L|P), birth_place, birth_date (ISO), address,
                                                family_card, confirmed_by; what is not posted stays;
                                                a changed field needs confirmed_by; guardian, relation
                                                (a child's recording needs them) → left_four
    POST /capture/<id>/left_four/               nothing: the server lets the scanner capture (SBI RCAPTURE)
    POST /capture/<id>/left_four/next/          nothing → right_four; T303 while a finger is unaccounted for
    … the same two for right_four, thumbs, irises
    POST /capture/<id>/face/                    photo = file (JPEG or PNG);  …/face/next/
    POST /capture/<id>/signature/               strokes = {"width", "height", "strokes": [[[x, y], …], …]};
                                                …/signature/next/
    POST /capture/<id>/verification/            nothing: both index fingers again, compared 1:1;
                                                …/verification/next/
    POST /capture/<id>/review/                  nothing: seal → 302 /capture/<id>/receipt/

Where something cannot be taken, at its own step and before `next/`:

    POST /capture/<id>/<step>/exception/        spots (repeated: finger-07, iris-1, face, signature),
                                                reason (amputated, bandaged, damaged, tremor,
                                                cannot_cooperate, cannot_write, device), note,
                                                supervisor, password, photo = file (for the first three)
    POST /capture/<id>/<step>/files/            one file a finger or eye, named as above (finger-07, …), dpi:
                                                in the scanner's place, for an office without SBI
    POST /capture/<id>/<step>/skip/             reason: what the profile makes optional, without a supervisor
    POST /capture/<id>/verification/accept/     supervisor, password: after three comparisons that failed
    POST /capture/<id>/different/               supervisor, password, reason: the fingers are like somebody
                                                else's of this trip; nothing is sealed before (T318)

Besides: POST /capture/<id>/<step>/back/ · /capture/<id>/revisit/ (step) · /capture/<id>/abandon/ (reason) ·
GET /capture/<id>/ (302 to the open step) · GET /capture/<id>/receipt.pdf.
"""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jemput.kernel.body import ExceptionReason
from jemput.kit.capture import papers, queries
from jemput.kit.capture.actions import encounters, exceptions, same_person, samples, verification
from jemput.kit.capture.approvals import approver
from jemput.kit.capture.asking import go_on, says_problems, the_step, uploaded
from jemput.kit.capture.pages import rooms, steps
from jemput.kit.capture.pages import settings as rules_page
from jemput.kit.capture.states import Event, State
from jemput.kit.capture.stepping import act, typed
from jemput.kit.checkin.queries import person_by_id
from jemput.kit.devices.samples import spot
from jemput.node.accounts.gate import may, signed_in

RECORD = "capture.record"


@require_GET
@may(RECORD)
def encounters_page(request: HttpRequest) -> HttpResponse:
    """Encounters to go on with, and the latest sealed ones."""
    return render(request, "capture/encounters.html", rooms.rooms_page(at=timezone.now()))


@require_POST
@may(RECORD)
def begin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Start a person's encounter."""
    person, profile = person_by_id(person_id), request.POST.get("profile", "")
    begun = encounters.begin(
        person=person, profile_code=profile, operator=signed_in(request), at=timezone.now()
    )
    return go_on(begun)


@require_GET
@may(RECORD)
def resume(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """Go to the open step."""
    return go_on(queries.encounter_by_id(encounter_id))


@may(RECORD)
@never_cache
@says_problems
def step(request: HttpRequest, encounter_id: UUID, step: str) -> HttpResponse:
    """Show the open step, or do what it asks for."""
    encounter = queries.encounter_by_id(encounter_id)
    if request.method == "POST":
        return go_on(act(request, the_step(encounter, step)))
    if encounter.state != step:
        return go_on(encounter)
    context = steps.step_page(encounter, at=timezone.now(), typed=typed(request, encounter))
    return render(request, steps.TEMPLATES[encounter.step], context)


@require_POST
@may(RECORD)
@says_problems
def move(request: HttpRequest, encounter_id: UUID, step: str, event: str) -> HttpResponse:
    """Go to the next step or one back."""
    encounter = the_step(queries.encounter_by_id(encounter_id), step)
    by, at = signed_in(request).username, timezone.now()
    direction = Event.DONE if event == "next" else Event.BACK
    return go_on(encounters.advance(encounter=encounter, event=direction, by=by, at=at))


@require_POST
@may(RECORD)
@says_problems
def revisit(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """Open an earlier step again."""
    encounter = queries.encounter_by_id(encounter_id)
    event = Event(f"revisit_{State(request.POST.get('step', ''))}")
    by, at = signed_in(request).username, timezone.now()
    return go_on(encounters.advance(encounter=encounter, event=event, by=by, at=at))


@may(RECORD)
@never_cache
@says_problems
def exception(request: HttpRequest, encounter_id: UUID, step: str) -> HttpResponse:
    """Note what cannot be taken, with the supervisor's name and password."""
    encounter = the_step(queries.encounter_by_id(encounter_id), step)
    if request.method != "POST":
        return render(request, "capture/exception.html", steps.exception_page(encounter, at=timezone.now()))
    posted = request.POST
    supervisor = approver(request, username=posted.get("supervisor", ""), password=posted.get("password", ""))
    exceptions.exempt(
        encounter=encounter,
        spots=[spot(code) for code in posted.getlist("spots")],
        reason=ExceptionReason(posted.get("reason", "")),
        note=posted.get("note", ""),
        approver=supervisor,
        photo=uploaded(request, "photo"),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    return go_on(encounter)


@may(RECORD)
@never_cache
@says_problems
def files(request: HttpRequest, encounter_id: UUID, step: str) -> HttpResponse:
    """Take the open step from files."""
    encounter = the_step(queries.encounter_by_id(encounter_id), step)
    if request.method != "POST":
        return render(request, "capture/files.html", steps.files_page(encounter, at=timezone.now()))
    samples.import_files(
        encounter=encounter,
        files={spot(code): uploaded(request, code) for code in request.FILES},
        dpi=int(request.POST.get("dpi") or 500),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    return go_on(encounter)


@require_POST
@may(RECORD)
@says_problems
def skip(request: HttpRequest, encounter_id: UUID, step: str) -> HttpResponse:
    """Skip what the profile makes optional."""
    encounter = the_step(queries.encounter_by_id(encounter_id), step)
    exceptions.skip_optional(
        encounter=encounter,
        reason=ExceptionReason(request.POST.get("reason") or ExceptionReason.CANNOT_COOPERATE),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    return go_on(encounter)


@require_POST
@may(RECORD)
@says_problems
def withdraw(request: HttpRequest, encounter_id: UUID, step: str) -> HttpResponse:
    """Take an exception back."""
    encounter = the_step(queries.encounter_by_id(encounter_id), step)
    by, at = signed_in(request).username, timezone.now()
    exceptions.withdraw(encounter=encounter, spot=spot(request.POST.get("spot", "")), by=by, at=at)
    return go_on(encounter)


@require_POST
@may(RECORD)
@says_problems
def accept(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """A supervisor lets fingers pass that did not match."""
    encounter = queries.encounter_by_id(encounter_id)
    posted, by, at = request.POST, signed_in(request).username, timezone.now()
    supervisor = approver(request, username=posted.get("supervisor", ""), password=posted.get("password", ""))
    verification.accept_unmatched(encounter=encounter, approver=supervisor, by=by, at=at)
    return go_on(encounter)


@require_POST
@may(RECORD)
@says_problems
def different(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """A supervisor says that two people with alike fingers are two."""
    encounter = queries.encounter_by_id(encounter_id)
    posted, by, at = request.POST, signed_in(request).username, timezone.now()
    supervisor = approver(request, username=posted.get("supervisor", ""), password=posted.get("password", ""))
    reason = posted.get("reason", "")
    same_person.call_different(encounter=encounter, reason=reason, approver=supervisor, by=by, at=at)
    return go_on(encounter)


@require_POST
@may(RECORD)
@says_problems
def abandon(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """End an encounter without a packet."""
    encounter = queries.encounter_by_id(encounter_id)
    reason, by, at = request.POST.get("reason", ""), signed_in(request).username, timezone.now()
    encounters.abandon(encounter=encounter, reason=reason, by=by, at=at)
    return redirect("checkin:person", encounter.person_id)


@require_GET
@may(RECORD)
@never_cache
def sample_image(request: HttpRequest, encounter_id: UUID, sample_id: UUID) -> HttpResponse:
    """A sample of an open encounter as a picture; after sealing there is none."""
    return HttpResponse(*rooms.picture(queries.sample_by_id(encounter_id, sample_id)))


@require_GET
@may(RECORD)
def profiles(request: HttpRequest) -> HttpResponse:
    """What is taken of whom, as one table."""
    return render(request, "capture/profiles.html", rules_page.profiles())


@require_GET
@may(RECORD)
def receipt(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """What the resident takes home."""
    encounter = queries.sealed_by_id(encounter_id)
    return render(request, "capture/receipt.html", rooms.receipt(encounter, at=timezone.now()))


@require_GET
@may(RECORD)
def receipt_pdf(request: HttpRequest, encounter_id: UUID) -> FileResponse:
    """The receipt to print."""
    encounter = queries.sealed_by_id(encounter_id)
    return FileResponse(papers.receipt(encounter), filename=f"bukti-{encounter.receipt_code}.pdf")
