"""A gallery on disk: frozen segments that several processes map, a log of removals, and one writer at a time.

Every segment is a folder written aside, flushed and renamed into place, and renamed away to be deleted, so
that a process killed at any moment leaves either the whole segment or nothing that counts. Removals are
lines appended and flushed; a torn last line is ignored, and cut off before the next. Arrays are checked
against their sums when asked (`verify`), not on every opening; the description of a segment always is.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import DamagedGallery, SubjectTwice, UnknownSubject
from jemput.biometrics.fingerprints.scanning import Column
from jemput.biometrics.fingerprints.templates import ALGORITHM as FINGER_ALGORITHM
from jemput.biometrics.galleries import Gallery
from jemput.biometrics.irises.templates import ALGORITHM as IRIS_ALGORITHM
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.segment_checks import mapped_array, require_sound
from jemput.biometrics.segments import (
    FaceColumn,
    FingerColumn,
    IrisColumn,
    Segment,
    TemplateStore,
    segment_of,
)
from jemput.kernel.body import Eye, Finger

LAYOUT = f"2-{FINGER_ALGORITHM}-{IRIS_ALGORITHM}"
"""Version of the files and of the algorithms their arrays depend on."""
DESCRIPTION = "segment.json"
REMOVED = "removed.log"
ASIDE, GONE = "aside-", "gone-"
"""Folders being written and being deleted; leftovers of a killed writer are deleted by the next."""
MOST_TRIES = 5
Arrays = dict[str, NDArray[np.generic]]


class GalleryFolder:
    """A folder of segments; open as many as there are processes, write with one."""

    def __init__(self, folder: Path, *, scanned: Sequence[Finger] = tuple(Finger)) -> None:
        self._folder, self._scanned = folder, tuple(scanned)
        folder.mkdir(parents=True, exist_ok=True)

    def open(self, *, part: int = 0, of: int = 1) -> Gallery:
        """Everyone stored now, memory-mapped, for searching; or every `of`-th segment from number `part`."""
        gallery = Gallery(segments=self._segments()[part::of], scanned=self._scanned)
        for subject_id in self._removals():
            if subject_id in gallery:
                gallery.remove(subject_id)
        return gallery

    def append(self, persons: Iterable[tuple[str, PersonTemplate]]) -> None:
        """Store persons as one new segment; returns once they are safe. Raises SubjectTwice."""
        added = list(persons)
        with self._writing():
            present = self.open()
            seen: set[str] = set()
            for subject_id, template in added:
                if subject_id in present or subject_id in seen:
                    raise SubjectTwice(subject_id=subject_id)
                seen.add(subject_id)
                template.require_current()
            if seen & set(self._removals()):
                self._replace(present)
            if added:
                self._write(segment_of(added, scanned=self._scanned), replaces=[])

    def remove(self, subject_id: str) -> None:
        """Take a person out; returns once that is safe. Raises UnknownSubject."""
        with self._writing():
            if subject_id not in self.open():
                raise UnknownSubject(subject_id=subject_id)
            with (self._folder / REMOVED).open("ab") as log:
                log.truncate(_whole_lines(self._folder / REMOVED))
                log.write(_checked(subject_id))
                log.flush()
                os.fsync(log.fileno())
            _flush_folder(self._folder)

    def compact(self) -> None:
        """Write everyone into one segment without those removed, and delete the old ones."""
        with self._writing():
            self._replace(self.open())

    def verify(self) -> None:
        """Compare every array and every removal with its sum; raises DamagedGallery."""
        if any(_unchecked(line) is None for line in self._removal_lines()):
            raise DamagedGallery(file=REMOVED)
        for path in self._current():
            for name, wanted in _description(path)["sums"].items():
                if zlib.crc32((path / f"{name}.npy").read_bytes()) != wanted:
                    raise DamagedGallery(file=f"{path.name}/{name}.npy")

    def _replace(self, gallery: Gallery) -> None:
        # Also what an earlier, killed compaction replaced and left: once that one's segment goes, nothing
        # would say any more that they are replaced, and those taken out would stand there again.
        old = self._whole()
        segment = segment_of(list(gallery), scanned=self._scanned)
        self._write(segment, replaces=[path.name for path in old])
        (self._folder / REMOVED).unlink(missing_ok=True)
        _flush_folder(self._folder)
        for path in old:
            path.rename(self._folder / f"{GONE}{path.name}")
        self._sweep()

    def _write(self, segment: Segment, *, replaces: list[str]) -> None:
        numbers = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
        target = self._folder / f"{max(numbers, default=0) + 1:08d}"
        aside = self._folder / f"{ASIDE}{target.name}"
        self._sweep()
        aside.mkdir()
        sums = {name: _saved(aside / f"{name}.npy", array) for name, array in _arrays(segment).items()}
        description = {"layout": LAYOUT, "ids": segment.subject_ids, "replaces": replaces, "sums": sums}
        _durably(aside / DESCRIPTION, _checked(description))
        _flush_folder(aside)
        aside.rename(target)
        _flush_folder(self._folder)

    def _segments(self) -> list[Segment]:
        """The segments mapped; looked up again where a compaction has just deleted one."""
        for _ in range(MOST_TRIES):
            try:
                return [_mapped(path) for path in self._current()]
            except FileNotFoundError:
                continue
        raise DamagedGallery(file=str(self._folder))

    def _current(self) -> list[Path]:
        """Whole segments in order, without those that a later one replaces."""
        paths = self._whole()
        replaced = {name for path in paths for name in _description(path)["replaces"]}
        return [path for path in paths if path.name not in replaced]

    def _whole(self) -> list[Path]:
        """Every whole segment that lies there, in order."""
        return sorted(path for path in self._folder.iterdir() if path.name.isdigit())

    def _removals(self) -> list[str]:
        """Who was taken out since the last compaction."""
        read = (_unchecked(line) for line in self._removal_lines())
        return [subject_id for subject_id in read if isinstance(subject_id, str)]

    def _removal_lines(self) -> list[bytes]:
        """The whole lines of the log; what follows the last line end was never acknowledged."""
        log = self._folder / REMOVED
        try:
            return log.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return []

    def _sweep(self) -> None:
        """Delete what was being written or deleted when another writer died, and what is to go now."""
        for path in self._folder.iterdir():
            if path.name.startswith((ASIDE, GONE)):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the writer's lock; the system frees it if the process dies."""
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _arrays(segment: Segment) -> Arrays:
    arrays: Arrays = {
        "templates": segment.store.content,
        "template_starts": segment.store.starts,
        "face_rows": segment.faces.rows,
        "faces": segment.faces.embeddings,
    }
    for finger, found in segment.fingers.items():
        arrays[f"finger{finger:d}_rows"] = found.rows
        arrays[f"finger{finger:d}_words"] = found.column.words
        arrays[f"finger{finger:d}_starts"] = found.column.starts
        arrays[f"finger{finger:d}_counts"] = found.column.counts
    for eye, codes in segment.irises.items():
        arrays[f"iris{eye:d}_rows"] = codes.rows
        arrays[f"iris{eye:d}_codes"] = codes.codes
        arrays[f"iris{eye:d}_masks"] = codes.masks
    return arrays


