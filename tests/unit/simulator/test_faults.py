"""Each scripted fault does what it says, once, and the next capture is well again."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from jemput.biometrics.formats import finger_image
from jemput.packet.errors import BadJws, UntrustedDevice
from jemput.packet.jws import verify_jws
from jemput.simulator.faults import Fault, FaultKind, FaultQueue
from jemput.simulator.words import Kind
from tests.unit.simulator.glass import Glass, iso, running

THUMB: dict[str, Any] = {"sub": "3", "bioSubType": ["Left Thumb"]}


def test_a_forged_answer_fails_its_signature(glass: Glass) -> None:
    glass.fault("bad_signature")
    (forged,) = glass.capture(**THUMB)
    with pytest.raises(BadJws):
        verify_jws(forged["data"], trusted=None)
    assert glass.opened(glass.capture(**THUMB)[0])["bioSubType"] == "Left Thumb"


def test_a_stranger_signs_consistently_but_is_not_trusted(glass: Glass) -> None:
    glass.fault("untrusted")
    (answer,) = glass.capture(**THUMB)
    assert verify_jws(answer["data"], trusted=None)
    with pytest.raises(UntrustedDevice):
        verify_jws(answer["data"], trusted=glass.trusted)


def test_an_expired_certificate_is_out_of_date(glass: Glass) -> None:
    glass.fault("expired")
    (answer,) = glass.capture(**THUMB)
    assert verify_jws(answer["data"], trusted=glass.trusted)
    with pytest.raises(UntrustedDevice):
        verify_jws(answer["data"], trusted=glass.trusted, at=datetime.now(UTC))


def test_a_bad_hash_differs_from_the_good_one(glass: Glass) -> None:
    good = glass.capture(**THUMB)[0]["hash"]
    glass.put(seed=42)
    glass.fault("bad_hash")
    assert glass.capture(**THUMB)[0]["hash"] != good


def test_low_quality_is_low_and_says_so(glass: Glass) -> None:
    glass.fault("low_quality", times=2)
    scores = [int(glass.opened(glass.capture(**THUMB)[0])["qualityScore"]) for _ in range(3)]
    assert max(scores[:2]) < 40 < scores[2]


def test_a_wrong_finger_is_labeled_as_asked(glass: Glass) -> None:
    right = finger_image.read(iso(glass.opened(glass.capture(**THUMB)[0])))
    glass.put(seed=42)
    glass.fault("wrong_finger")
    payload = glass.opened(glass.capture(**THUMB)[0])
    wrong = finger_image.read(iso(payload))
    assert payload["bioSubType"] == "Left Thumb"
    assert wrong.position == right.position
    assert wrong.image != right.image


def test_a_wrong_label_and_another_transaction_are_visible(glass: Glass) -> None:
    glass.fault("wrong_label")
    assert glass.opened(glass.capture(**THUMB)[0])["bioSubType"] == "Right Thumb"
    glass.fault("other_transaction")
    assert glass.opened(glass.capture(**THUMB)[0])["transactionId"] == "other-transaction"


@pytest.mark.parametrize("number", [100, 103, 110])
def test_any_number_can_be_played(glass: Glass, number: int) -> None:
    glass.fault("error", number=number)
    assert glass.numbers(**THUMB) == [str(number)]
    assert glass.numbers(**THUMB) == ["0"]


def test_a_timeout_is_silence(glass: Glass) -> None:
    glass.fault("timeout", seconds=0.3)
    began = time.monotonic()
    with pytest.raises(httpx.RemoteProtocolError):
        glass.capture(**THUMB)
    assert time.monotonic() - began >= 0.3
    assert glass.numbers(**THUMB) == ["0"]


def test_an_unplugged_device_is_gone_until_plugged_in(glass: Glass) -> None:
    glass.fault("unplug", device="finger")
    with pytest.raises(httpx.RemoteProtocolError):
        glass.capture(**THUMB)
    assert glass.numbers(**THUMB) == ["106"]
    assert len(glass.ask("MOSIPDISC", "/device", {"type": "Biometric Device"})) == 2
    glass.ask("POST", "/simulator/devices/finger", {"plugged": True})
    assert glass.numbers(**THUMB) == ["0"]


def test_a_loose_plug_comes_back_by_itself(glass: Glass) -> None:
    glass.fault("unplug", device="finger", seconds=0.2)
    with pytest.raises(httpx.RemoteProtocolError):
        glass.capture(**THUMB)
    time.sleep(0.25)
    assert glass.numbers(**THUMB) == ["0"]


def test_faults_wait_for_their_device() -> None:
    queue = FaultQueue()
    queue.add([Fault(FaultKind.TIMEOUT, Kind.IRIS, times=2), Fault(FaultKind.BAD_HASH)])
    taken = [queue.take(Kind.FINGER), queue.take(Kind.IRIS), queue.take(Kind.IRIS), queue.take(Kind.IRIS)]
    kinds = [fault and fault.kind for fault in taken]
    assert kinds == [FaultKind.BAD_HASH, FaultKind.TIMEOUT, FaultKind.TIMEOUT, None]


def test_a_script_brings_people_and_faults(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"subjects": [{"seed": 1}, {"seed": 2}], "faults": ["bad_hash"]}))
    with running(tmp_path / "keys", [Kind.FACE], script) as glass:
        seen = glass.ask("GET", "/simulator", {})
        assert (seen["subject"]["seed"], seen["waiting"], seen["faults"]) == (1, 1, ["bad_hash"])
        assert glass.ask("POST", "/simulator/next", {})["subject"]["seed"] == 2
        assert glass.ask("POST", "/simulator/next", {})["subject"] is None
