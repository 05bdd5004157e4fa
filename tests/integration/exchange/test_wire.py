"""The wire itself: tus as others speak it, and no request, however strange, that breaks the server."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.feed import publish
from jemput.node.exchange.client.link import Answer, Link, Slice
from jemput.node.exchange.errors import ParentRefused
from jemput.node.exchange.messages import RevokedMessage
from jemput.node.exchange.models import FeedEntry, OutgoingPacket, Peer, SeenNonce, arriving_dir
from jemput.node.exchange.sweeping import sweep
from jemput.packet.envelope import head_bytes, read_head
from jemput.packet.requests import SignedPart, sign_request
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received

pytestmark = OWN_TABLES

CHUNK = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


def test_an_upload_step_by_step(van: Van) -> None:
    content = van.seal(os.urandom(50_000)).path.read_bytes()
    head, path, link = (
        _head(content),
        f"/exchange/packets/{OutgoingPacket.objects.get().packet_id}",
        _link(van),
    )
    made = _upload(link, content, end=len(head)).response
    assert (made.status_code, made.headers["Location"]) == (201, path)
    assert made.headers["Upload-Offset"] == str(len(head))
    with pytest.raises(ParentRefused, match="N310"):
        _upload(link, content, start=7, end=8)
    _upload(link, content, start=len(head), end=9000)
    assert link.ask("HEAD", path).response.headers["Upload-Offset"] == "9000"
    last = _upload(link, content, start=9000).response
    assert last.status_code == 204 and last.headers["Jemput-Receipt"]
    assert link.ask("HEAD", path).response.headers["Jemput-Receipt"] == last.headers["Jemput-Receipt"]


def test_a_conflict_names_the_offset_that_counts(van: Van, client: Client) -> None:
    content = van.seal(os.urandom(9_000)).path.read_bytes()
    _upload(_link(van), content, end=len(_head(content)))
    path = f"/exchange/packets/{OutgoingPacket.objects.get().packet_id}"
    answer = _signed(van, client, "PATCH", path, b"x", {**CHUNK, "Upload-Offset": "3"})
    assert (answer.status_code, answer["Upload-Offset"]) == (409, str(len(_head(content))))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Upload-Length": "12"}, "N312"),
        ({"Upload-Length": "-1"}, "N312"),
        ({"Upload-Length": "9" * 400}, "N312"),
        ({"Upload-Length": "१२"}, "N312"),
        ({"Jemput-Introduction": "!"}, "N312"),
    ],
)
def test_headers_that_make_no_sense(van: Van, client: Client, change: dict[str, str], code: str) -> None:
    content = van.seal().path.read_bytes()
    headers = {**_length(content), **change}
    answer = _signed(van, client, "POST", "/exchange/packets", _head(content), headers)
    assert answer["Jemput-Problem"] == code and not arriving_dir().exists()


def test_a_chunk_beyond_the_end_and_an_upload_never_begun(van: Van) -> None:
    content = van.seal().path.read_bytes()
    link = _link(van)
    _upload(link, content, end=len(_head(content)))
    more = content + content[:100]
    with pytest.raises(ParentRefused, match="N312"):
        _upload(link, more, start=len(_head(content)))
    with pytest.raises(ParentRefused, match="N311"):
        link.ask("HEAD", f"/exchange/packets/{new_id()}")


@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "PATCH", "OPTIONS", "DELETE"]),
    path=st.sampled_from(["peers", "peers/me", "packets", f"packets/{new_id()}", "feed", "feed?after=x"]),
    header=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    body=st.binary(max_size=60),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_request_breaks_the_server(
    van: Van, client: Client, method: str, path: str, header: str, body: bytes
) -> None:
    for authorization in (header, f"Jemput1 {header}"):
        headers = {"Authorization": authorization, "Upload-Length": header}
        answer = client.generic(method, f"/exchange/{path}", body, headers=headers)
        assert answer.status_code < 500


@given(body=st.binary(max_size=80), keep=st.integers(0, 60))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_signed_body_breaks_the_server(van: Van, client: Client, body: bytes, keep: int) -> None:
    mixed = b"JEMPUT1\n\x00\x00\x00\x10"[:keep] + body
    for method, path in (("POST", "/exchange/packets"), ("PATCH", f"/exchange/packets/{new_id()}")):
        answer = _signed(
            van, client, method, path, mixed, {**CHUNK, "Upload-Length": "9", "Upload-Offset": "0"}
        )
        assert 400 <= answer.status_code < 500 and answer["Jemput-Problem"]


def test_what_nobody_will_finish_is_swept_and_nothing_else(van: Van) -> None:
    sent = van.seal(os.urandom(40_000))
    content = sent.path.read_bytes()
    _upload(_link(van), content, end=len(_head(content)))
    stale = [sent.path.with_name("x.tmp"), arriving_dir() / "x.usb.part"]
    for file in stale:
        file.write_bytes(b"half")
    assert sweep(now()).files == 0
    swept = sweep(now() + timedelta(hours=7))
    assert (swept.files, swept.uploads, SeenNonce.objects.count()) == (2, 0, 0)
    assert sent.path.exists() and not any(file.exists() for file in stale)
    assert sweep(now() + timedelta(days=31)).uploads == 1
    assert van.sync().pushed.acknowledged == 1 and len(received()) == 1


def test_a_purged_file_that_outlived_the_power_cut_is_swept(van: Van) -> None:
    sent = van.seal()
    content = sent.path.read_bytes()
    van.sync()
    sent.path.write_bytes(content)
    assert sweep(now()).files == 1 and not sent.path.exists()
    assert received()[0].path.exists()


def test_read_news_is_forgotten_after_a_month(van: Van) -> None:
    publish(scope=van.mine.node_id, message=RevokedMessage("x", now()), at=now())
    Peer.objects.update(read_up_to=1)
    assert sweep(now()).news == 0 and FeedEntry.objects.count() == 1
    assert sweep(now() + timedelta(days=31)).news == 1


def _head(content: bytes) -> bytes:
    return head_bytes(read_head(content))


def _length(content: bytes) -> dict[str, str]:
    return {**CHUNK, "Upload-Length": str(len(content))}


def _upload(link: Link, content: bytes, *, start: int = 0, end: int | None = None) -> Answer:
    """A stretch of a packet, as a program of ours sends it."""
    signed = read_head(content)
    with tempfile.NamedTemporaryFile() as file:
        file.write(content[:end])
        file.flush()
        body = Slice(Path(file.name), start, len(content[:end]) - start)
        if not start:
            return link.upload("POST", "/exchange/packets", body=body, headers=_length(content))
        path = f"/exchange/packets/{signed.manifest.packet_id}"
        return link.upload("PATCH", path, body=body, headers={**CHUNK, "Upload-Offset": str(start)})


def _link(van: Van) -> Link:
    return Link(van.url, van.parent.node_id, van.mine, now())


def _signed(van: Van, client: Client, method: str, path: str, body: bytes, headers: dict[str, str]) -> Any:
    offset = int(headers.get("Upload-Offset", "0"))
    part = SignedPart(method, path, body, van.parent.node_id, offset=offset)
    checksum = "sha256 " + base64.b64encode(hashlib.sha256(body).digest()).decode()
    signed = sign_request(part, node_id=van.mine.node_id, key=van.mine.signing, at=now())
    kind = headers.get("Content-Type", "application/json")
    headers = {"Upload-Checksum": checksum, **headers, "Authorization": signed}
    return client.generic(method, path, body, content_type=kind, headers=headers)
