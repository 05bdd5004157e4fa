"""Who is before the glass decides what comes out of it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import cv2
import pytest

from jemput.biometrics.formats import finger_image
from jemput.biometrics.images import decode
from jemput.simulator.errors import BadOrder, NoPrints
from jemput.simulator.subjects import read_subject
from jemput.synthesis.errors import BadCondition
from jemput.synthesis.fingerprints import impression, master
from tests.unit.simulator.glass import Glass, iso

INDEX: dict[str, Any] = {"sub": "2", "bioSubType": ["Right IndexFinger"]}


def image_of(glass: Glass, **fields: Any) -> bytes:
    return finger_image.read(iso(glass.opened(glass.capture(**fields)[0]))).image


def test_the_same_person_gives_the_same_first_image_and_then_others(glass: Glass) -> None:
    first, second = image_of(glass, **INDEX), image_of(glass, **INDEX)
    glass.put(seed=42)
    assert image_of(glass, **INDEX) == first != second
    glass.put(seed=42, visit=1)
    assert image_of(glass, **INDEX) not in (first, second)
    glass.put(seed=43)
    assert image_of(glass, **INDEX) != first


def test_a_missing_finger_is_not_there(glass: Glass) -> None:
    glass.put(seed=42, missing=["Right IndexFinger", "Left"])
    found = [glass.opened(answer)["bioSubType"] for answer in glass.capture(sub="2")]
    assert found == ["Right MiddleFinger", "Right RingFinger", "Right LittleFinger"]
    assert [glass.opened(a)["bioSubType"] for a in glass.capture("Iris", "3")] == ["Right"]
    assert glass.numbers(**INDEX) == ["101"]


def test_nobody_on_the_glass_is_101(glass: Glass) -> None:
    glass.ask("DELETE", "/simulator/subject", {})
    assert glass.numbers(**INDEX) == ["101"]


def test_conditions_reach_the_image_and_its_score(glass: Glass) -> None:
    def score(**finger: float) -> int:
        glass.put(seed=42, conditions={"finger": finger})
        return int(glass.opened(glass.capture(**INDEX)[0])["qualityScore"])

    assert score(dryness=0.0, pressure=0.8, wear=0.0) > 80
    assert score(dryness=1.0) < 65


def test_lent_prints_stand_in_for_fingers(glass: Glass, tmp_path: Path) -> None:
    for finger in range(10):
        for press in (1, 2):
            path = tmp_path / f"{101 + finger}_{press}.png"
            cv2.imwrite(str(path), impression(master(900 + finger), press))
    glass.put(seed=1, fingerprints_folder=str(tmp_path), fingerprints_dpi=500)
    images = [decode(image_of(glass, **INDEX)) for _ in range(2)]
    expected = [cv2.imread(str(tmp_path / f"102_{press}.png"), cv2.IMREAD_GRAYSCALE) for press in (2, 1)]
    assert all((a == b).all() for a, b in zip(images, expected, strict=True))


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        ({}, BadOrder),
        ([], BadOrder),
        ({"seed": -1}, BadOrder),
        ({"seed": True}, BadOrder),
        ({"seed": 1, "missing": ["Nose"]}, BadOrder),
        ({"seed": 1, "mising": []}, BadOrder),
        ({"seed": 1, "conditions": {"ear": {}}}, BadOrder),
        ({"seed": 1, "conditions": {"finger": {"moist": 1}}}, BadOrder),
        ({"seed": 1, "conditions": {"finger": {"dryness": 7}}}, BadCondition),
        ({"seed": 1, "fingerprints_folder": "/nonexistent"}, NoPrints),
    ],
)
def test_orders_that_make_no_sense_are_refused(order: object, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        read_subject(order)


def test_the_control_door_refuses_web_pages_and_nonsense(glass: Glass) -> None:
    from_page = glass.http.post(
        "/simulator/subject", json={"seed": 9}, headers={"Origin": "http://evil.test"}
    )
    rebound = glass.http.post("/simulator/subject", json={"seed": 9}, headers={"Host": "evil.test"})
    assert [from_page.status_code, rebound.status_code] == [403, 403]
    assert glass.http.post("/simulator/subject", content=b"{").json()["error"]["code"] == "S201"
    assert glass.http.get("/elsewhere").status_code == 404
    assert glass.ask("GET", "/simulator", {})["subject"]["seed"] == 42


def test_a_busy_device_says_so(glass: Glass) -> None:
    glass.fault("timeout", seconds=0.6, device="finger")
    thread = threading.Thread(target=lambda: _quietly(glass), daemon=True)
    thread.start()
    threading.Event().wait(0.2)
    assert glass.numbers(**INDEX) == ["111"]
    thread.join()


def _quietly(glass: Glass) -> None:
    try:
        glass.capture(**INDEX)
    except Exception:
        return
