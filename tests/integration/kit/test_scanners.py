"""The kit against a device service: what it accepts, and the number of everything it refuses."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from jemput.kernel.body import LEFT_SLAP, Finger, Modality
from jemput.kernel.errors import Problem
from jemput.kit.capture.profiles import LEFT_FOUR
from jemput.kit.devices import actions, reading
from jemput.kit.devices.errors import DeviceSilent, NoDevice, OtherCapture, WrongCount
from jemput.kit.devices.models import Device
from jemput.kit.devices.samples import Captured, Spot
from jemput.kit.devices.sbi.capture import Order
from jemput.kit.devices.sbi.chain import FIRST, next_hash
from jemput.kit.devices.sbi.discovery import discover
from jemput.kit.devices.sbi.errors import BY_NUMBER, OtherDeviceError, problem_for
from jemput.kit.devices.sbi.wire import SUBTYPES, spot_of, sub_device
from jemput.kit.devices.trust import trusted_certificates
from jemput.packet.errors import BadJws, UntrustedDevice
from jemput.simulator.faults import Fault, FaultKind
from jemput.simulator.words import Fail, Kind
from tests.integration.kit.conftest import Scanners

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


INDEX = frozenset({Spot(Modality.FINGER, Finger.RIGHT_INDEX)})


def take(wanted: frozenset[Spot] = INDEX, excepted: frozenset[Spot] = frozenset()) -> list[Captured]:
    order = Order(Modality.FINGER, wanted, excepted, 40, "transaction-1", FIRST)
    node = settings.JEMPUT
    return actions.capture_by_scanner(
        order=order, ports=node.sbi_ports, trust=node.device_trust, by="wayan", at=datetime.now(UTC)
    )


def test_a_finger_comes_with_our_own_quality_and_is_remembered(scanners: Scanners) -> None:
    captured = take()
    assert [one.spot.position for one in captured] == [Finger.RIGHT_INDEX]
    assert captured[0].content.startswith(b"FIR\0") and 0 <= captured[0].quality <= 100
    device = Device.objects.get(kind="Finger")
    assert device.port == scanners.port and device.captured_at and device.is_ready


def test_missing_fingers_are_told_to_the_device(scanners: Scanners) -> None:
    gone = Spot(Modality.FINGER, Finger.LEFT_RING)
    scanners.put(7, "Left RingFinger")
    captured = take(LEFT_FOUR - {gone}, frozenset({gone}))
    assert {one.spot for one in captured} == LEFT_FOUR - {gone}


def test_a_slap_with_a_finger_too_few_is_refused_by_name(scanners: Scanners) -> None:
    scanners.put(7, "Left RingFinger")
    with pytest.raises(WrongCount) as caught:
        take(LEFT_FOUR)
    assert "jari manis kiri" in caught.value.text("id")


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        (FaultKind.BAD_SIGNATURE, BadJws),
        (FaultKind.BAD_HASH, OtherCapture),
        (FaultKind.UNTRUSTED, UntrustedDevice),
        (FaultKind.EXPIRED, UntrustedDevice),
        (FaultKind.WRONG_LABEL, OtherCapture),
        (FaultKind.OTHER_TRANSACTION, OtherCapture),
        (FaultKind.UNPLUG, Problem),
    ],
)
def test_a_lying_or_failing_device_is_refused(
    scanners: Scanners, kind: FaultKind, problem: type[Problem]
) -> None:
    scanners.service.faults.add([Fault(kind, times=2)])
    with pytest.raises(problem):
        take()
    assert scanners.service.faults.clear() is None


@pytest.mark.parametrize("number", [fail for fail in Fail if str(int(fail)) in BY_NUMBER and int(fail)])
def test_every_number_of_the_standard_has_words(scanners: Scanners, number: Fail) -> None:
    scanners.service.faults.add([Fault(FaultKind.ERROR, number=number, times=2)])
    with pytest.raises(BY_NUMBER[str(int(number))]):
        take()
    assert Device.objects.get(kind="Finger").problem_code == BY_NUMBER[str(int(number))].code


def test_an_unknown_number_keeps_the_makers_words() -> None:
    problem = problem_for("507", "Sensor too hot")
    assert isinstance(problem, OtherDeviceError) and "Sensor too hot" in problem.text()


def test_all_hundred_ports_are_searched_in_a_moment(scanners: Scanners) -> None:
    began = time.monotonic()
    found = discover(range(4501, 4601))
    assert {one.digital_id.type for one in found if one.port == scanners.port} == {"Finger", "Iris", "Face"}
    assert time.monotonic() - began < 5


def test_a_kit_without_scanners_says_so(scanners: Scanners, closed: int) -> None:
    settings.JEMPUT = replace(settings.JEMPUT, sbi_ports=range(closed, closed + 1))
    with pytest.raises(NoDevice):
        take()


def test_a_scanner_on_another_port_is_found_again(scanners: Scanners, closed: int) -> None:
    take()
    Device.objects.update(port=closed)
    assert take() and Device.objects.get(kind="Finger", is_present=True).port == scanners.port


def test_two_touches_of_a_finger_match_and_two_fingers_do_not(scanners: Scanners) -> None:
    first, again = take()[0], take()[0]
    middle = take(frozenset({Spot(Modality.FINGER, Finger.RIGHT_MIDDLE)}))[0]
    assert reading.compare_fingers(again.template or b"", first.template or b"").matched
    assert not reading.compare_fingers(middle.template or b"", first.template or b"").matched


def test_the_words_of_the_wire_are_the_standards() -> None:
    assert SUBTYPES[Spot(Modality.FINGER, Finger.LEFT_INDEX)] == "Left IndexFinger"
    assert all(spot_of("Finger", SUBTYPES[one]) == one for one in LEFT_FOUR)
    assert spot_of("Finger", "UNKNOWN") is None
    assert sub_device(frozenset(Spot(Modality.FINGER, one) for one in LEFT_SLAP)) == "1"


def test_the_chain_begins_with_the_hash_of_nothing() -> None:
    assert FIRST.startswith("E3B0C44298FC1C14") and next_hash("", b"x") == next_hash(FIRST, b"x")


def test_a_trust_file_may_hold_several_certificates(tmp_path: Path, scanners: Scanners) -> None:
    twice = tmp_path / "trust.pem"
    twice.write_bytes(scanners.trust.read_bytes() * 2)
    assert len(trusted_certificates(twice) or ()) == 2 and trusted_certificates(None) is None


def test_the_device_page_searches_and_names_what_is_there(kit: Client, scanners: Scanners) -> None:
    assert kit.post("/devices/search/").status_code == 302
    page = kit.get("/devices/").content.decode()
    assert "Pemindai sidik jari" in page and "Belum ada pemindai" not in page
    scanners.service.plug(Kind.IRIS, False)
    kit.post("/devices/search/")
    assert "Belum ada pemindai iris yang siap." in kit.get("/devices/").content.decode()


def test_a_silent_device_is_a_numbered_problem(scanners: Scanners) -> None:
    scanners.service.faults.add([Fault(FaultKind.TIMEOUT, times=2, seconds=0.1)])
    with pytest.raises(DeviceSilent):
        take()
