"""The exchange over HTTP: introductions, tus 1.0 uploads, the feed. For programs only."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jemput.kernel.errors import Problem
from jemput.node.exchange import queries
from jemput.node.exchange.actions import feed, hearing, peers, uploads
from jemput.node.exchange.actions.custody import Delivery
from jemput.node.exchange.errors import BadUpload
from jemput.node.exchange.gate import APPROVED, authenticate, authenticate_upload, require_standing
from jemput.node.exchange.identity import me
from jemput.node.exchange.introducing import origin_of, who_is_here
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Route, Standing
from jemput.node.exchange.wire import (
    CHUNK_TYPE,
    INTRODUCTION_HEADER,
    PROBLEM_HEADER,
    RECEIPT_HEADER,
    TIME_HEADER,
    TUS_VERSION,
)
from jemput.packet.bundles import MAX_BUNDLE_BYTES
from jemput.packet.envelope import MAX_PACKET_BYTES, read_head
from jemput.packet.introductions import MAX_INTRODUCTION_BYTES, SignedIntroduction, read_introduction
from jemput.packet.letters import write_letter
from jemput.packet.records import moment_text

MAX_CHUNK_BYTES = 4 * 1024 * 1024
TUS = {"Tus-Resumable": TUS_VERSION, "Cache-Control": "no-store"}
ANY_STANDING = tuple(Standing)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_machines(view: View[P]) -> View[P]:
    """No cookies, no forms: machines sign; every problem answers as JSON with its code in a header."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = _refused(problem)
        except UnreadablePostError:
            response = _refused(BadUpload(reason="cut"))
        for name, value in TUS.items():
            response.setdefault(name, value)
        return response

    return csrf_exempt(login_not_required(guarded))


@for_machines
@require_POST
def ask_in(request: HttpRequest) -> HttpResponse:
    """A machine introduces itself and asks to be let in; the answer says how it stands and who we are."""
    _bounded(request, MAX_INTRODUCTION_BYTES)
    identity = read_introduction(request.body).by_itself()
    peer = peers.request(identity=identity, at=timezone.now())
    return _standing(peer)


@for_machines
@require_GET
def my_standing(request: HttpRequest) -> HttpResponse:
    """How the asking machine stands, and who we are."""
    peer, _ = authenticate(request, mine=me(), at=timezone.now(), standing=ANY_STANDING)
    return _standing(peer)


@for_machines
@require_http_methods(["POST", "OPTIONS"])
def create_upload(request: HttpRequest) -> HttpResponse:
    """tus creation with upload: the body begins with the head, by which a packet is admitted or refused."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_abilities())
    _bounded(request, MAX_CHUNK_BYTES)
    mine, at = me(), timezone.now()
    deliverer, body = authenticate_upload(request, mine=mine, at=at, offset=0)
    signed = read_head(body)
    origin = origin_of(signed.manifest.kit_id, deliverer=deliverer, word=_word_for_kit(request), at=at)
    require_standing(origin)
    delivery = Delivery(origin, deliverer, Route.NETWORK, at)
    size = _number(request, "Upload-Length")
    progress = uploads.begin(signed=signed, size=size, body=body, delivery=delivery, mine=mine)
    response = _progress(progress, status=200 if progress.receipt else 201)
    response["Location"] = f"/exchange/packets/{progress.packet_id}"
    return response


@for_machines
@require_http_methods(["HEAD", "PATCH"])
def continue_upload(request: HttpRequest, packet_id: UUID) -> HttpResponse:
    """tus HEAD and PATCH: how far we are, and the next chunk; with the last one the receipt."""
    _bounded(request, MAX_CHUNK_BYTES)
    mine, at = me(), timezone.now()
    if request.method == "HEAD":
        deliverer, _ = authenticate_upload(request, mine=mine, at=at)
        return _progress(uploads.progress(packet_id=packet_id, deliverer=deliverer), status=200)
    if request.content_type != CHUNK_TYPE:
        raise BadUpload(reason="Content-Type")
    offset = _number(request, "Upload-Offset")
    deliverer, body = authenticate_upload(request, mine=mine, at=at, offset=offset)
    progress = uploads.go_on(
        packet_id=packet_id, offset=offset, body=body, deliverer=deliverer, mine=mine, at=at
    )
    return _progress(progress, status=204)


@for_machines
@require_POST
def take_reports(request: HttpRequest) -> HttpResponse:
    """What the asking machine tells beside packets; the answer is our signed receipt."""
    _bounded(request, MAX_BUNDLE_BYTES)
    mine, at = me(), timezone.now()
    peer, _ = authenticate(request, mine=mine, at=at)
    receipt = hearing.receive(raw=request.body, peer=peer, mine=mine, at=at)
    return HttpResponse(receipt, content_type="application/json")


@for_machines
@require_GET
def read_feed(request: HttpRequest) -> HttpResponse:
    """The next news for the asking machine, signed by us and sealed to it."""
    mine, at = me(), timezone.now()
    peer, claim = authenticate(request, mine=mine, at=at, standing=(*APPROVED, Standing.REVOKED))
    after, limit = _query_number(request, "after"), _query_number(request, "limit")
    feed.note_read(peer=peer, up_to=after)
    page = json.dumps(queries.feed_page(peer, after=after, limit=limit)).encode("utf-8")
    letter = write_letter(page, reader=peer.public_sealing_key, question=claim.nonce, key=mine.signing)
    return HttpResponse(letter, content_type="application/octet-stream")


def _standing(peer: Peer) -> JsonResponse:
    introductions = [one.to_json() for one in who_is_here(me(), at=timezone.now())]
    return JsonResponse({"state": peer.state, "introductions": introductions})


def _progress(progress: uploads.Progress, *, status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(progress.offset)
    response["Upload-Length"] = str(progress.size)
    if progress.receipt:
        response[RECEIPT_HEADER] = base64.b64encode(progress.receipt.encode("utf-8")).decode("ascii")
    return response


def _refused(problem: Problem) -> JsonResponse:
    response = JsonResponse(problem.as_json(), status=problem.status)
    response[PROBLEM_HEADER] = problem.code
    response[TIME_HEADER] = moment_text(timezone.now())
    if "offset" in problem.params:
        response["Upload-Offset"] = str(problem.params["offset"])
    return response


def _abilities() -> dict[str, Any]:
    return {
        "Tus-Version": TUS_VERSION,
        "Tus-Extension": "creation,creation-with-upload,checksum",
        "Tus-Checksum-Algorithm": "sha256",
        "Tus-Max-Size": str(MAX_PACKET_BYTES),
    }


def _bounded(request: HttpRequest, limit: int) -> None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
        raise BadUpload(reason=f"> {limit}")


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BadUpload(reason=header)
    return int(text)


def _query_number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "0")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BadUpload(reason=name)
    return int(text)


def _word_for_kit(request: HttpRequest) -> SignedIntroduction | None:
    text = request.headers.get(INTRODUCTION_HEADER, "")
    if not text:
        return None
    try:
        return read_introduction(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise BadUpload(reason=INTRODUCTION_HEADER) from error
