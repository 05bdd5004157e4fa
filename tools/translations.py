"""Collect the words on screen, name those without English, compile what Django reads; no gettext programs.

`python tools/translations.py extract [app …]` writes each app's locale/en/LC_MESSAGES/django.po,
`check` lists what is missing, `compile` writes the .mo beside it. Apps are named by folder ("office/roster");
without any, all are meant.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src/jemput"
PO = Path("locale/en/LC_MESSAGES/django.po")
HEADER = {
    "Project-Id-Version": "jemput",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# How many words each function takes, and whether a context comes first.
FUNCTIONS = {
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
_LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(((?:{_LITERAL}(?:,\s*)?)+)", re.DOTALL)
_LITERALS = re.compile(_LITERAL, re.DOTALL)
_PLACES = re.compile(r"%\(\w+\)s|\{\w*\}")


@dataclass(frozen=True, order=True)
class Words:
    """One text to translate: its context ("" for none), itself, and its plural ("" for none)."""

    context: str
    text: str
    plural: str = ""


def apps(names: list[str]) -> list[Path]:
    """Folders of the named apps, or of all that have an apps.py."""
    if names:
        return [SOURCE / name for name in names]
    return sorted(path.parent for path in SOURCE.rglob("apps.py"))


def words_of(app: Path) -> dict[Words, set[str]]:
    """Every text of an app with the files that use it."""
    found: dict[Words, set[str]] = {}
    for path in sorted(app.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            each = in_python(path.read_text("utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            each = in_template(path.read_text("utf-8"))
        else:
            continue
        for words in each:
            found.setdefault(words, set()).add(path.relative_to(app).as_posix())
    return found


def in_python(source: str) -> Iterator[Words]:
    """The texts that Python code hands to gettext and its kin."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in FUNCTIONS:
            yield from _as_words(name, [_text(argument) for argument in node.args])


def in_template(source: str) -> Iterator[Words]:
    """The texts that a template hands to translate, blocktranslate and _("…")."""
    if not settings.configured:
        settings.configure()
    for name, arguments in _CALL.findall(templatize(source)):
        yield from _as_words(name, [ast.literal_eval(text) for text in _LITERALS.findall(arguments)])


def _text(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def _as_words(name: str, texts: list[str]) -> Iterator[Words]:
    count, has_context = FUNCTIONS[name]
    context = texts.pop(0) if has_context and texts else ""
    if texts and texts[0]:
        yield Words(context, texts[0], texts[1] if count == 2 and len(texts) > 1 else "")


def catalogue(app: Path) -> polib.POFile:
    """The app's English as it stands; empty where there is none yet."""
    path = app / PO
    book = polib.pofile(str(path)) if path.exists() else polib.POFile()
    book.metadata = dict(HEADER)
    book.wrapwidth = 110
    return book


def extract(app: Path) -> None:
    """Write the app's .po: kept translations, new texts without one, texts no longer used left out."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue(app)}
    found = words_of(app)
    if not found:
        return
    book = polib.POFile(wrapwidth=110)
    book.metadata = dict(HEADER)
    for words in sorted(found, key=lambda words: (words.text, words)):
        entry = _entry(words, known.get((words.context, words.text)))
        entry.occurrences = [(name, "") for name in sorted(found[words])]
        book.append(entry)
    (app / PO).parent.mkdir(parents=True, exist_ok=True)
    book.save(str(app / PO))


def _entry(words: Words, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=words.text, msgctxt=words.context or None)
    if words.plural:
        entry.msgid_plural = words.plural
        entry.msgstr_plural = (known.msgstr_plural if known else None) or {0: "", 1: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def check(app: Path) -> list[str]:
    """What is wrong with the app's English: missing, unused, other placeholders, or an old .mo."""
    book, found = catalogue(app), words_of(app)
    if not found:
        return []
    known = {Words(entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""): entry for entry in book}
    wrong = [f"not in the .po: {words.text!r}" for words in sorted(found.keys() - known.keys())]
    wrong += [f"no longer used: {words.text!r}" for words in sorted(known.keys() - found.keys())]
    for entry in book:
        wrong += _wrong_with(entry)
    mo = (app / PO).with_suffix(".mo")
    if book and (not mo.exists() or mo.read_bytes() != book.to_binary()):
        wrong.append("the .mo is not made from the .po: run compile")
    return wrong


def _wrong_with(entry: polib.POEntry) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts):
        return [f"no English: {entry.msgid!r}"]
    places = set(_PLACES.findall(entry.msgid))
    return [f"other placeholders: {entry.msgid!r}" for text in texts if set(_PLACES.findall(text)) != places]


def clashes(folders: list[Path]) -> list[str]:
    """Texts to which two apps give different English: Django joins all apps' words into one list."""
    said: dict[tuple[str, str], dict[str, str]] = {}
    for app in folders:
        for entry in catalogue(app):
            english = " / ".join(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr
            by_english = said.setdefault((entry.msgctxt or "", entry.msgid), {})
            if english:
                by_english.setdefault(english, app.relative_to(SOURCE).as_posix())
    return [f"two ways to say {key[1]!r}: {ways}" for key, ways in sorted(said.items()) if len(ways) > 1]


def compile_app(app: Path) -> None:
    """Write the .mo beside the .po."""
    book = catalogue(app)
    if book:
        (app / PO).with_suffix(".mo").write_bytes(book.to_binary())


def main() -> int:
    """Do what is asked for each app; 1 where check finds anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("extract", "check", "compile"))
    parser.add_argument("apps", nargs="*", help="folders below src/jemput, e.g. office/roster; none: all")
    asked = parser.parse_args()
    folders = apps(asked.apps)
    for app in folders:
        if asked.task == "extract":
            extract(app)
        elif asked.task == "compile":
            compile_app(app)
    if asked.task != "check":
        return 0
    wrong = [f"{app.relative_to(SOURCE)}: {sentence}" for app in folders for sentence in check(app)]
    wrong += clashes(apps([]))
    print("\n".join(wrong) or "all words have their English")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
