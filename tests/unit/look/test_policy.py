"""What every page keeps to: nothing inline, nothing from outside, enough contrast, vendored files whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client, override_settings
from tools.front_end import build

from tests.conftest import ROOT

LOOK = ROOT / "src/jemput/node/look"
TEMPLATES = sorted((ROOT / "src/jemput").rglob("templates/**/*.html"))


class Inline(HTMLParser):
    """Collects whatever the Content-Security-Policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.refused += [
            f"{tag} {name}" for name in names if name == "style" or name.startswith(("on", "hx-on"))
        ]
        if tag == "style" or (
            tag == "script" and "src" not in names and names.get("type") != "application/json"
        ):
            self.refused.append(tag)
        outside = [names.get(name) or "" for name in ("src", "href", "action") if tag != "a"]
        self.refused += [url for url in outside if re.match(r"(https?:)?//", url)]


def refused_in(html: str) -> list[str]:
    parser = Inline()
    parser.feed(html)
    return parser.refused


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_of_any_room_breaks_the_policy(path: Path) -> None:
    assert refused_in(path.read_text()) == []


def test_the_policy_test_sees_what_is_refused() -> None:
    html = '<p style="x" onclick="y"><style></style><script>z</script><img src="https://elsewhere.example/a.png">'
    assert len(refused_in(html)) == 5


@override_settings(DEBUG=True)
def test_a_whole_page_as_drawn_keeps_to_the_policy() -> None:
    for path in ("/gallery/", "/look/kit/"):
        assert refused_in(Client().get(path).content.decode()) == []


def test_vendored_files_are_what_the_manifest_says() -> None:
    assert build.check() == []
    assert {package.name for package in build.packages() if package.made} == {
        entry["package"] for entry in build.manifest()
    }


def test_every_vendored_package_has_its_licence_beside_it() -> None:
    for package in build.packages():
        if package.made:
            text = build.VENDOR / "licences" / f"{package.name.strip('@').replace('/', '-')}.txt"
            assert len(text.read_text()) > 500, package.name


def test_nothing_vendored_points_to_a_source_map_or_fetches_from_outside() -> None:
    for path in build.VENDOR.rglob("*.[cj]s*"):
        text = path.read_text(errors="replace")
        assert "sourceMappingURL" not in text
        assert not re.search(r"""(@import|url\(|src=)\s*["']?(https?:)?//""", text), path.name


def colors(theme: str) -> dict[str, str]:
    css = (LOOK / "static/look/css/tokens.css").read_text()
    block = css.partition(f'[data-bs-theme="{theme}"] {{')[2].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs() -> Iterator[tuple[str, str]]:
    for ground in ("paper", "ground", "sunk"):
        yield from (
            (ink, ground) for ink in ("ink", "ink-soft", "slate", "teal", "teal-deep", "amber", "red")
        )
    yield from (("amber", "amber-wash"), ("red", "red-wash"), ("teal-deep", "teal-wash"), ("on-teal", "teal"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_color_has_enough_contrast(theme: str) -> None:
    known = colors(theme)
    for ink, ground in pairs():
        light, dark = sorted((luminance(known[ink]), luminance(known[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (theme, ink, ground)
