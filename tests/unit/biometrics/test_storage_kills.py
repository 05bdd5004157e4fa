"""A gallery folder under a writer that is killed again and again, whatever it was just doing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.storage import GalleryFolder
from tests.unit.biometrics.people import face

KILLS = 25
Living = frozenset[str]


class Writer:
    """The process that writes, and dies when told."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
        command = [sys.executable, "-m", "tests.unit.biometrics.gallery_writer", str(folder)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True)

    def killed_after(self, milliseconds: int, *, seed: int) -> list[str]:
        """What a child said that was killed so long after its first change."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{seed} {milliseconds}\n")
        self.process.stdin.flush()
        said = []
        while (line := self.process.stdout.readline()) != "killed\n":
            assert line, "the writer died by itself"
            said.append(line.strip())
        return [line for line in said if line]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    writing = Writer(tmp_path)
    yield writing
    writing.process.kill()
    writing.process.communicate()


def after(living: Living, change: str) -> Living:
    """Who lives after one change."""
    kind, *names = change.split()
    return {"append": living | set(names), "remove": living - set(names), "compact": living}[kind]


def possible(living: Living, said: list[str]) -> set[Living]:
    """Who may live after what was said: all that was done, and perhaps what had only been started."""
    for line in said:
        word, _, change = line.partition(" ")
        if word == "done":
            living = after(living, change)
    unfinished = said[-1].removeprefix("start ") if said and said[-1].startswith("start ") else "compact"
    return {living, after(living, unfinished)}


def test_nothing_acknowledged_is_lost_and_nothing_half_done_counts(tmp_path: Path, writer: Writer) -> None:
    choose, living, changes = random.Random(4), frozenset[str](), 0
    for kill in range(KILLS):
        said = writer.killed_after(choose.randrange(0, 60), seed=kill)
        folder = GalleryFolder(tmp_path, scanned=())
        found = frozenset(subject_id for subject_id, _ in folder.open())
        assert found in possible(living, said)
        folder.verify()
        living, changes = found, changes + len(said)
    assert changes > KILLS


def test_readers_see_whole_persons_while_another_process_writes(tmp_path: Path, writer: Writer) -> None:
    person = PersonTemplate(face=face(7))
    GalleryFolder(tmp_path, scanned=()).append([(f"first-{at}", person) for at in range(40)])
    for kill in range(5):
        assert writer.process.stdin is not None
        writer.process.stdin.write(f"{kill} 100\n")
        writer.process.stdin.flush()
        for _ in range(10):
            read = [found for _, found in GalleryFolder(tmp_path, scanned=()).open()]
            assert read and all(found == person for found in read)


def test_two_compactions_the_first_of_which_died_bring_nobody_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, person = GalleryFolder(tmp_path, scanned=()), PersonTemplate(face=face(7))
    for name in ("ani", "budi"):
        folder.append([(name, person)])
    folder.remove("ani")
    with monkeypatch.context() as dying:
        whole = Path.rename
        dying.setattr(Path, "rename", lambda own, to: whole(own, to) if "aside" in own.name else 1 / 0)
        with pytest.raises(ZeroDivisionError):
            folder.compact()
    folder.compact()
    assert [name for name, _ in folder.open()] == ["budi"]
