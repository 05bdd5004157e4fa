"""A person at a program's pages: signs in, opens them, fills in forms; nothing a browser could not do."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ERROR = re.compile(r'data-problem="([^"]+)"')


class Refused(RuntimeError):
    """A page answered with an error."""


class Person:
    """One signed-in person at one program."""

    def __init__(self, base_url: str, username: str, password: str, *, timeout: float = 120) -> None:
        self.http = httpx.Client(base_url=base_url, timeout=timeout, follow_redirects=True)
        self.token = ""
        page = self.post(
            "/accounts/sign-in/", {"username": username, "password": password}, form="/accounts/sign-in/"
        )
        if "/accounts/sign-in/" in str(page.url):
            raise Refused(f"{username} cannot sign in at {base_url}")

    def get(self, path: str, **query: Any) -> httpx.Response:
        """Open a page."""
        page = self.http.get(path, params=query or None)
        return self._read(page)

    def post(
        self,
        path: str,
        fields: dict[str, Any] | None = None,
        *,
        files: dict[str, Any] | None = None,
        form: str = "",
        follow: bool = True,
    ) -> httpx.Response:
        """Send a form; `form` is the page it stands on, where the token is not known yet.

        Without `follow` the page that the answer leads to is not opened: for many forms in a row.
        """
        if form or not self.token:
            self.get(form or path)
        told = {**(fields or {}), "csrfmiddlewaretoken": self.token}
        headers = {"Referer": str(self.http.base_url)}
        page = self.http.post(path, data=told, files=files, headers=headers, follow_redirects=follow)
        return self._read(page)

    def _read(self, page: httpx.Response) -> httpx.Response:
        number = next(
            (r.headers["X-Jemput-Problem"] for r in page.history if "X-Jemput-Problem" in r.headers), ""
        )
        if number:
            raise Refused(f"{page.history[0].request.url}: {number} {_plain(page.text)}")
        if page.status_code >= 400:
            told = _ERROR.search(page.text)
            words = unescape(told.group(1)) if told else _plain(page.text)
            raise Refused(f"{page.request.method} {page.request.url}: {page.status_code} {words}")
        found = _TOKEN.search(page.text) if "html" in page.headers.get("content-type", "") else None
        if found:
            self.token = found.group(1)
        return page


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())[:600]


def links(page: httpx.Response, pattern: str) -> list[str]:
    """Every address on a page that matches, once each, in order."""
    return list(
        dict.fromkeys(unescape(link) for link in re.findall(rf'(?:href|action)="({pattern})"', page.text))
    )
