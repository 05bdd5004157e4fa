"""Compile what matcher and linkage compile at their first use, so that nobody waits; `make setup` runs it."""

from __future__ import annotations

from datetime import date

from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.irises.extraction import extract as extract_iris
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Gallery, search
from jemput.kernel.body import Eye, Finger
from jemput.kernel.nik import Sex
from jemput.linkage import ListName, RegisterPerson, link
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
    born = date(1990, 5, 17)
    register = [
        RegisterPerson(str(at), f"{name} SARI", f"15040357059000{at:02d}", born, Sex.FEMALE, "15.04.03.2001")
        for at, name in enumerate(("RATNA", "SITI", "DEWI", "ANI"))
    ]
    link([ListName("1", "RATNA SAR", None, born, Sex.FEMALE, "15.04.03.2001")], register)


if __name__ == "__main__":
    main()
