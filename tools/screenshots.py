"""Take the README's pictures from a running demo into docs/screenshots, each below 200 kB.

screenshots.py                      the demo's own addresses, names and password
screenshots.py --office http://…    others; see --help
screenshots.py --kit-day            those of docs/kit.md instead: the kit's journeys, on their own stage
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LARGEST_BYTES = 200_000
COLORS = 256
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
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Shot:
    """One picture: its file name, where it is taken, how one gets there."""

    name: str
    program: str
    username: str
    size: tuple[int, int]
    go: Callable[[Page], None]


def home(page: Page) -> None:
    """The office's first page."""
    page.goto("/coverage/")


def roster(page: Page) -> None:
    """Every name with where it stands."""
    page.goto("/roster/")


def plan(page: Page) -> None:
    """The newest plan with its routes on the map."""
    page.goto("/trips/campaigns/")
    page.locator("main tbody a").first.click()
    page.locator("main a[href*='/plans/']").first.click()


def print_queue(page: Page) -> None:
    """Who is printed next."""
    page.goto("/cards/")


def case(page: Page) -> None:
    """Two records side by side, the first pair there is."""
    page.goto("/adjudication/")
    page.locator("main tbody a").first.click()
    page.locator("details img").first.scroll_into_view_if_needed()


def capture(page: Page) -> None:
    """Four fingers of the first person who waits, or of an encounter already begun; then it is canceled."""
    page.goto("/capture/")
    begun = page.locator("main .line[href^='/capture/']").filter(has_not_text="Tersegel")
    if begun.count():
        begun.first.click()
    else:
        page.goto("/checkin/queue/")
        page.locator("#people a.line").first.click()
        page.get_by_role("button", name="Mulai rekam").click()
        page.get_by_role("button", name="Ya, lanjut").click()
        page.get_by_role("button", name="Sudah benar, lanjut").click()
    if "left_four" in page.url:
        page.locator(".kit-buttons .btn-primary").click()
        page.locator(".samples .sample-score").first.wait_for()


def abandon(page: Page) -> None:
    """Leave no trace of an encounter begun for the picture's sake."""
    page.get_by_role("button", name="Batalkan", exact=True).click()
    page.locator("#abandon-reason").fill("hanya untuk gambar")
    page.get_by_role("button", name="Batalkan perekaman").click()


def village(page: Page) -> None:
    """A village officer's names on a phone, answered or not."""
    page.goto("/portal/?show=all")


SHOTS = (
    Shot("office-home", "office", "head", DESK, home),
    Shot("office-roster", "office", "head", DESK, roster),
    Shot("office-plan", "office", "head", DESK, plan),
    Shot("office-print-queue", "office", "head", DESK, print_queue),
    Shot("office-home-phone", "office", "head", PHONE, home),
    Shot("village-phone", "office", "village", PHONE, village),
    Shot("kit-capture", "kit", "operator", KIT_SCREEN, capture),
    Shot("center-adjudication", "center", "center", DESK, case),
)


@contextlib.contextmanager
def signed_in(
    browser: Browser, url: str, username: str, password: str, size: tuple[int, int]
) -> Iterator[Page]:
    """A page of that size, past the sign-in."""
    context = browser.new_context(
        base_url=url, viewport={"width": size[0], "height": size[1]}, locale="id-ID", is_mobile=size == PHONE
    )
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def username_of(shot: Shot, options: argparse.Namespace) -> str:
    """Who signs in for a picture; nobody where no name was given."""
    return str(getattr(options, f"{shot.username}_name"))


def take(browser: Browser, shot: Shot, options: argparse.Namespace) -> Path:
    """Go there, wait until everything is drawn, and write the picture."""
    url, username = getattr(options, shot.program), username_of(shot, options)
    with signed_in(browser, url, username, options.password, shot.size) as page:
        shot.go(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(700)
        picture = page.screenshot()
        if shot.go is capture:
            abandon(page)
    FOLDER.mkdir(parents=True, exist_ok=True)
    return write(FOLDER / shot.name, picture)


def write(path: Path, png: bytes, *, largest: int = LARGEST_BYTES) -> Path:
    """The picture with at most 256 colors where that is small enough, else as JPEG."""
    decoded = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    pixels: Pixels = np.asarray(decoded, np.uint8)
    few = with_few_colors(pixels)
    for suffix in (".png", ".jpg"):
        path.with_suffix(suffix).unlink(missing_ok=True)
    if len(few) < largest:
        path.with_suffix(".png").write_bytes(few)
        return path.with_suffix(".png")
    for quality in range(90, 30, -5):
        data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
        if len(data) < largest:
            break
    path.with_suffix(".jpg").write_bytes(data)
    return path.with_suffix(".jpg")


def with_few_colors(pixels: Pixels) -> bytes:
    """An indexed PNG of BGR pixels: the commonest colors as they are, the others gathered by k-means."""
    colors, where, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    order = np.argsort(-counts)
    kept, rest = order[: COLORS // 2], order[COLORS // 2 :]
    palette, group = colors[kept], np.zeros(len(colors), np.int64)
    group[kept] = np.arange(len(kept))
    if len(rest):
        few = min(COLORS - len(kept), len(rest))
        stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
        start = np.zeros((len(rest), 1), np.int32)
        _, nearest, middles = cv2.kmeans(
            colors[rest].astype(np.float32), few, start, stop, 1, cv2.KMEANS_PP_CENTERS
        )
        palette = np.vstack([palette, np.clip(np.rint(middles), 0, 255).astype(np.uint8)])
        group[rest] = len(kept) + nearest.reshape(-1)
    rows = group[where.reshape(-1)].reshape(pixels.shape[:2]).astype(np.uint8)
    return _indexed_png(rows, palette[:, ::-1])


def _indexed_png(rows: Pixels, palette: Pixels) -> bytes:
    height, width = rows.shape
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def kit_day() -> int:
    """Let the kit's journeys leave their pictures; each is the page that the journey itself has proved."""
    environ = {"JEMPUT_PASSPHRASE": "kata sandi untuk gambar", **os.environ, "JEMPUT_PICTURES": str(FOLDER)}
    journeys = [str(path) for path in sorted((ROOT / "tests" / "journeys").glob("test_kit_*.py"))]
    return subprocess.run([sys.executable, "-m", "pytest", *journeys], cwd=ROOT, env=environ).returncode


def main() -> int:
    """Take the pictures asked for; say which could not be taken, and why."""
    options = _options()
    if options.kit_day:
        return kit_day()
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_FLAGS))
        for shot in SHOTS:
            if (options.only and shot.name not in options.only) or not username_of(shot, options):
                continue
            try:
                path = take(browser, shot, options)
                print(f"{path.stat().st_size // 1024:4d} kB  {path.name}")
            except Exception as error:
                failed += 1
                print(f"not taken: {shot.name}: {str(error).splitlines()[0]}")
        browser.close()
    return int(failed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--office", default="http://127.0.0.1:8000")
    parser.add_argument("--kit", default="http://127.0.0.1:8100")
    parser.add_argument("--center", default="http://127.0.0.1:8200")
    parser.add_argument("--password", default="jemput-bola")
    parser.add_argument("--head-name", default="kepala", help="who sees everything at the office")
    parser.add_argument("--village-name", default="", help="a village officer; left out: no such picture")
    parser.add_argument("--operator-name", default="operator", help="who records at the kit")
    parser.add_argument("--center-name", default="pusat", help="who decides at the center")
    parser.add_argument("--kit-day", action="store_true", help="the pictures of docs/kit.md")
    parser.add_argument("only", nargs="*", help="names of pictures; left out: all")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
