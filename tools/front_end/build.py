"""Build the vendored front-end files from npm packages, each pinned by version and integrity; or check them.

`python tools/front_end/build.py` needs npm and node, which nothing else in this repository does;
`python tools/front_end/build.py --check` only compares the committed files with their manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parents[1] / "src/jemput/node/look/static/look/vendor"
SOURCE_MAP = re.compile(rb"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


@dataclass(frozen=True)
class Package:
    """One npm package and which of its files become ours under which name."""

    name: str
    version: str
    licence: str
    integrity: str
    licence_text: str = ""
    notice: str = ""
    contains: str = ""
    sprite: str = ""
    files: dict[str, str] = field(default_factory=dict)
    bundle: dict[str, str] = field(default_factory=dict)

    @property
    def made(self) -> list[str]:
        """Names of the files this package gives."""
        return [*self.files.values(), *self.bundle.values(), *([self.sprite] if self.sprite else [])]


def packages() -> list[Package]:
    """The pinned packages of packages.toml."""
    table = tomllib.loads((HERE / "packages.toml").read_text("utf-8"))
    return [Package(**entry) for entry in table["package"]]


def unpack(package: Package, modules: Path) -> Path:
    """Pack one package by name with npm, compare its integrity, unpack it below `modules`."""
    pinned = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--json", "--silent", pinned]
    answer = subprocess.run(command, cwd=modules, check=True, capture_output=True, text=True)
    packed: dict[str, Any] = json.loads(answer.stdout)[0]
    if packed["integrity"] != package.integrity:
        raise SystemExit(f"{pinned}: integrity is {packed['integrity']}, not {package.integrity}")
    folder = modules / package.name
    with tarfile.open(modules / packed["filename"]) as archive:
        archive.extractall(modules / "unpacked" / package.name, filter="data")
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(modules / "unpacked" / package.name / "package", folder)
    return folder


def sprite(folder: Path) -> bytes:
    """One SVG with a <symbol> for each name in icons.txt, drawn in the color of the text around it."""
    names = (HERE / "icons.txt").read_text("utf-8").split()
    symbols = "\n".join(_symbol(folder / "icons/outline" / f"{name}.svg") for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'.encode()


def _symbol(path: Path) -> str:
    drawing = ElementTree.fromstring(path.read_text("utf-8"))
    paths = [line.get("d", "") for line in drawing if line.get("stroke") != "none"]
    body = "".join(f'<path d="{d}"/>' for d in paths)
    stroke = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{path.stem}" viewBox="0 0 24 24" {stroke}>{body}</symbol>'


def bundle(entry: str, modules: Path) -> bytes:
    """Bundle one entry file with the packages it imports into a minified ES module."""
    shutil.copy(HERE / entry, modules.parent / entry)
    esbuild = modules / "esbuild-wasm/bin/esbuild"
    options = ["--bundle", "--minify", "--format=esm", "--target=es2020", "--legal-comments=none"]
    command = ["node", str(esbuild), entry, *options]
    return subprocess.run(command, cwd=modules.parent, check=True, capture_output=True).stdout


def write_package(package: Package, folder: Path, modules: Path) -> None:
    """Write the package's files and licence into the vendor folder, without their source maps' comments."""
    made = {ours: (folder / theirs).read_bytes() for theirs, ours in package.files.items()}
    made |= {ours: bundle(entry, modules) for entry, ours in package.bundle.items()}
    if package.sprite:
        made[package.sprite] = sprite(folder)
    for name, content in made.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = Path(name).suffix in {".js", ".css"}
        target.write_bytes(SOURCE_MAP.sub(b"", content) + b"\n" if text else content)
    if package.licence_text:
        _write_licence(package, folder)


def _write_licence(package: Package, folder: Path) -> None:
    shipped = folder / package.licence_text
    text = shipped if shipped.exists() else HERE / "licences" / package.licence_text
    words = text.read_text("utf-8")
    if package.notice:
        words += "\n\n" + (folder / package.notice).read_text("utf-8")
    target = VENDOR / "licences" / f"{package.name.strip('@').replace('/', '-')}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(words, "utf-8")


def manifest() -> list[dict[str, str]]:
    """One entry a vendored file: package, version, licence, file and the SHA-256 of its bytes."""
    return [
        {
            "package": package.name,
            "version": package.version,
            "licence": package.licence,
            "contains": package.contains,
            "file": name,
            "sha256": hashlib.sha256((VENDOR / name).read_bytes()).hexdigest(),
        }
        for package in packages()
        for name in package.made
    ]


def build() -> None:
    """Make every vendored file anew."""
    if VENDOR.exists():
        shutil.rmtree(VENDOR)
    with tempfile.TemporaryDirectory() as scratch:
        modules = Path(scratch) / "node_modules"
        modules.mkdir()
        folders = [(package, unpack(package, modules)) for package in packages()]
        for package, folder in folders:
            write_package(package, folder, modules)
    (VENDOR / "MANIFEST.json").write_text(json.dumps(manifest(), indent=1) + "\n", "utf-8")


def check() -> list[str]:
    """Names of vendored files that differ from the manifest, or are missing there or here."""
    stated = {
        entry["file"]: entry["sha256"] for entry in json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))
    }
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json" and path.parent.name != "licences"
    }
    return sorted(name for name in stated.keys() | found.keys() if stated.get(name) != found.get(name))


def main() -> int:
    """Build, or with --check compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare the files with their manifest")
    if not parser.parse_args().check:
        build()
    wrong = check()
    for name in wrong:
        print(f"differs from MANIFEST.json: {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
