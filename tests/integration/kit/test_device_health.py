"""The health page, the live picture, a trial capture, files in a scanner's place, and hostile services."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import cv2
import numpy as np
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jemput.kernel.body import Finger
from jemput.kit.capture.models import Sample
from jemput.kit.capture.states import State
from jemput.kit.checkin.models import Person
from jemput.kit.devices.canvas.strokes import draw, read_strokes
from jemput.kit.devices.errors import DeviceSilent, DeviceUnclear, NotAPrint, NothingChosen
from jemput.kit.devices.file_import.files import DEVICE
from jemput.kit.devices.models import Device
from jemput.kit.devices.sbi import transport
from jemput.kit.devices.sbi.preview import live
from jemput.simulator.faults import Fault, FaultKind
from jemput.simulator.sampling import take
from jemput.simulator.subjects import Subject
from jemput.simulator.words import Kind
from tests.integration.kit.conftest import Scanners
from tests.integration.kit.test_capture_way import Way
from tests.integration.kit.test_exceptions import refused

pytestmark = pytest.mark.django_db


@contextmanager
def service_that(answers: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port whose one visitor gets whatever `answers` writes."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with door.accept()[0] as visitor:
                visitor.recv(65536)
                try:
                    answers(visitor)
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield door.getsockname()[1]


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"


def drip(visitor: socket.socket) -> None:
    visitor.sendall(HEAD)
    for _ in range(100):
        visitor.sendall(b" ")
        time.sleep(0.05)


def test_a_service_that_drips_is_as_silent_as_one_that_says_nothing() -> None:
    began = time.monotonic()
    with service_that(drip) as port, pytest.raises(DeviceSilent):
        transport.ask(port, "RCAPTURE", "/capture", {}, timeout_seconds=0.5)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"HTTP/1.1 500 Broken\r\nConnection: close\r\n\r\n", DeviceUnclear),
        (b"\x00\x01\x02 no http at all\r\n\r\n", DeviceSilent),
        (HEAD + b"x" * 2048, DeviceUnclear),
    ],
)
def test_nonsense_is_a_numbered_problem(
    answer: bytes, problem: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MAX_ANSWER_BYTES", 1024)
    with service_that(lambda visitor: visitor.sendall(answer)) as port, pytest.raises(problem):
        transport.ask(port, "RCAPTURE", "/capture", {}, timeout_seconds=2)


def test_a_stream_of_something_else_shows_nothing() -> None:
    with service_that(lambda visitor: visitor.sendall(HEAD + b"{}")) as port:
        assert list(live(port, "x", "1")) == []


def test_an_endless_picture_ends_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_FRAME_BYTES", 1000)
    head = HEAD.replace(b"application/json", b"multipart/x-mixed-replace; boundary=b")
    with service_that(lambda visitor: visitor.sendall(head + b"\xff\xd8\xff" * 9000)) as port:
        assert list(live(port, "x", "1")) == []


def test_the_live_picture_passes_through_the_kit(kit: Client, scanners: Scanners) -> None:
    assert kit.get("/devices/preview/Finger/1/").status_code == 204
    kit.post("/devices/search/")
    answer = kit.get("/devices/preview/Finger/1/")
    frames = iter(answer.streaming_content)  # type: ignore[attr-defined]
    first = next(frames)
    picture = first.partition(b"\r\n\r\n")[2]
    assert first.startswith(b"--jemput") and cv2.imdecode(np.frombuffer(picture, np.uint8), 0) is not None
    scanners.service.plug(Kind.FINGER, False)
    assert len(list(frames)) < 5


def test_a_device_says_who_it_is_under_its_signature(kit: Client, scanners: Scanners) -> None:
    kit.post("/devices/search/")
    assert Device.objects.get(kind="Finger").trust == "trusted"
    assert "Pembuat tepercaya" in kit.get("/devices/").content.decode()
    settings.JEMPUT = replace(settings.JEMPUT, device_trust=None)
    kit.post("/devices/search/")
    assert Device.objects.get(kind="Finger").trust == "consistent"


def test_the_health_page_says_the_last_problem_in_full(kit: Client, scanners: Scanners) -> None:
    kit.post("/devices/search/")
    scanners.put(7, "Right RingFinger")
    number = Device.objects.get(kind="Finger").pk
    answer = kit.post(f"/devices/{number}/try/")
    assert answer.status_code == 302
    page = kit.get("/devices/").content.decode()
    assert "kurang jari manis kanan" in page and "(T105)" in page


def test_a_trial_shows_quality_and_keeps_nothing(kit: Client, scanners: Scanners) -> None:
    kit.post("/devices/search/")
    number = Device.objects.get(kind="Finger").pk
    page = kit.post(f"/devices/{number}/try/").content.decode()
    assert page.count("data:image/jpeg;base64,") == 4 and not Sample.objects.exists()
    assert kit.post("/devices/999/try/").status_code == 404


def test_a_scanner_pulled_out_in_mid_capture_comes_back(
    kit: Client, siti: Person, scanners: Scanners
) -> None:
    way = Way(kit, siti)
    way.to_step(State.LEFT_FOUR)
    scanners.service.faults.add([Fault(FaultKind.UNPLUG)])
    assert refused(way, "left_four/") in {"T101", "T102", "T156"}
    assert not way.encounter.samples.exists()
    kit.post("/devices/search/")
    assert "Belum ada pemindai sidik jari" in kit.get("/devices/").content.decode()
    scanners.service.plug(Kind.FINGER, True)
    way.take("left_four")
    assert way.encounter.step is State.RIGHT_FOUR


def files(*fingers: Finger, side: int = 0) -> dict[str, object]:
    """Prints as an office's own scanner wrote them."""
    found: dict[str, object] = {"dpi": "500"}
    for finger in fingers:
        image = take(Subject(seed=7), finger, 1).image
        raw = bytes(cv2.imencode(".png", image[: side or None])[1].tobytes())
        found[f"finger-{int(finger):02d}"] = SimpleUploadedFile("print.png", raw, "image/png")
    return found


