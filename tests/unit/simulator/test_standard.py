"""What MOSIP SBI 0.9.5 promises to any client: discovery, description, capture, stream."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from jemput.biometrics.formats import face_image, finger_image, iris_image
from jemput.biometrics.images import decode, decode_color
from jemput.kernel.body import Eye, Finger
from jemput.packet.jws import verify_jws
from tests.unit.simulator.glass import Glass, iso

FIRST = hashlib.sha256(b"").hexdigest().upper()


def test_discovery_names_every_device(glass: Glass) -> None:
    found = glass.ask("MOSIPDISC", "/device", {"type": "Biometric Device"})
    names = [json.loads(base64.urlsafe_b64decode(one["digitalId"] + "==")) for one in found]
    assert [(name["type"], name["deviceSubType"]) for name in names] == [
        ("Finger", "Slap"),
        ("Iris", "Double"),
        ("Face", "Full face"),
    ]
    assert [one["deviceSubId"] for one in found] == [["1", "2", "3"], ["1", "2", "3"], ["0"]]
    assert {one["deviceStatus"] for one in found} == {"Ready"}


def test_discovery_by_type(glass: Glass) -> None:
    assert len(glass.ask("MOSIPDISC", "/device", {"type": "Iris"})) == 1


def test_descriptions_are_signed_inside_and_out(glass: Glass) -> None:
    described = glass.ask("MOSIPDINFO", "/info", {})
    assert len(described) == 3
    for one in described:
        info = json.loads(verify_jws(one["deviceInfo"], trusted=glass.trusted))
        assert json.loads(verify_jws(info["digitalId"], trusted=glass.trusted))["make"] == "JEMPUT"
        assert info["specVersion"] == ["0.9.5"]


def test_a_slap_comes_as_four_signed_fingers(glass: Glass) -> None:
    payloads = [glass.opened(answer) for answer in glass.capture(sub="2")]
    assert [p["bioSubType"] for p in payloads] == [
        "Right IndexFinger",
        "Right MiddleFinger",
        "Right RingFinger",
        "Right LittleFinger",
    ]
    records = [finger_image.read(iso(payload)) for payload in payloads]
    assert [record.position for record in records] == [2, 3, 4, 5]
    assert {record.dpi for record in records} == {500}
    assert all(decode(record.image).shape == (374, 388) for record in records)
    assert [str(r.event.quality[0].score) for r in records] == [p["qualityScore"] for p in payloads]


def test_hashes_chain_from_finger_to_finger_and_call_to_call(glass: Glass) -> None:
    previous = FIRST
    for sub in ("1", "3"):
        for answer in glass.capture(sub=sub, previousHash=previous):
            inner = hashlib.sha256(iso(glass.opened(answer))).digest()
            previous = hashlib.sha256(bytes.fromhex(previous) + inner).hexdigest().upper()
            assert answer["hash"] == previous


def test_exceptions_and_subtypes_narrow_a_slap(glass: Glass) -> None:
    bare = glass.capture(sub="2", exception=["Right RingFinger"], count="3")
    assert len(bare) == 3
    one = glass.capture(sub="3", bioSubType=["Left Thumb"], count="1")
    assert [glass.opened(answer)["bioSubType"] for answer in one] == ["Left Thumb"]


def test_both_irises(glass: Glass) -> None:
    payloads = [glass.opened(answer) for answer in glass.capture("Iris", "3", count="2")]
    assert [p["bioSubType"] for p in payloads] == ["Left", "Right"]
    records = [iris_image.read(iso(payload)) for payload in payloads]
    assert [record.eye for record in records] == [Eye.LEFT, Eye.RIGHT]
    assert decode(records[0].image).shape == (480, 640)


def test_the_face(glass: Glass) -> None:
    (answer,) = glass.capture("Face", "0", count="1")
    payload = glass.opened(answer)
    record = face_image.read(iso(payload))
    assert payload["bioSubType"] == ""
    assert decode_color(record.image).shape == (640, 480, 3)
    assert len(record.image) < 200_000


@pytest.mark.parametrize("bad", ["abc", "x" * 51, "with space", "slash/es"])
def test_transaction_ids_outside_the_rule_are_112(glass: Glass, bad: str) -> None:
    body = {"transactionId": bad, "bio": [{"type": "Finger", "deviceSubId": "1"}]}
    (answer,) = glass.ask("RCAPTURE", "/capture", body)["biometrics"]
    assert answer["error"]["errorCode"] == "112"
    assert answer["data"] == ""


def test_more_than_a_device_takes_is_109(glass: Glass) -> None:
    assert glass.numbers(sub="1", count="5") == ["109"]
    assert glass.numbers(sub="7") == ["109"]
    assert glass.numbers(sub="1", bioSubType=["Right Thumb"]) == ["109"]


def test_an_unknown_device_is_106(glass: Glass) -> None:
    assert glass.numbers(deviceId="somebody-elses") == ["106"]
    assert glass.numbers(type="Voice") == ["106"]


@pytest.mark.parametrize("body", [[], "text", {"bio": []}, {"transactionId": "good-one", "bio": [1]}])
def test_nonsense_is_answered_with_a_number(glass: Glass, body: object) -> None:
    (answer,) = glass.ask("RCAPTURE", "/capture", body)["biometrics"]
    assert answer["error"]["errorCode"] in ("109", "112")


def test_the_stream_is_motion_jpeg(glass: Glass) -> None:
    body = {"deviceId": f"jemput-sim-finger-{glass.port}", "deviceSubId": "2", "timeout": "15000"}
    mark, seen = b"--jemput-frame\r\n", b""
    with glass.http.stream("STREAM", "/stream", json=body) as live:
        assert live.headers["content-type"] == "multipart/x-mixed-replace; boundary=jemput-frame"
        for chunk in live.iter_raw():
            seen += chunk
            if seen.count(mark) == 3:
                break
    pictures = [part.partition(b"\r\n\r\n")[2] for part in seen.split(mark)[1:3]]
    assert [decode(one).shape for one in pictures] == [(240, 4 * 249)] * 2


def test_the_stream_goes_on_during_a_capture_and_ends_with_the_plug(glass: Glass) -> None:
    body = {"deviceId": f"jemput-sim-iris-{glass.port}", "deviceSubId": "3", "timeout": "15000"}
    with glass.http.stream("STREAM", "/stream", json=body) as live:
        parts = live.iter_raw()
        assert next(parts)
        assert len(glass.capture("Iris", "3")) == 2
        assert next(parts)
        glass.http.post("/simulator/devices/iris", json={"plugged": False})
        for _ in parts:
            pass
    glass.http.post("/simulator/devices/iris", json={"plugged": True})


def test_fingers_have_positions_of_their_own(glass: Glass) -> None:
    spots = {
        sub: [finger_image.read(iso(glass.opened(a))).position for a in glass.capture(sub=sub)]
        for sub in "13"
    }
    assert spots == {"1": [7, 8, 9, 10], "3": [Finger.LEFT_THUMB, Finger.RIGHT_THUMB]}
