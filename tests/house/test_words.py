"""What the house says: errors in two languages, documents that tell the truth."""

from __future__ import annotations

import importlib
import re
import string
import subprocess
import sys
from pathlib import Path

from jemput.kernel.errors import Problem, catalogue
from tests.conftest import ROOT

SOURCE = ROOT / "src"


def every_problem() -> list[type[Problem]]:
    """All problems of the package: every file that defines one is imported."""
    for path in sorted(SOURCE.rglob("*.py")):
        if re.search(r"^class \w+\(.*(Problem|Bad\w+|Error)\):", path.read_text(), re.MULTILINE):
            name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
            if path.name in {"errors.py", "regions.py", "nik.py", "settings.py"} and "config" not in name:
                importlib.import_module(name)
    return catalogue()


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_error_has_a_number_of_its_own() -> None:
    codes = [problem.code for problem in every_problem() if "code" in problem.__dict__]
    assert sorted(codes) == sorted(set(codes))
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


def test_every_error_says_what_happened_and_what_to_do_in_both_languages() -> None:
    for problem in every_problem():
        for words in (problem.says, problem.do):
            assert words.id.endswith((".", "?", "}")), problem
            assert words.en.endswith((".", "?", "}")), problem


def test_both_languages_fill_the_same_blanks_of_each_other() -> None:
    def bare(name: str) -> str:
        return re.sub(r"_(id|en)$", "", name)

    for problem in every_problem():
        for words in (problem.says, problem.do):
            assert {bare(f) for f in fields(words.id)} == {bare(f) for f in fields(words.en)}, problem


def test_generated_documents_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/write_documents.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_documents_name_files_that_exist() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "ARCHITECTURE.md",
        ROOT / "CONTRIBUTING.md",
        *ROOT.glob("docs/**/*.md"),
    ]
    gone = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text())
        if not (page.parent / link).exists()
    ]
    assert gone == []


def test_source_paths_named_in_the_architecture_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    named = set(re.findall(r"`(src/[\w/.]+|(?:kernel|node|office|kit|center|packet|cli)/[\w/]+\.py)`", text))
    missing = [p for p in named if not (ROOT / p).exists() and not (Path(SOURCE) / "jemput" / p).exists()]
    assert missing == []
