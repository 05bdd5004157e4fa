"""Compile what the matcher compiles at its first use, so that nobody waits for it; `make setup` runs it."""

from __future__ import annotations

from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.irises.extraction import extract as extract_iris
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Gallery, search
from jemput.kernel.body import Eye, Finger
from jemput.synthesis import fingerprints, irises


def main() -> None:
    """Invent a person, template, compare and search: every compiled path once."""
    prints = {
        finger: extract(fingerprints.impression(fingerprints.master(1, finger), 1))
        for finger in (Finger.RIGHT_INDEX, Finger.LEFT_INDEX)
    }
    eyes = {eye: extract_iris(irises.capture(irises.identity(1, eye), 1)) for eye in Eye}
    person = PersonTemplate(prints, eyes)
    search(Gallery([("1", person), ("2", person)]), person)


if __name__ == "__main__":
    main()
