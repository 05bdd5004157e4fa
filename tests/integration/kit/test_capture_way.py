"""One person's way through the pages: from the queue to a sealed packet that only the center can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import cv2
import numpy as np
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, TestCase

from jemput.kit.capture.models import Encounter
from jemput.kit.capture.states import State
from jemput.kit.checkin.models import Person
from jemput.node.exchange.identity import me
from jemput.node.exchange.models import OutgoingPacket
from jemput.packet.envelope import open_part, read_packet
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.manifest import Part
from jemput.simulator.sampling import take
from jemput.simulator.subjects import Subject
from tests.integration.kit.conftest import Above, Scanners

pytestmark = pytest.mark.django_db

SCRIBBLE = json.dumps(
    {"width": 600, "height": 250, "strokes": [[[60 + 4 * i, 120 + 60 * ((i // 6) % 2)] for i in range(90)]]}
)


def photo(seed: int) -> SimpleUploadedFile:
    """A face as the browser's camera posts it."""
    image = take(Subject(seed=seed), None, 1).image
    done, data = cv2.imencode(".jpg", np.ascontiguousarray(image[..., ::-1]))
    assert done
    return SimpleUploadedFile("face.jpg", bytes(data.tobytes()), "image/jpeg")


class Way:
    """An operator at the kit."""

    def __init__(self, kit: Client, person: Person) -> None:
        self.kit = kit
        answer = kit.post(f"/capture/begin/{person.id}/", {"profile": ""})
        assert answer.status_code == 302, answer.content
        self.id = answer["Location"].split("/")[2]

    @property
    def encounter(self) -> Encounter:
        return Encounter.objects.get(id=self.id)

    def post(self, path: str, fields: Mapping[str, object] | None = None) -> HttpResponse:
        with TestCase.captureOnCommitCallbacks(execute=True):
            answer = self.kit.post(f"/capture/{self.id}/{path}", fields or {})
        assert answer.status_code == 302
        return answer  # type: ignore[return-value]

    def act(self, step: str, fields: Mapping[str, object] | None = None) -> None:
        answer = self.post(f"{step}/", fields)
        assert "X-Jemput-Problem" not in answer, answer["X-Jemput-Problem"]

    def take(self, step: str, fields: Mapping[str, object] | None = None) -> None:
        self.act(step, fields)
        self.act(f"{step}/next")

    def to_step(self, last: State, *, seed: int = 7) -> None:
        for step in State:
            if step is last:
                return
            self.do(step, seed)

    def do(self, step: State, seed: int) -> None:
        doing: dict[State, Callable[[], None]] = {
            State.CHECKED_IN: lambda: self.act("checked_in"),
            State.BIODATA: lambda: self.act("biodata"),
            State.FACE: lambda: self.take("face", {"photo": photo(seed)}),
            State.SIGNATURE: lambda: self.take("signature", {"strokes": SCRIBBLE}),
        }
        doing.get(step, lambda: self.take(step.value))()


def test_a_person_is_recorded_and_only_the_center_can_read_it(
    kit: Client, siti: Person, above: Above, scanners: Scanners
) -> None:
    way = Way(kit, siti)
    way.to_step(State.REVIEW)
    way.act("review")
    packet = OutgoingPacket.objects.get()
    sealed = read_packet(packet.path.read_bytes(), key=me().signing.public)
    facts = Facts.from_bytes(open_part(sealed, Part.FACTS, above.office)[FACTS_BLOB])
    blobs = open_part(sealed, Part.BIOMETRICS, above.center)
    assert facts.name == "SITI AMINAH" and facts.list_name_id == siti.list_name_id
    assert len(facts.outcomes) == 14 and {one.outcome.value for one in facts.outcomes} == {"captured"}
    assert {"finger-01.iso", "finger-10.iso", "iris-1.iso", "face.jpg", "signature.png"} <= set(blobs)
    assert way.encounter.verification == "matched" and way.encounter.draft_key == ""
    assert Person.objects.get(id=siti.id).attendance == "recorded"
    assert not (settings.JEMPUT.data_dir / "drafts" / way.id).exists()
