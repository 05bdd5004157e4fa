"""One kit's crew at work: who stands before it, step by step through the kit's own pages and scanners."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from jemput.biometrics.images import encode_jpeg
from jemput.demo.browser import Person, Refused
from jemput.demo.programs import Program
from jemput.kernel.body import LEFT_SLAP, RIGHT_SLAP, THUMBS, Finger
from jemput.synthesis import faces

SCANS = ("left_four", "right_four", "thumbs", "irises")
STEP_OF = {
    **dict.fromkeys(LEFT_SLAP, "left_four"),
    **dict.fromkeys(RIGHT_SLAP, "right_four"),
    **dict.fromkeys(THUMBS, "thumbs"),
}
SBI_NAMES = {Finger.RIGHT_RING: "Right RingFinger", Finger.LEFT_LITTLE: "Left LittleFinger"}
TRIES = 3
_PERSON = re.compile(r"/checkin/queue/([0-9a-f-]{36})/")
_ENCOUNTER = re.compile(r"/capture/([0-9a-f-]{36})/")
SIGNATURE = json.dumps(
    {
        "width": 600,
        "height": 240,
        "strokes": [
            [[60 + 24 * n, 120 + (-1) ** n * (20 + 5 * n)] for n in range(18)],
            [[80, 170], [520, 165]],
        ],
    }
)


@dataclass(frozen=True)
class Visitor:
    """Somebody who stands before a kit: whose body (seed), which finger is missing, how the person is met.

    `prints` is a folder of real prints that stand in for the invented ones.
    """

    person: str
    seed: int
    visit: int = 1
    missing: Finger | None = None
    profile: str = ""
    prints: str = ""


def body_of(person: str) -> int:
    """The body that belongs to a person of the queue: the same number whenever the person comes."""
    return zlib.crc32(person.encode()) % 1_000_000


class Crew:
    """An operator and a supervisor at one kit with its scanners."""

    def __init__(self, kit: Program, url: str, scanners: str, *, password: str) -> None:
        self.kit, self.url, self.scanners, self.password = kit, url, scanners, password
        self.operator = Person(url, "operator", password)
        self.supervisor = Person(url, "penyelia", password)

    def expected(self, mode: str = "") -> list[str]:
        """The people of today's queue, page by page."""
        found: list[str] = []
        for number in range(1, 100):
            page = self.operator.get("/checkin/queue/", page=number, mode=mode)
            new = [one for one in dict.fromkeys(_PERSON.findall(page.text)) if one not in found]
            if not new:
                break
            found += new
        return found

    def record(self, visitor: Visitor, *, interrupted: Callable[[], None] | None = None) -> str:
        """Take one person through every step to the receipt; return the encounter's id.

        `interrupted` is called in the middle, with the left hand taken and the right not yet.
        """
        self._stand(visitor)
        begun = self.operator.post(f"/capture/begin/{visitor.person}/", {"profile": visitor.profile})
        found = _ENCOUNTER.search(str(begun.url))
        if not found:
            raise RuntimeError(f"kit refuses {visitor.person}: {begun.text[:500]}")
        at = f"/capture/{found.group(1)}"
        self.operator.post(f"{at}/checked_in/", {"profile": visitor.profile})
        self.operator.post(f"{at}/biodata/", {})
        for scan in SCANS:
            self._scan(at, scan, visitor)
            if interrupted and scan == "left_four":
                interrupted()
        self._face_and_signature(at, visitor)
        self._verify(at)
        self.operator.post(f"{at}/review/")
        self.operator.get(f"{at}/receipt/")
        return found.group(1)

    def power_cut(self) -> None:
        """Kill the kit without warning, start it again, and open the page as the operator would."""
        self.kit.kill()
        self.kit.start()

    def _stand(self, visitor: Visitor) -> None:
        order: dict[str, object] = {"seed": visitor.seed, "visit": visitor.visit}
        if visitor.missing:
            order["missing"] = [SBI_NAMES[visitor.missing]]
        if visitor.prints:
            order["fingerprints_folder"] = visitor.prints
        httpx.post(f"{self.scanners}/simulator/subject", json=order, timeout=60).raise_for_status()

    def _scan(self, at: str, scan: str, visitor: Visitor) -> None:
        if visitor.missing and STEP_OF.get(visitor.missing) == scan:
            self._exempt(at, scan, visitor.missing, visitor)
        self._until_accepted(f"{at}/{scan}")

    def _until_accepted(self, step: str) -> None:
        """Capture and go on; capture again where the kit says that something is not accounted for."""
        for attempt in range(1, TRIES + 1):
            self.operator.post(f"{step}/")
            try:
                self.operator.post(f"{step}/next/")
                return
            except Refused:
                if attempt == TRIES:
                    raise

    def _exempt(self, at: str, scan: str, finger: Finger, visitor: Visitor) -> None:
        told = {
            "spots": f"finger-{finger:02d}",
            "reason": "amputated",
            "note": "kecelakaan kerja",
            "supervisor": "penyelia",
            "password": self.password,
        }
        photo = {"photo": ("tangan.jpg", portrait(visitor), "image/jpeg")}
        self.operator.post(f"{at}/{scan}/exception/", told, files=photo)

    def _face_and_signature(self, at: str, visitor: Visitor) -> None:
        photo = {"photo": ("wajah.jpg", portrait(visitor), "image/jpeg")}
        self.operator.post(f"{at}/face/", files=photo)
        self.operator.post(f"{at}/face/next/")
        self.operator.post(f"{at}/signature/", {"strokes": SIGNATURE})
        self.operator.post(f"{at}/signature/next/")

    def _verify(self, at: str) -> None:
        try:
            self._until_accepted(f"{at}/verification")
        except Refused:
            told = {"supervisor": "penyelia", "password": self.password}
            self.operator.post(f"{at}/verification/accept/", told)
            self.operator.post(f"{at}/verification/next/")

    def send_now(self) -> None:
        """Press "send now"."""
        self.operator.post("/outbox/send/", form="/outbox/")


def portrait(visitor: Visitor) -> bytes:
    """The visitor before the camera, as JPEG."""
    seeds = faces.separated()
    face = faces.identity(seeds[visitor.seed % len(seeds)])
    return encode_jpeg(faces.capture(face, visitor.visit))
