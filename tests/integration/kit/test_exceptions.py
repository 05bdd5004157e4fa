"""What cannot be taken: a reason, a photo, a supervisor; and fingers that do not match."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jemput.kernel.body import Finger, Modality, Outcome
from jemput.kit.capture.errors import (
    BadReason,
    BadRequest,
    ConfirmerMissing,
    NotASupervisor,
    OwnApproval,
    PhotoMissing,
    StepIncomplete,
    WrongStep,
)
from jemput.kit.capture.facts import excepted_outcome
from jemput.kit.capture.models import Encounter, Exemption, Sample
from jemput.kit.capture.states import State
from jemput.kit.checkin.models import Person
from jemput.kit.devices.errors import NotAPhoto, WrongCount
from jemput.node.accounts.models import User
from jemput.simulator.faults import Fault, FaultKind
from tests.integration.kit.conftest import PASSWORD, Above, Scanners
from tests.integration.kit.test_capture_way import Way, photo

pytestmark = pytest.mark.django_db


def asked(**changes: object) -> dict[str, object]:
    """A complete exception form for the left ring finger."""
    form: dict[str, object] = {
        "spots": ["finger-09"],
        "reason": "amputated",
        "supervisor": "maria",
        "password": PASSWORD,
        "photo": photo(7),
    }
    form.update(changes)
    return {name: value for name, value in form.items() if value is not None}


@pytest.fixture
def way(kit: Client, siti: Person, supervisor: User, scanners: Scanners) -> Way:
    """Siti's encounter at the left hand."""
    begun = Way(kit, siti)
    begun.to_step(State.LEFT_FOUR)
    return begun


def refused(way: Way, path: str, fields: Mapping[str, object] | None = None) -> str:
    """The number of the problem that a post brings."""
    return way.post(path, fields).headers.get("X-Jemput-Problem", "")


def test_a_missing_finger_is_approved_proven_and_then_not_waited_for(way: Way, scanners: Scanners) -> None:
    scanners.put(7, "Left RingFinger")
    assert refused(way, "left_four/") == WrongCount.code
    way.act("left_four/exception", asked())
    way.take("left_four")
    one = Exemption.objects.get()
    assert (one.spot.position, one.approved_by) == (Finger.LEFT_RING, "Maria Lusia")
    assert way.encounter.samples.filter(use=Sample.Use.PROOF).count() == 1
    assert way.encounter.step is State.RIGHT_FOUR


def test_nobody_goes_on_while_a_finger_is_unaccounted_for(way: Way) -> None:
    assert refused(way, "left_four/next/") == StepIncomplete.code
    assert way.encounter.step is State.LEFT_FOUR


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"password": "salah"}, NotASupervisor),
        ({"supervisor": "siapa"}, NotASupervisor),
        ({"supervisor": "wayan"}, NotASupervisor),
        ({"photo": None}, PhotoMissing),
        ({"reason": "cannot_write"}, BadReason),
        ({"spots": []}, WrongStep),
    ],
)
def test_an_exception_needs_reason_photo_and_supervisor(
    way: Way, changes: dict[str, object], problem: type[Exception]
) -> None:
    assert refused(way, "left_four/exception/", asked(**changes)) == problem.code  # type: ignore[attr-defined]
    assert not Exemption.objects.exists()


def test_no_supervisor_approves_the_own_exception(way: Way, supervisor: User) -> None:
    way.kit.force_login(supervisor, backend="jemput.kit.config.signing_in.KitBackend")
    assert refused(way, "left_four/exception/", asked()) == OwnApproval.code


