"""A real Chromium with a painted face before its camera, and a witness of what its pages do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from jemput.synthesis import faces

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE = 40_000
"""Milliseconds until something counts as not there: the machine may do other things too."""
expect.set_options(timeout=PATIENCE / 2)
DESK, KIT_SCREEN, PHONE = (1440, 900), (1366, 768), (390, 844)
_FLAGS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


def has_chromium() -> bool:
    """Whether this machine has the browser; `make test` installs it."""
    return Path(CHROMIUM).exists()


@contextmanager
def chromium(folder: Path, *, face: int = 7) -> Iterator[Browser]:
    """A running browser whose camera sees one generated face."""
    film = _film(folder / "face.mjpeg", face)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*_FLAGS, f"--use-file-for-fake-video-capture={film}"]
        )
        yield browser
        browser.close()


def still(face: int, *, moment: int = 0) -> bytes:
    """One generated face in the middle of a 4:3 picture as a webcam sees it, as JPEG."""
    straight = faces.Conditions(yaw_degrees=0, pitch_degrees=0)
    portrait = faces.capture(faces.identity(face), moment, conditions=straight)
    side = (portrait.shape[0] * 4 // 3 - portrait.shape[1]) // 2
    wide = np.pad(portrait, ((0, 0), (side, side), (0, 0)), mode="edge")
    return bytes(cv2.imencode(".jpg", np.ascontiguousarray(wide[..., ::-1]))[1].tobytes())


def _film(path: Path, face: int) -> Path:
    """Four pictures of one face, which Chromium plays over and over."""
    path.write_bytes(b"".join(still(face, moment=moment) for moment in range(4)))
    return path


@dataclass
class Witness:
    """Notes whatever a page of ours must never do: ask another host, break the policy or a script, fail."""

    origin: str
    offenses: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.offenses.append(f"script error: {error.error}"))

    def _on_request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in {"data", "blob"} and f"{asked.scheme}://{asked.netloc}" != self.origin:
            self.offenses.append(f"request to another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.offenses.append(f"{response.status} from {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.offenses.append(f"policy violated: {message.text}")


def open_page(browser: Browser, origin: str, size: tuple[int, int]) -> tuple[Page, Witness]:
    """A fresh profile with one page of that size, watched from the first request."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": size[0], "height": size[1]},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        accept_downloads=True,
        has_touch=size == PHONE,
        is_mobile=size == PHONE,
    )
    context.set_default_timeout(PATIENCE)
    witness = Witness(origin)
    witness.watch(context)
    return context.new_page(), witness
