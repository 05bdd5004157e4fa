"""At the van's kit: every kind of resident, from the queue to the sealed packet, or sent home."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.people import Crew
from tests.journeys.pictures import picture
from tests.journeys.van import Van
from tests.journeys.villagers import ASIH, BAYU, DARTO, KARTO, RINA, RIO, YATI

MOTHER = {"guardian": "SITI MAIMUNAH", "relation": "Ibu"}


def test_an_adult_gives_everything_and_takes_a_receipt_home(crew: Crew, in_the_van: Van) -> None:
    crew.looks_for_scanners("Pemindai sidik jari", "Pemindai iris")
    picture(crew.page, "kit-devices")
    in_the_van.scanners.put(body=51)
    crew.begins(ASIH)
    crew.finds_preselected("adult")
    crew.takes_as("adult")
    crew.reads_back()
    crew.is_watched_live()
    crew.scans("Empat jari tangan kiri", samples=4)
    picture(crew.page, "kit-adult")
    crew.goes_on()
    crew.takes_hands(left=0)
    crew.takes_what_follows_the_fingers()
    crew.sees_the_receipt(crew.seals_it(), of=ASIH)
    picture(crew.page, "kit-receipt")


def test_somebody_without_a_right_hand_is_recorded_with_a_supervisor(
    crew: Crew, in_the_van: Van, photo: Path
) -> None:
    right = ("IndexFinger", "MiddleFinger", "RingFinger", "LittleFinger", "Thumb")
    in_the_van.scanners.put(body=52, missing=tuple(f"Right {finger}" for finger in right))
    crew.begins(DARTO)
    crew.takes_as("no_right_hand")
    crew.reads_back()
    crew.takes_hands(right=0, thumbs=0)
    crew.excepts("Jari tidak ada atau terluka", photo=photo)
    picture(crew.page, "kit-exception")
    crew.approves()
    crew.goes_on()
    crew.excepts("Jari tidak ada atau terluka")
    crew.approves()
    crew.takes("Dua ibu jari", 1)
    crew.takes_what_follows_the_fingers()
    crew.sees("Tidak ada (buntung)", "disetujui Maria Lusia")
    picture(crew.page, "kit-review")
    crew.seals_it()


def test_a_bedridden_man_is_recorded_at_home(crew: Crew, in_the_van: Van) -> None:
    in_the_van.scanners.put(body=53)
    crew.page.goto("/checkin/home-visits/")
    crew.sees(KARTO.name, "Baterai laptop penuh")
    picture(crew.page, "kit-home-visit")
    crew.begins(KARTO)
    crew.takes_as("bedridden")
    crew.reads_back(guardian="SUPARMI", relation="Anak")
    crew.takes_hands()
    crew.skips("Dua iris")
    crew.photographs_the_face()
    crew.goes_on()
    crew.excepts("Tidak dapat tanda tangan", reason="cannot_write")
    crew.approves()
    crew.goes_on()
    crew.verifies()
    crew.sees("Didampingi SUPARMI")
    crew.seals_it()


def test_a_girl_of_sixteen_learns_from_when_her_card_is_printed(crew: Crew, in_the_van: Van) -> None:
    in_the_van.scanners.put(body=54)
    crew.begins(RINA)
    crew.finds_preselected("pemula")
    picture(crew.page, "kit-pemula")
    crew.takes_as("pemula")
    crew.reads_back()
    crew.takes_hands()
    crew.takes_what_follows_the_fingers()
    crew.seals_it()
    crew.sees("Pemula", f"1 Januari {RINA.born.year + 17}")


def test_a_schoolchild_gives_a_photo_for_the_child_card(crew: Crew, in_the_van: Van) -> None:
    crew.begins(RIO, button="Buat KIA")
    crew.takes_as("kia")
    crew.reads_back(**MOTHER)
    crew.photographs_the_face()
    picture(crew.page, "kit-child")
    crew.goes_on()
    crew.sees("Didampingi SITI MAIMUNAH")
    crew.sees_the_receipt(crew.seals_it(), of=RIO)


def test_a_small_child_gives_nothing_but_biodata(crew: Crew, in_the_van: Van) -> None:
    crew.begins(BAYU, button="Buat KIA")
    crew.finds_preselected("kia_under_5")
    crew.takes_as("kia_under_5")
    crew.fills(**MOTHER)
    picture(crew.page, "kit-small-child", scroll_to="#f-guardian")
    crew.reads_back()
    crew.sees_the_receipt(crew.seals_it(), of=BAYU)


def test_somebody_recorded_before_is_turned_away(crew: Crew, in_the_van: Van) -> None:
    crew.is_told_not_to_record(YATI)
    crew.sees("NIK ini sudah terekam", "Tidak perlu direkam")
    picture(crew.page, "kit-recorded-before")