def test_an_exception_forgets_the_sample_and_can_be_taken_back(way: Way) -> None:
    way.act("left_four")
    way.act("left_four/exception", asked())
    assert way.encounter.samples.filter(use="enroll").count() == 3
    way.act("left_four/withdraw", {"spot": "finger-09"})
    assert refused(way, "left_four/next/") == StepIncomplete.code


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("revisit/", {}),
        ("revisit/", {"step": "sealed"}),
        ("left_four/exception/", {"spots": ["finger-99"], "supervisor": "maria", "password": PASSWORD}),
        ("left_four/withdraw/", {"spot": "tail"}),
        ("left_four/skip/", {"reason": "lazy"}),
    ],
)
def test_a_form_that_no_page_sends_is_a_numbered_problem(
    way: Way, path: str, fields: dict[str, object]
) -> None:
    assert refused(way, path, fields) == BadRequest.code


def test_a_stale_page_changes_nothing(way: Way) -> None:
    assert refused(way, "right_four/") == WrongStep.code
    assert refused(way, "face/", {"photo": photo(7)}) == WrongStep.code
    assert not way.encounter.samples.exists()


def test_a_photo_without_a_face_does_not_count(way: Way) -> None:
    Encounter.objects.update(state=State.FACE)
    done, png = cv2.imencode(".png", np.full((300, 240, 3), 128, np.uint8))
    way.act("face", {"photo": SimpleUploadedFile("wall.png", bytes(png.tobytes()), "image/png")})
    assert done and refused(way, "face/next/") == StepIncomplete.code
    assert refused(way, "face/", {"photo": SimpleUploadedFile("x.jpg", b"GIF89a")}) == NotAPhoto.code


def test_what_was_typed_and_refused_is_shown_again_and_corrections_need_a_witness(
    kit: Client, siti: Person
) -> None:
    way = Way(kit, siti)
    way.act("checked_in")
    typed = {"address": "dusun hulu", "confirmed_by": " "}
    assert refused(way, "biodata/", typed) == ConfirmerMissing.code
    assert 'value="dusun hulu"' in kit.get(f"/capture/{way.id}/biodata/").content.decode()
    way.act("biodata", {"address": "dusun hulu", "confirmed_by": "Yohanes Jabu"})
    found = way.encounter.corrections
    assert found == [
        {"field": "address", "old": "DUSUN HILIR", "new": "DUSUN HULU", "confirmed_by": "Yohanes Jabu"}
    ]


def test_three_tries_and_the_best_is_kept(way: Way, scanners: Scanners) -> None:
    for kind in (None, FaultKind.LOW_QUALITY, None):
        if kind:
            scanners.service.faults.add([Fault(kind)])
        way.act("left_four")
    assert refused(way, "left_four/") == "T304"
    tries = way.encounter.samples.filter(modality="finger", position=Finger.LEFT_INDEX)
    page = way.kit.get(f"/capture/{way.id}/left_four/").content.decode()
    assert tries.count() == 3
    assert f'<p class="sample-score">{max(one.quality for one in tries)}</p>' in page


def test_what_the_profile_makes_optional_needs_no_supervisor(
    kit: Client, siti: Person, scanners: Scanners
) -> None:
    way = Way(kit, siti)
    way.act("checked_in", {"profile": "mental_illness"})
    way.act("biodata")
    assert refused(way, "left_four/skip/") == NotASupervisor.code
    Encounter.objects.update(state=State.IRISES)
    way.act("irises/skip")
    way.act("irises/next")
    assert Exemption.objects.filter(modality=Modality.IRIS, approved_by="").count() == 2
    assert way.encounter.step is State.FACE


def test_other_fingers_on_the_glass_do_not_verify_and_a_supervisor_decides(
    way: Way, scanners: Scanners
) -> None:
    way.take("left_four")
    way.take("right_four")
    Encounter.objects.update(state=State.VERIFICATION)
    scanners.put(8)
    for _ in range(3):
        way.act("verification")
    assert way.encounter.verification == "failed"
    assert refused(way, "verification/next/") == StepIncomplete.code
    way.act("verification/accept", {"supervisor": "maria", "password": PASSWORD})
    assert way.encounter.verification == "accepted"


