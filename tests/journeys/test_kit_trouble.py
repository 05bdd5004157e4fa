"""At the van's kit: the cable comes out, one person comes twice, there is no network, a card waits."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.cast import Neighbor
from tests.journeys.people import Crew
from tests.journeys.pictures import picture
from tests.journeys.van import Van
from tests.journeys.villagers import CARD, DEDE, SUMI, SUMIATI, SUMINI, WATI

TWICE = 61


def test_a_scanner_pulled_out_in_mid_capture_costs_nothing_but_the_try(crew: Crew, in_the_van: Van) -> None:
    # Given the left hand of Wati, taken
    in_the_van.scanners.put(body=55)
    crew.begins(WATI)
    crew.takes_as("adult")
    crew.reads_back(address="DUSUN HULU", confirmed_by="YOHANES JABU")
    crew.takes_hands(right=0, thumbs=0)
    # When the cable comes out while the right hand is on the glass
    in_the_van.scanners.will("unplug", device="finger")
    crew.scans_while_the_cable_is_out()
    picture(crew.page, "kit-unplugged")
    # Then the recording goes on at the same place once it is in again
    in_the_van.scanners.plug_in("finger")
    crew.takes("Empat jari tangan kanan", 4)
    crew.is_at("Dua ibu jari")
    crew.cancels("hanya percobaan alat")


def test_a_supervisor_rejects_whoever_comes_a_second_time(crew: Crew, in_the_van: Van) -> None:
    # Given one body under two names
    in_the_van.scanners.put(body=TWICE)
    _left_hand_of(crew, SUMI)
    _left_hand_of(crew, SUMIATI)
    crew.is_told_of(SUMI)
    picture(crew.page, "kit-same-person")
    # When the operator would decide alone, and the supervisor says no
    crew.calls_them_different("kembar", approved_by="wayan")
    crew.sees("bukan penyelia")
    crew.cancels("orang yang sama, nama kedua di KK lama")
    # Then nothing was sealed for the second name
    crew.is_at(SUMIATI.name)


def test_a_supervisor_knows_twins_apart(crew: Crew, in_the_van: Van) -> None:
    in_the_van.scanners.put(body=TWICE)
    _left_hand_of(crew, SUMINI)
    crew.is_told_of(SUMI)
    crew.calls_them_different("saudara kembar, KK diperiksa")
    crew.goes_on()
    crew.takes_hands(left=0, thumbs=0)
    crew.is_at("Dua ibu jari")


def test_a_courier_carries_packets_out_and_receipts_back(
    supervisor: Crew, in_the_van: Van, tmp_path: Path
) -> None:
    # Given a sealed packet in a village without network
    supervisor.begins(DEDE, button="Buat KIA")
    supervisor.takes_as("kia_under_5")
    supervisor.reads_back(guardian="AMINAH", relation="Ibu")
    supervisor.seals_it()
    supervisor.page.goto("/")
    # When a stick goes to the office and back
    supervisor.exports_to(tmp_path)
    supervisor.sees("Di USB, menunggu tanda terima")
    picture(supervisor.page, "kit-usb")
    in_the_van.carries_to_the_office(tmp_path)
    # Then the kit knows that the office has it
    supervisor.reads_receipts_from(tmp_path, of=DEDE)


def test_a_card_goes_into_the_hand_whose_finger_matches(crew: Crew, in_the_van: Van) -> None:
    crew.opens_the_card_of(CARD.owner)
    # The cable is out: no try is lost, and there are other ways
    in_the_van.scanners.will("unplug", device="finger")
    crew.compares_a_finger_in_vain()
    picture(crew.page, "kit-pickup-unplugged")
    in_the_van.scanners.plug_in("finger")
    # A stranger's finger, then the owner's
    in_the_van.scanners.put(body=CARD.body + 1)
    crew.compares_a_finger("Belum cocok")
    in_the_van.scanners.put(body=CARD.body)
    crew.compares_a_finger("Cocok")
    picture(crew.page, "kit-pickup")
    crew.hands_the_card_over()


def _left_hand_of(crew: Crew, person: Neighbor) -> None:
    crew.begins(person)
    crew.takes_as("adult")
    crew.reads_back()
    crew.scans("Empat jari tangan kiri", samples=4)