def _mapped(path: Path) -> Segment:
    """A stored segment, its arrays mapped; raises DamagedGallery where their offsets lead astray."""
    description = _description(path)

    def array(name: str) -> NDArray[Any]:
        return mapped_array(path / f"{name}.npy")

    names = description["sums"]
    fingers = {
        finger: FingerColumn(
            array(f"finger{finger:d}_rows"),
            Column(*(array(f"finger{finger:d}_{part}") for part in ("words", "starts", "counts"))),
        )
        for finger in Finger
        if f"finger{finger:d}_rows" in names
    }
    irises = {
        eye: IrisColumn(*(array(f"iris{eye:d}_{part}") for part in ("rows", "codes", "masks")))
        for eye in Eye
        if f"iris{eye:d}_rows" in names
    }
    segment = Segment(
        tuple(description["ids"]),
        TemplateStore(array("templates"), array("template_starts")),
        fingers,
        irises,
        FaceColumn(array("face_rows"), array("faces")),
    )
    require_sound(segment, path.name)
    return segment


def _description(path: Path) -> dict[str, Any]:
    description = _unchecked((path / DESCRIPTION).read_bytes().removesuffix(b"\n"))
    if not isinstance(description, dict) or description.get("layout") != LAYOUT:
        raise DamagedGallery(file=f"{path.name}/{DESCRIPTION}")
    return description


def _checked(value: object) -> bytes:
    """A line of JSON behind its sum."""
    text = json.dumps(value).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _unchecked(line: bytes) -> object:
    """What `_checked` wrote, or None where the sum is another's."""
    check, _, text = line.partition(b" ")
    return json.loads(text) if check == b"%08x" % zlib.crc32(text) and text else None


def _whole_lines(log: Path) -> int:
    """Bytes of the log up to its last line end."""
    return log.read_bytes().rfind(b"\n") + 1 if log.is_file() else 0


def _saved(path: Path, array: NDArray[np.generic]) -> int:
    """Write an array durably and return its file's sum."""
    with path.open("wb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return zlib.crc32(path.read_bytes())


def _durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
