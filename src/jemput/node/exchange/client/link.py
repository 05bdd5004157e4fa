"""Signed HTTP to the node above: refusals become numbered problems, a wrong clock is allowed for once."""

from __future__ import annotations

import base64
import hashlib
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from jemput.kernel.errors import Problem
from jemput.node.exchange.errors import ParentRefused, ParentUnreachable
from jemput.node.exchange.identity import Me
from jemput.node.exchange.wire import CHECKSUM_HEADER, PROBLEM_HEADER, TIME_HEADER
from jemput.packet.errors import ClockDiffers
from jemput.packet.requests import SignedPart, read_authorization, sign_request

SENT_AT_ONCE = 64 * 1024
TIMEOUT = httpx.Timeout(10.0, read=60.0, write=60.0)


@cache
def _trusted_authorities() -> ssl.SSLContext:
    """Reading them costs 50 ms: once a process, not once a round."""
    return httpx.create_ssl_context()


def new_client() -> httpx.Client:
    """An HTTP client for one conversation."""
    return httpx.Client(timeout=TIMEOUT, verify=_trusted_authorities())


@dataclass
class Slice:
    """A stretch of a file as a request's body: read while it is sent; `sent` counts what has left so far."""

    path: Path
    start: int
    size: int
    sent: int = 0

    @cached_property
    def sha256(self) -> str:
        """The hash of the stretch, in hexadecimal."""
        found = hashlib.sha256()
        for piece in self._pieces():
            found.update(piece)
        return found.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces():
            self.sent += len(piece)
            yield piece

    def _pieces(self) -> Iterator[bytes]:
        left = self.size
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left and (piece := file.read(min(left, SENT_AT_ONCE))):
                left -= len(piece)
                yield piece


@dataclass
class Answer:
    """What came back, and the number of the question, which a letter names again."""

    response: httpx.Response
    nonce: str


@dataclass
class Link:
    """One conversation with the node above, begun `at` (our clock), which is `offset` behind its clock."""

    url: str
    audience: str
    mine: Me
    at: datetime
    offset: timedelta = timedelta()
    http: httpx.Client = field(default_factory=new_client)

    def __post_init__(self) -> None:
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    @property
    def now(self) -> datetime:
        """Our clock now: the time handed in, and what has passed since."""
        return self.at + timedelta(seconds=time.monotonic() - self._began)

    def ask(
        self, method: str, path: str, *, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """One signed request; raises ParentUnreachable or ParentRefused with the code of the one above."""
        answer = self._once(method, path, body, headers or {})
        if self._was_late(answer):
            answer = self._once(method, path, body, headers or {})
        raise_refusal(answer.response)
        return answer

    def upload(self, method: str, path: str, *, body: Slice, headers: dict[str, str]) -> Answer:
        """As `ask`, with a stretch of a file as the body, which the signature covers by its hash."""
        checksum = base64.b64encode(bytes.fromhex(body.sha256)).decode("ascii")
        all_headers = {**headers, CHECKSUM_HEADER: f"sha256 {checksum}", "Content-Length": str(body.size)}
        answer = self._once(method, path, body, all_headers)
        if self._was_late(answer):
            answer = self._once(method, path, body, all_headers)
        raise_refusal(answer.response)
        return answer

    def _was_late(self, answer: Answer) -> bool:
        """Whether our clock was refused; from then on we sign with the time of the one above."""
        if _code(answer.response) != ClockDiffers.code or TIME_HEADER not in answer.response.headers:
            return False
        self.offset = datetime.fromisoformat(answer.response.headers[TIME_HEADER]) - self.now
        return True

    def _once(self, method: str, path: str, body: bytes | Slice, headers: dict[str, str]) -> Answer:
        part = SignedPart(method, path, body if isinstance(body, bytes) else b"", self.audience)
        if isinstance(body, Slice):
            part = replace(part, body_sha256=body.sha256, offset=body.start)
        signed = sign_request(
            part, node_id=self.mine.node_id, key=self.mine.signing, at=self.now + self.offset
        )
        all_headers = {**headers, "Authorization": signed, "Accept": "application/json"}
        response = send(self.http, method, self.url + path, body=body, headers=all_headers)
        return Answer(response, read_authorization(signed).nonce)


def send(
    http: httpx.Client,
    method: str,
    url: str,
    *,
    body: bytes | Slice = b"",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """One plain request; raises ParentUnreachable where nothing comes back."""
    try:
        return http.request(method, url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ParentUnreachable(url=url) from error


def raise_refusal(response: httpx.Response) -> None:
    """Raise what the node above said against it; ParentUnreachable where no program of ours answered."""
    if response.status_code < 400:
        return
    code = _code(response)
    if not code:
        raise ParentUnreachable(url=f"{response.url} ({response.status_code})")
    raise ParentRefused(code=code, message=_message(response))


def refusal(problem: Problem) -> str:
    """The code with which the node above refused; empty for any other problem."""
    return str(problem.params["code"]) if isinstance(problem, ParentRefused) else ""


def _code(response: httpx.Response) -> str:
    return response.headers.get(PROBLEM_HEADER, "") if response.status_code >= 400 else ""


def _message(response: httpx.Response) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return ""
