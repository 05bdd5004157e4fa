"""Packs the villages of all Indonesia into one small file, from the npm package geografis."""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE, VERSION = "geografis", "1.3.2"
ROOT = Path(__file__).resolve().parents[2]
ATLAS = ROOT / "src" / "jemput" / "office" / "regions" / "atlas"
DECIMALS = 5
"""A ten-thousandth of a degree is 11 m; one more digit keeps neighbouring hamlets apart."""


def fetch(folder: Path) -> list[dict[str, Any]]:
    """Download the package with npm and return its villages, sorted by code."""
    command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    return read(folder / name)


def read(archive: Path) -> list[dict[str, Any]]:
    """The villages inside a downloaded package, sorted by code."""
    with tarfile.open(archive) as package:
        member = package.extractfile("package/data/json/data.json")
        if member is None:
            raise SystemExit(f"{archive} has no package/data/json/data.json")
        villages: list[dict[str, Any]] = json.load(member)
    return sorted(villages, key=lambda village: str(village["code"]))


def lines(villages: list[dict[str, Any]]) -> Iterator[str]:
    """One line a region, parents first: code, name and for villages postcode, latitude, longitude, metres."""
    seen: set[str] = set()
    for village in villages:
        code = village["code"]
        for upper, name in ((code[:2], "province"), (code[:5], "city"), (code[:8], "district")):
            if upper not in seen:
                seen.add(upper)
                yield f"{upper}\t{tidy(village[name])}"
        elevation = "" if village["elevation"] is None else village["elevation"]
        place = f"{village['latitude']:.{DECIMALS}f}\t{village['longitude']:.{DECIMALS}f}\t{elevation}"
        yield f"{code}\t{tidy(village['village'])}\t{village['postal'] or ''}\t{place}"


def tidy(name: str) -> str:
    """A name without doubled or outer spaces."""
    return " ".join(name.split())


def main() -> None:
    """Write atlas/villages.tsv.xz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="an already downloaded package, to work offline")
    chosen: Path | None = parser.parse_args().archive
    with tempfile.TemporaryDirectory() as folder:
        villages = read(chosen) if chosen else fetch(Path(folder))
    text = "\n".join(lines(villages)) + "\n"
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    (ATLAS / "villages.tsv.xz").write_bytes(packed)
    print(f"{len(villages)} villages, {len(packed) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
