"""A process that keeps changing a gallery folder, started and killed by test_storage_kills.

Reads lines `seed milliseconds`; for each, forks a child that appends, removes and compacts at random, saying
before and after what it does, and kills it that long after its first change.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.storage import GalleryFolder
from tests.unit.biometrics.people import face


def change(folder: GalleryFolder, living: list[str], choose: random.Random, names: list[str]) -> str:
    """Make one change and return what it was; `living` follows it."""
    kind = choose.choice(["append", "append", "remove", "compact"])
    if kind == "compact" or (kind == "remove" and not living):
        print("start compact", flush=True)
        folder.compact()
        return "compact"
    if kind == "remove":
        gone = living.pop(choose.randrange(len(living)))
        print(f"start remove {gone}", flush=True)
        folder.remove(gone)
        return f"remove {gone}"
    added = [names.pop(), names.pop()]
    print(f"start append {' '.join(added)}", flush=True)
    folder.append([(name, PersonTemplate(face=face(7))) for name in added])
    living += added
    return f"append {' '.join(added)}"


def work(path: Path, seed: int, ready: int) -> None:
    """Change the folder until killed; a byte on `ready` after each change."""
    folder = GalleryFolder(path, scanned=())
    choose, living = random.Random(seed), [subject_id for subject_id, _ in folder.open()]
    names = [f"{seed}-{at}" for at in range(4000, 0, -1)]
    while True:
        print(f"done {change(folder, living, choose, names)}", flush=True)
        os.write(ready, b".")


def main() -> None:
    """Fork, let it work, kill, tell."""
    path = Path(sys.argv[1])
    while line := sys.stdin.readline():
        seed, milliseconds = map(int, line.split())
        wait, ready = os.pipe()
        child = os.fork()
        if not child:
            work(path, seed, ready)
        os.close(ready)
        os.read(wait, 1)
        time.sleep(milliseconds / 1000)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(wait)
        os.write(1, b"\nkilled\n")  # on a line of its own, even where the child died inside one


if __name__ == "__main__":
    main()
