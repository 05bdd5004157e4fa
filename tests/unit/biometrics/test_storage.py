"""A gallery folder keeps what it acknowledged, whatever is killed or torn."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jemput.biometrics.errors import DamagedGallery, SubjectTwice, UnknownSubject
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import search
from jemput.biometrics.storage import GalleryFolder
from jemput.kernel.body import Eye, Finger
from tests.unit.biometrics.people import face, finger, iris, recaptured


def small(seed: int) -> PersonTemplate:
    return PersonTemplate(
        {Finger.LEFT_INDEX: finger(seed), Finger.RIGHT_THUMB: finger(seed + 500)},
        {Eye.LEFT: iris(seed)},
        face(seed),
    )


PEOPLE = [(f"P{seed}", small(seed)) for seed in range(6)]


@pytest.fixture
def folder(tmp_path: Path) -> GalleryFolder:
    gallery = GalleryFolder(tmp_path / "gallery")
    gallery.append(PEOPLE[:3])
    gallery.append(PEOPLE[3:])
    return gallery


def test_what_was_stored_is_found_by_another_opening(folder: GalleryFolder) -> None:
    opened = folder.open()
    assert len(opened) == 6
    assert search(opened, recaptured(small(4), 1))[0].subject_id == "P4"
    assert opened.template("P4") == small(4)


def test_the_removed_stay_removed_and_may_return(folder: GalleryFolder) -> None:
    folder.remove("P4")
    assert "P4" not in folder.open()
    folder.append([("P4", small(40))])
    assert folder.open().template("P4") == small(40)


def test_compaction_keeps_the_living(folder: GalleryFolder, tmp_path: Path) -> None:
    folder.remove("P1")
    folder.compact()
    assert sorted(subject_id for subject_id, _ in folder.open()) == ["P0", "P2", "P3", "P4", "P5"]
    assert sum(path.name.isdigit() for path in (tmp_path / "gallery").iterdir()) == 1
    folder.verify()


def test_twins_and_strangers_are_refused(folder: GalleryFolder) -> None:
    with pytest.raises(SubjectTwice):
        folder.append([PEOPLE[0]])
    with pytest.raises(SubjectTwice):
        folder.append([("X", small(9)), ("X", small(9))])
    with pytest.raises(UnknownSubject):
        folder.remove("X")


def test_damage_is_noticed(folder: GalleryFolder, tmp_path: Path) -> None:
    damaged = tmp_path / "gallery" / "00000001" / "faces.npy"
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(DamagedGallery):
        folder.verify()


def test_unfinished_segments_and_torn_removals_do_not_count(folder: GalleryFolder, tmp_path: Path) -> None:
    (tmp_path / "gallery" / "aside-00000003").mkdir()
    folder.remove("P2")
    with (tmp_path / "gallery" / "removed.log").open("a") as log:
        log.write('12345678 "P3')
    assert sorted(subject_id for subject_id, _ in folder.open()) == ["P0", "P1", "P3", "P4", "P5"]


WRITER = """
import sys
from pathlib import Path
from jemput.biometrics.storage import GalleryFolder
from tests.unit.biometrics.test_storage import small
folder = GalleryFolder(Path(sys.argv[1]))
for seed in range(100, 1000):
    folder.append([(f"P{seed}", small(seed))])
    print(seed, flush=True)
"""


def test_everything_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(0.15)
        writer.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in [first, *writer.stdout] if line.strip()]
    opened = GalleryFolder(tmp_path).open()
    assert all(f"P{seed}" in opened for seed in acknowledged)
    assert len(opened) - len(acknowledged) in (0, 1)
    GalleryFolder(tmp_path).append([("after", small(1))])


def test_a_flipped_byte_is_noticed_in_every_file(folder: GalleryFolder, tmp_path: Path) -> None:
    folder.remove("P2")
    files = [path for path in (tmp_path / "gallery").rglob("*") if path.is_file() and path.stat().st_size]
    for path in files:
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 2):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
            with pytest.raises(DamagedGallery):
                folder.verify()
        path.write_bytes(whole)
    folder.verify()
    assert len(files) > 30


def test_a_removal_after_a_torn_one_is_kept(folder: GalleryFolder, tmp_path: Path) -> None:
    with (tmp_path / "gallery" / "removed.log").open("a") as log:
        log.write('12345678 "P3')
    folder.remove("P2")
    assert "P2" not in folder.open()
    folder.verify()


def test_a_half_deleted_segment_does_not_count(folder: GalleryFolder, tmp_path: Path) -> None:
    gone = tmp_path / "gallery" / "gone-00000001"
    gone.mkdir()
    (gone / "faces.npy").write_bytes(b"half")
    assert len(folder.open()) == 6
    folder.compact()
    assert not gone.exists()
