"""Pictures for the documents, taken on the way of the journeys where JEMPUT_PICTURES names a folder."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page
from tools.screenshots import write

from tests.journeys.browsing import KIT_SCREEN, PHONE

VARIABLE = "JEMPUT_PICTURES"
LARGEST_BYTES = 150_000
_WHERE_WE_ARE_INTO_VIEW = (
    "document.querySelectorAll('.step-list [aria-current], .kit-rooms [aria-current]').forEach("
    "here => here.scrollIntoView({block: 'nearest', inline: 'center', behavior: 'instant'}))"
)
"""As the page itself does where it opens on a narrow screen."""


def picture(page: Page, name: str, *, scroll_to: str = "") -> None:
    """Keep the page as the kit's screen and as a phone shows it; nothing without the variable."""
    folder = os.environ.get(VARIABLE, "")
    if not folder:
        return
    for suffix, (width, height) in (("", KIT_SCREEN), ("-phone", PHONE)):
        page.set_viewport_size({"width": width, "height": height})
        if scroll_to:
            page.locator(scroll_to).first.scroll_into_view_if_needed()
        page.evaluate(_WHERE_WE_ARE_INTO_VIEW)
        page.wait_for_timeout(600)
        write(Path(folder) / f"{name}{suffix}", page.screenshot(), largest=LARGEST_BYTES)
    page.set_viewport_size({"width": KIT_SCREEN[0], "height": KIT_SCREEN[1]})
