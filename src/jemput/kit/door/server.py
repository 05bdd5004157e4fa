"""The kit's door: one page, served before anything on the disk can be read, that asks for a passphrase.

It needs no database and no keys. Once it is opened it closes its port and hands over the secret.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from whitenoise import WhiteNoise

from jemput.kernel.errors import Problem
from jemput.kit.door.damaged_page import damaged_page
from jemput.kit.door.examining import Damage, examine
from jemput.kit.door.page import DIFFERENT, FILES, door_page
from jemput.kit.door.setting_aside import set_aside
from jemput.kit.door.unlocking import KIT, open_or_create, vault_file
from jemput.node.settings import NodeSettings
from jemput.packet.vault import Vault

LOOK = Path(__file__).parents[2] / "node" / "look" / "static" / "look"
STATE_HEADER = "X-Jemput-Door"
CLOSING_SECONDS = 0.3
"""The port closes a little after the answer, so that the page gets it whole."""
FREE_TRIES = 5
SLOWED_SECONDS = 10.0
LONGEST_FORM = 10_000
LANGUAGE_COOKIE = "jemput_language"

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Environ = dict[str, Any]


class Door:
    """The WSGI application; `opened` holds the vault once somebody has opened it and the database is well.

    `damage` says what is wrong with the database once somebody has opened the vault of a damaged kit.
    """

    def __init__(self, node: NodeSettings, *, wait: Callable[[float], object] = time.sleep) -> None:
        self.node, self.opened, self._wait = node, None, wait
        self._failures = 0
        self._one_at_a_time = threading.Lock()
        self.damage: Damage | None = None
        self._held: Vault | None = None
        self._once = secrets.token_urlsafe(16)
        """Stands in the page of the damage alone: another site's page cannot press its button."""
        self.on_open: Callable[[], object] = lambda: None

    opened: Vault | None

    @property
    def is_new(self) -> bool:
        """Whether this kit has no vault yet."""
        return not vault_file(self.node).exists()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; whatever is asked for, the door stands before it."""
        if environ.get("HTTP_HOST", "").rpartition(":")[0] not in self.node.hosts:
            return _answer(start_response, "400 Bad Request", "text/plain", "host")
        path, posted = environ.get("PATH_INFO", "/"), environ["REQUEST_METHOD"] == "POST"
        if posted and path == "/door/language":
            chosen = _form(environ).get("language", "id")
            cookie = (
                "Set-Cookie",
                f"jemput_language={'en' if chosen == 'en' else 'id'}; Path=/; SameSite=Lax",
            )
            return _answer(start_response, "303 See Other", "text/plain", "", ("Location", "/"), cookie)
        if posted and path == "/door/open":
            return self._open(environ, start_response)
        if posted and path == "/door/rescue":
            return self._rescue(environ, start_response)
        state = (STATE_HEADER, "new" if self.is_new else "closed")
        return _answer(start_response, "200 OK", "text/html", self._page(_language(environ), ""), state)

    def _open(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        language = _language(environ)
        message = self._tried(_form(environ), language)
        code = "403 Forbidden" if message else "409 Conflict" if self.damage else "200 OK"
        return self._said(environ, start_response, code, message)

    def _rescue(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Set the damaged database aside and open: what can be read is salvaged while the kit starts."""
        message, language = "", _language(environ)
        with self._one_at_a_time:
            damage, vault = self.damage, self._held
            if damage is None or vault is None:
                return _answer(start_response, "303 See Other", "text/plain", "", ("Location", "/"))
            if not secrets.compare_digest(_form(environ).get("once", ""), self._once):
                return _answer(start_response, "403 Forbidden", "text/plain", "once")
            try:
                set_aside(self.node, kind=damage.kind, at=datetime.now().astimezone())
                self.opened, self.damage = vault, None
            except Problem as problem:
                message = f"{problem.text(language)} ({problem.code})"
        if not message:
            self.on_open()
        return self._said(environ, start_response, "403 Forbidden" if message else "200 OK", message)

    def _said(
        self, environ: Environ, start_response: StartResponse, code: str, message: str
    ) -> Iterable[bytes]:
        """How a try ended, for the page's script or for a browser without one."""
        if "application/json" in environ.get("HTTP_ACCEPT", ""):
            return _answer(start_response, code, "application/json", json.dumps({"message": message}))
        if not message:  # opened, or damaged: either page stands at the front
            return _answer(start_response, "303 See Other", "text/plain", "", ("Location", "/"))
        return _answer(start_response, code, "text/html", self._page(_language(environ), message))

    def _tried(self, form: dict[str, str], language: str) -> str:
        """Try what was typed; return what is wrong with it, in words."""
        with self._one_at_a_time:
            if self._failures >= FREE_TRIES:
                self._wait(SLOWED_SECONDS)
            if self.is_new and form.get("again", form.get("password")) != form.get("password"):
                return DIFFERENT.text(language)
            try:
                owner = form.get("username", "").strip() or KIT
                vault = open_or_create(self.node, owner=owner, passphrase=form.get("password", ""))
            except Problem as problem:
                self._failures += 1
                return f"{problem.text(language)} ({problem.code})"
            self.damage = examine(self.node, vault, at=time.time())
            if self.damage is not None:
                self._held = vault
                return ""
            self.opened = vault
        self.on_open()
        return ""

    def _page(self, language: str, problem: str) -> str:
        damage = self.damage
        if damage is not None:
            kit = self.node.node_name
            return damaged_page(damage, language=language, problem=problem, kit=kit, once=self._once)
        return door_page(is_new=self.is_new, language=language, problem=problem, kit=self.node.node_name)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what is typed at the door belongs in no log."""


def wait_until_opened(node: NodeSettings, *, host: str, port: int) -> Vault:
    """Serve the door until somebody opens it; returns the vault with the port free again."""
    door = Door(node)
    shown = WhiteNoise(door, root=LOOK, prefix="static/look/")
    shown.add_files(FILES, prefix="static/door/")
    with make_server(host, port, shown, server_class=_Server, handler_class=_Quiet) as server:
        door.on_open = lambda: threading.Timer(CLOSING_SECONDS, server.shutdown).start()
        server.serve_forever(poll_interval=0.1)
    assert door.opened is not None
    return door.opened


def _form(environ: Environ) -> dict[str, str]:
    try:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), LONGEST_FORM)
    except ValueError:
        length = 0
    fields = parse_qs(environ["wsgi.input"].read(length).decode("utf-8", "replace"))
    return {name: values[0] for name, values in fields.items()}


def _language(environ: Environ) -> str:
    try:
        chosen = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(LANGUAGE_COOKIE)
    except CookieError:
        return "id"
    return chosen.value if chosen is not None else "id"


def _answer(
    start_response: StartResponse, status: str, kind: str, body: str, *headers: tuple[str, str]
) -> Iterable[bytes]:
    content = body.encode("utf-8")
    fixed = [
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Content-Length", str(len(content))),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(status, [*fixed, *headers])
    return [content]