LEFT = (Finger.LEFT_INDEX, Finger.LEFT_MIDDLE, Finger.LEFT_RING, Finger.LEFT_LITTLE)


def test_an_office_without_sbi_takes_fingers_from_files(kit: Client, siti: Person) -> None:
    way = Way(kit, siti)
    way.act("checked_in")
    way.act("biodata")
    assert 'name="finger-07"' in kit.get(f"/capture/{way.id}/left_four/files/").content.decode()
    assert refused(way, "left_four/files/", files(*LEFT[:3])) == NothingChosen.code
    broken = files(*LEFT) | {"finger-08": SimpleUploadedFile("x.png", b"GIF89a")}
    assert refused(way, "left_four/files/", broken) == NotAPrint.code
    assert refused(way, "left_four/files/", files(*LEFT) | {"dpi": "100"}).startswith("B")
    way.act("left_four/files", files(*LEFT))
    way.act("left_four/next")
    kept = Sample.objects.all()
    assert (
        {one.device for one in kept} == {DEVICE} and len(kept) == 4 and min(one.quality for one in kept) > 0
    )
    assert refused(way, "right_four/files/", _as_right(files(*LEFT))) == "T320"


def _as_right(left: dict[str, object]) -> dict[str, object]:
    return {f"finger-{int(code[-2:]) - 5:02d}" if "-" in code else code: file for code, file in left.items()}


def test_a_pens_pressure_is_drawn_and_bounded() -> None:
    stroke = "[" + ",".join(f"[{10 + 5 * i},{20 + i % 7},{i / 60}]" for i in range(60)) + "]"
    signature = draw(read_strokes(f'{{"width": 400, "height": 160, "strokes": [{stroke}]}}'))
    assert signature.captured.device == "pen"
    with pytest.raises(Exception, match="strokes"):
        read_strokes('{"width": 400, "height": 160, "strokes": [[[1, 1, 2.5]]]}')


def test_a_face_camera_can_be_tried_too(kit: Client, scanners: Scanners) -> None:
    kit.post("/devices/search/")
    page = kit.post(f"/devices/{Device.objects.get(kind='Face').pk}/try/")
    assert page.status_code == 200 and "data:image/jpeg;base64," in page.content.decode()


def test_a_scanner_that_answers_again_is_not_said_to_be_silent(kit: Client, scanners: Scanners) -> None:
    kit.post("/devices/search/")
    Device.objects.update(problem_code="T102", problem_id="tidak menjawab", problem_at=timezone.now())
    kit.post("/devices/search/")
    assert "T102" not in kit.get("/devices/").content.decode()
