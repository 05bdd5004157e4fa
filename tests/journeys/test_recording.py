"""At the kit in the village hall: from the queue to a sealed packet and the office's receipt."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.cast import BUDI, SITI
from tests.journeys.people import Operator
from tests.journeys.stage import Stage


def test_a_resident_without_a_ring_finger_is_recorded_and_sealed(
    operator: Operator, on_stage: Stage, photo: Path
) -> None:
    # Given Siti, expected today, who has lost a ring finger
    on_stage.scanners.put(body=11, missing=("Left RingFinger",))
    operator.begins_to_record(SITI)
    # When the supervisor approves that one finger is not there, and all the rest is taken
    operator.scans_in_vain("Empat jari tangan kiri", for_want_of="jari manis kiri")
    operator.notes_a_missing_finger("Jari manis kiri", approved_by="maria", photo=photo)
    operator.scans("Empat jari tangan kiri", samples=3)
    operator.goes_on()
    operator.takes_the_rest()
    code = operator.seals()
    # Then the office confirms the packet, and the kit refuses to record her again
    operator.sees_the_receipt(code, of=SITI)
    operator.sees_the_packet_acknowledged(SITI)
    operator.is_told_not_to_record(SITI)


def test_an_operator_alone_cannot_except_a_finger(operator: Operator, on_stage: Stage, photo: Path) -> None:
    # Given Budi, of whose left hand the scanner finds three fingers
    on_stage.scanners.put(body=12, missing=("Left RingFinger",))
    operator.begins_to_record(BUDI)
    operator.scans_in_vain("Empat jari tangan kiri", for_want_of="jari manis kiri")
    # When the operator approves the exception with his own password
    operator.notes_a_missing_finger("Jari manis kiri", approved_by="wayan", photo=photo)
    # Then it is refused in words, and there is no way on
    operator.sees("bukan penyelia")
    operator.cannot_go_on()
