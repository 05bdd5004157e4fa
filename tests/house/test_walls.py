"""The walls of the house: import rules, types, style, sizes."""

from __future__ import annotations

import ast
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

BIN = ROOT / ".venv" / "bin"
SOURCE = ROOT / "src" / "jemput"

FILE_LINES_MAX, FILE_LINES_P95 = 500, 300
FUNCTION_LINES_MAX, FUNCTION_LINES_P95 = 60, 30


def run(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text())


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def share_95(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.95)]


def test_no_import_crosses_a_wall() -> None:
    done = run(str(BIN / "lint-imports"), "--no-logo")
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_type_holds(tmp_path: Path) -> None:
    done = run(str(BIN / "mypy"), "src/jemput", JEMPUT_DATA=str(tmp_path))
    assert done.returncode == 0, done.stdout[-3000:]


def test_ruff_has_nothing_to_say() -> None:
    places = ("src", "tests", "tools", "benchmarks")
    found = (
        run(str(BIN / "ruff"), "check", *places).stdout,
        run(str(BIN / "ruff"), "format", "--check", *places),
    )
    assert "All checks passed" in found[0], found[0][-3000:]
    assert found[1].returncode == 0, found[1].stdout[-2000:]


def test_files_stay_small() -> None:
    lines = {path: len(path.read_text().splitlines()) for path, _ in modules()}
    assert {p: n for p, n in lines.items() if n > FILE_LINES_MAX} == {}
    assert share_95([n for n in lines.values() if n]) <= FILE_LINES_P95


def test_functions_stay_small() -> None:
    lengths = {f"{path}:{f.name}": length(f) for path, f in functions()}
    assert {name: n for name, n in lengths.items() if n > FUNCTION_LINES_MAX} == {}
    assert share_95(list(lengths.values())) <= FUNCTION_LINES_P95


def test_every_module_says_what_it_is() -> None:
    silent = [path for path, tree in modules() if path.read_text().strip() and not ast.get_docstring(tree)]
    assert silent == []


WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def test_views_never_write() -> None:
    writing = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path.name == "views.py" or "views" in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]
    assert writing == []


@pytest.mark.parametrize("package", ["kernel", "biometrics", "packet", "linkage", "planning"])
def test_public_functions_of_the_pure_packages_are_described(package: str) -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        if (SOURCE / package) in path.parents
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
