"""Write the documents that are made from the code: settings, roles, errors. `--check` only compares."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from jemput.kernel.errors import catalogue
from jemput.node.settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent


def settings_page() -> str:
    """One row an environment variable."""
    rows = "".join(f"| `{v.name}` | {v.meaning} | `{v.default}` |\n" for v in VARIABLES)
    return (
        "# Settings\n\nRead from the environment and checked at start (`src/jemput/node/settings.py`).\n\n"
        f"| variable | meaning | default |\n|---|---|---|\n{rows}"
    )


def roles_page() -> str:
    """One section a program, one row a role, as its `config/roles.py` says it."""
    text = "# Roles\n\nThe policy is each program's `config/roles.py`; `room.*` is everything in a room.\n"
    for program in ("office", "kit", "center"):
        text += f"\n## {program}\n\n| role | may | permissions |\n|---|---|---|\n"
        for role in importlib.import_module(f"jemput.{program}.config.roles").ROLES:
            allowed = ", ".join(f"`{p}`" for p in sorted(role.permissions))
            text += f"| {role.label.en} ({role.label.id}) | {role.sentence.en} | {allowed} |\n"
    return text


def errors_page() -> str:
    """One row a numbered error, in both languages."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        if path.name in {"errors.py"} or path.parent.name == "kernel":
            importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
    rows = "".join(
        f"| {p.code} | {p.says.id} {p.do.id} | {p.says.en} {p.do.en} |\n"
        for p in catalogue()
        if "code" in p.__dict__
    )
    return (
        "# Errors\n\nEvery anticipated failure has a number. Say it when you ask for help.\n\n"
        f"| | Bahasa Indonesia | English |\n|---|---|---|\n{rows}"
    )


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page with its text."""
    yield ROOT / "docs" / "settings.md", settings_page()
    yield ROOT / "docs" / "roles.md", roles_page()
    yield ROOT / "docs" / "errors.md", errors_page()


def main() -> int:
    """Write the pages, or with --check say which differ."""
    stale = []
    for path, text in pages():
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(path)
    for path in stale:
        print(f"{path.relative_to(ROOT)} differs from the code: run tools/write_documents.py")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
