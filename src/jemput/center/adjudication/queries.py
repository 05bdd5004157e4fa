"""What the adjudicator's pages read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jemput.center.adjudication.models import Case
from jemput.center.intake.opening import open_packet, picture
from jemput.kernel.wording import short_date
from jemput.node.look.cells import moment
from jemput.node.look.parts import Difference

FINGERS = {
    1: gettext_lazy("ibu jari kanan"),
    2: gettext_lazy("telunjuk kanan"),
    3: gettext_lazy("jari tengah kanan"),
    4: gettext_lazy("jari manis kanan"),
    5: gettext_lazy("kelingking kanan"),
    6: gettext_lazy("ibu jari kiri"),
    7: gettext_lazy("telunjuk kiri"),
    8: gettext_lazy("jari tengah kiri"),
    9: gettext_lazy("jari manis kiri"),
    10: gettext_lazy("kelingking kiri"),
}
EYES = {1: gettext_lazy("mata kanan"), 2: gettext_lazy("mata kiri")}


@dataclass(frozen=True)
class Spoken:
    """One sample's evidence in words: its name, its code, and how strongly it speaks for one person."""

    label: str
    code: str
    log10: float
    width: int

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for one person rather than two."""
        return self.log10 > 0


def biodata(case: Case) -> list[Difference]:
    """The two records' biodata, field by field."""
    probe, reference = case.probe, case.reference
    language = get_language() or "id"
    pairs = (
        (_("Nama"), probe.name, reference.name),
        (_("NIK"), probe.nik, reference.nik),
        (_("Lahir"), short_date(probe.birth_date, language), short_date(reference.birth_date, language)),
        (_("Jenis kelamin"), probe.sex, reference.sex),
        (_("Desa"), probe.village_code, reference.village_code),
        (_("Direkam"), moment(probe.captured_at), moment(reference.captured_at)),
    )
    return [Difference(label, left, right, left == right) for label, left, right in pairs]


def spoken_evidence(case: Case) -> list[Spoken]:
    """The evidence of the search, strongest first."""
    parts = case.candidate.evidence.get("parts", []) if case.candidate else []
    strongest = max((abs(part["log10"]) for part in parts), default=1.0) or 1.0
    spoken = [
        Spoken(
            label=_label(part["modality"], part["position"]),
            code=_code(part["modality"], part["position"]),
            log10=part["log10"],
            width=round(100 * abs(part["log10"]) / strongest),
        )
        for part in parts
    ]
    return sorted(spoken, key=lambda one: -one.log10)


def _label(modality: str, position: int) -> str:
    if modality == "finger":
        return str(FINGERS[position])
    return str(EYES[position]) if modality == "iris" else _("wajah")


def _code(modality: str, position: int) -> str:
    if modality == "finger":
        return f"finger-{position:02d}"
    return f"iris-{position}" if modality == "iris" else modality


def samples_of(case: Case, code: str) -> tuple[bytes, bytes]:
    """One sample of both records as images, opened in memory from the sealed packets."""
    sides = [open_packet(record.arrival).samples for record in (case.probe, case.reference)]
    return picture(sides[0], code), picture(sides[1], code)
