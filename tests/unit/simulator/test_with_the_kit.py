"""The kit's own client against the simulator: two readings of one standard must agree."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jemput.kernel.body import LEFT_SLAP, Eye, Finger, Modality
from jemput.kernel.errors import Problem
from jemput.kit.devices.errors import OtherCapture, WrongCount
from jemput.kit.devices.samples import Spot
from jemput.kit.devices.sbi.capture import Order, Taken, Where, capture
from jemput.kit.devices.sbi.discovery import discover
from jemput.packet.errors import BadJws, UntrustedDevice
from tests.unit.simulator.glass import Glass

SLAP = frozenset(Spot(Modality.FINGER, finger) for finger in LEFT_SLAP)


def taken(
    glass: Glass, modality: Modality, wanted: frozenset[Spot], excepted: frozenset[Spot]
) -> list[Taken]:
    order = Order(modality, wanted, excepted, requested_quality=40, transaction_id="kit-0001")
    device_id = f"jemput-sim-{modality.value}-{glass.port}"
    where = Where(glass.port, device_id, "Developer", tuple(glass.trusted))
    return capture(order, where=where, at=datetime.now(UTC))


def test_the_kit_finds_all_devices(glass: Glass) -> None:
    assert [device.digital_id.type for device in discover([glass.port])] == ["Finger", "Iris", "Face"]


def test_the_kit_takes_a_slap_two_irises_and_a_face(glass: Glass) -> None:
    eyes = frozenset(Spot(Modality.IRIS, eye) for eye in Eye)
    for modality, wanted in (
        (Modality.FINGER, SLAP),
        (Modality.IRIS, eyes),
        (Modality.FACE, frozenset({Spot(Modality.FACE)})),
    ):
        got = taken(glass, modality, wanted, frozenset())
        assert {one.spot for one in got} == wanted
        assert all(one.record and one.device_quality > 0 for one in got)


def test_the_kit_leaves_out_an_amputated_finger(glass: Glass) -> None:
    gone = frozenset({Spot(Modality.FINGER, Finger.LEFT_RING)})
    glass.put(seed=42, missing=["Left RingFinger"])
    assert {one.spot for one in taken(glass, Modality.FINGER, SLAP - gone, gone)} == SLAP - gone
    with pytest.raises(WrongCount):
        taken(glass, Modality.FINGER, SLAP, frozenset())


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("bad_signature", BadJws),
        ("untrusted", UntrustedDevice),
        ("expired", UntrustedDevice),
        ("bad_hash", OtherCapture),
        ("wrong_label", OtherCapture),
        ("other_transaction", OtherCapture),
        ("unplug", Problem),
    ],
)
def test_the_kit_sees_through_every_lie(glass: Glass, fault: str, problem: type[Exception]) -> None:
    glass.fault(fault)
    with pytest.raises(problem):
        taken(glass, Modality.FINGER, SLAP, frozenset())
    glass.ask("POST", "/simulator/devices/finger", {"plugged": True})
