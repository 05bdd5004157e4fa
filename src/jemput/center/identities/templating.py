"""From samples to one person template; a sample that gives none is named, never silently dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jemput.biometrics import images
from jemput.biometrics.faces import extraction as faces
from jemput.biometrics.fingerprints.extraction import examine_all
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.irises import extraction as irises
from jemput.biometrics.person import PersonTemplate
from jemput.center.intake.opening import Samples, bare_image
from jemput.kernel.body import Finger
from jemput.kernel.errors import Problem


@dataclass(frozen=True)
class Templated:
    """A person template and what could not be used for it: sample name → numbered reason."""

    template: PersonTemplate
    unusable: dict[str, str]


def template_of(samples: Samples) -> Templated:
    """Extract every finger, iris and the face; about 0.1 s a finger and core, a finger on each core."""
    unusable: dict[str, str] = {}
    found_irises, face = {}, None
    found_fingers = _fingers(samples.fingers, unusable)
    for eye, content in samples.irises.items():
        try:
            found_irises[eye] = irises.extract(images.decode(bare_image(content)))
        except Problem as problem:
            unusable[f"iris-{eye}"] = problem.code
    if samples.face:
        try:
            face = faces.extract(images.decode_color(bare_image(samples.face)))
        except Problem as problem:
            unusable["face"] = problem.code
    return Templated(PersonTemplate(found_fingers, found_irises, face), unusable)


def _fingers(contents: Mapping[Finger, bytes], unusable: dict[str, str]) -> dict[Finger, FingerTemplate]:
    decoded = {}
    for finger, content in contents.items():
        try:
            decoded[finger] = images.decode(bare_image(content))
        except Problem as problem:
            unusable[f"finger-{finger:02d}"] = problem.code
    found = {}
    for finger, examined in zip(decoded, examine_all(list(decoded.values())), strict=True):
        if isinstance(examined, Problem):
            unusable[f"finger-{finger:02d}"] = examined.code
        else:
            found[finger] = examined.template
    return found
