"""Opening a sealed packet in memory: the facts and the samples; nothing of it is written down in the open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jemput.biometrics import images
from jemput.biometrics.formats import face_image, finger_image, iris_image
from jemput.center.intake.errors import FactsMissing, SampleMissing
from jemput.center.intake.models import Arrival
from jemput.kernel.body import Eye, Finger
from jemput.node.exchange.identity import me
from jemput.packet.envelope import open_part, read_packet
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.manifest import Part

_SAMPLE = re.compile(r"(finger|iris|face|signature)(?:-(\d{1,2}))?\.[a-z0-9-]+")


@dataclass(frozen=True)
class Samples:
    """The samples of one packet by what they show, each as it was sealed."""

    fingers: Mapping[Finger, bytes]
    irises: Mapping[Eye, bytes]
    face: bytes | None
    signature: bytes | None


@dataclass(frozen=True)
class Opened:
    """A packet's two parts, opened."""

    facts: Facts
    samples: Samples


def open_packet(arrival: Arrival) -> Opened:
    """Open both parts with the center's key; raises the packet's problems, FactsMissing."""
    row, mine = arrival.packet, me()
    packet = read_packet(row.path.read_bytes(), key=row.peer.verify_key)
    key = mine.opener(packet.manifest.part(Part.BIOMETRICS).recipients)
    facts = open_part(packet, Part.FACTS, key)
    if FACTS_BLOB not in facts:
        raise FactsMissing()
    samples = sort_samples(open_part(packet, Part.BIOMETRICS, key))
    return Opened(Facts.from_bytes(facts[FACTS_BLOB]), samples)


def sort_samples(blobs: Mapping[str, bytes]) -> Samples:
    """Sort blobs by their names: finger-02.…, iris-1.…, face.…, signature.…; others are left aside."""
    fingers: dict[Finger, bytes] = {}
    irises: dict[Eye, bytes] = {}
    alone: dict[str, bytes] = {}
    for name, content in blobs.items():
        found = _SAMPLE.fullmatch(name)
        if not found:
            continue
        kind, number = found.group(1), int(found.group(2) or 0)
        if kind == "finger" and number in set(Finger):
            fingers[Finger(number)] = content
        elif kind == "iris" and number in set(Eye):
            irises[Eye(number)] = content
        else:
            alone[kind] = content
    return Samples(fingers, irises, alone.get("face"), alone.get("signature"))


def picture(samples: Samples, name: str) -> bytes:
    """One sample as an image file (PNG or JPEG): finger-02, iris-1, face, signature. Raises SampleMissing."""
    kind, _, number = name.partition("-")
    content = {
        "finger": lambda: samples.fingers.get(Finger(int(number))),
        "iris": lambda: samples.irises.get(Eye(int(number))),
        "face": lambda: samples.face,
        "signature": lambda: samples.signature,
    }.get(kind, lambda: None)()
    if content is None:
        raise SampleMissing(name=name)
    return bare_image(content)


def bare_image(content: bytes) -> bytes:
    """The image inside an ISO/IEC 19794 record, or the content itself where it is a plain image."""
    if content.startswith(b"FIR\0"):
        return finger_image.read(content).image
    if content.startswith(b"IIR\0"):
        return iris_image.read(content).image
    if content.startswith(b"FAC\0"):
        return face_image.read(content).image
    images.dimensions(content)
    return content
