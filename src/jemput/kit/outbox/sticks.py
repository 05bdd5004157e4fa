"""USB sticks and other removable folders that this machine has mounted."""

from __future__ import annotations

from pathlib import Path

MOUNTS = Path("/proc/mounts")
_REMOVABLE = ("/media/", "/run/media/")


def removable_folders(mounts: Path = MOUNTS) -> list[str]:
    """Mount points below /media and /run/media, in the order they were mounted."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return []
    points = [line.split(" ")[1].replace("\\040", " ") for line in lines if line.count(" ") >= 3]
    return [point for point in points if point.startswith(_REMOVABLE)]