def test_a_broken_scanner_is_a_failure_and_not_a_trait_of_the_person(way: Way) -> None:
    way.act("left_four/exception", asked(spots=["finger-07"], reason="device", photo=None))
    way.act("left_four/exception", asked(spots=["finger-08"], reason="bandaged"))
    excepted = {one.spot.position: excepted_outcome(one).outcome for one in Exemption.objects.all()}
    assert excepted == {7: Outcome.FAILED, 8: Outcome.EXCEPTION}


RIGHT_HAND = {"right_four": [2, 3, 4, 5], "thumbs": [1]}


def test_without_a_right_hand_the_left_one_verifies_and_all_is_sealed(
    kit: Client, siti: Person, supervisor: User, above: Above, scanners: Scanners
) -> None:
    names = ("Thumb", "IndexFinger", "MiddleFinger", "RingFinger", "LittleFinger")
    scanners.put(7, *(f"Right {name}" for name in names))
    way = Way(kit, siti)
    way.act("checked_in", {"profile": "no_right_hand"})
    way.act("biodata")
    way.take("left_four")
    for step, fingers in RIGHT_HAND.items():
        way.act(f"{step}/exception", asked(spots=[f"finger-{number:02d}" for number in fingers]))
        if step == "thumbs":
            way.act("thumbs")
        way.act(f"{step}/next")
    for step in (State.IRISES, State.FACE, State.SIGNATURE, State.VERIFICATION):
        way.do(step, 7)
    verified = way.encounter.samples.filter(use=Sample.Use.VERIFY).values_list("position", flat=True)
    assert set(verified) == {Finger.LEFT_INDEX, Finger.LEFT_THUMB}
    page = kit.get(f"/capture/{way.id}/review/").content.decode()
    assert page.count("Tidak ada (buntung)") == 5 and page.count("disetujui Maria Lusia") == 5
    way.act("review")
    assert way.encounter.step is State.SEALED and Exemption.objects.count() == 5


def test_no_usable_iris_is_an_exception_with_a_photo(way: Way) -> None:
    Encounter.objects.update(state=State.IRISES)
    eyes = {"spots": ["iris-1", "iris-2"], "reason": "damaged"}
    assert refused(way, "irises/exception/", asked(**eyes, photo=None)) == PhotoMissing.code
    way.act("irises/exception", asked(**eyes))
    way.act("irises/next")
    assert way.encounter.step is State.FACE


def test_a_bandaged_finger_is_not_waited_for(way: Way, scanners: Scanners) -> None:
    scanners.put(7, "Left IndexFinger")
    way.act("left_four/exception", asked(spots=["finger-07"], reason="bandaged"))
    way.take("left_four")
    assert Exemption.objects.get().reason == "bandaged" and way.encounter.step is State.RIGHT_FOUR


def test_who_cannot_write_draws_a_line_or_is_excused(way: Way) -> None:
    Encounter.objects.update(state=State.SIGNATURE)
    line = '{"width": 600, "height": 250, "strokes": [[[60, 120], [200, 121], [500, 120]]]}'
    way.act("signature", {"strokes": line})
    assert way.encounter.signature_is_line
    way.act("signature/exception", asked(spots=["signature"], reason="cannot_write", photo=None))
    way.act("signature/next")
    assert way.encounter.step is State.VERIFICATION


def test_somebody_lying_down_is_photographed_as_they_lie_with_a_guardian(
    kit: Client, siti: Person, scanners: Scanners
) -> None:
    way = Way(kit, siti)
    way.act("checked_in", {"profile": "bedridden"})
    way.act("biodata", {"guardian": "Ujang", "relation": "spouse"})
    Encounter.objects.update(state=State.FACE)
    done, png = cv2.imencode(".png", np.full((300, 240, 3), 128, np.uint8))
    way.take("face", {"photo": SimpleUploadedFile("lying.png", bytes(png.tobytes()), "image/png")})
    found = way.encounter
    assert done and (found.guardian_name, found.guardian_relation) == ("UJANG", "spouse")
    assert found.step is State.SIGNATURE
