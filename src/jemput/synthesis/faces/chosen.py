"""Seeds of faces that lie well apart: for rehearsals in which faces are compared."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from jemput.kernel.nik import Sex


def separated(sex: Sex | None = None) -> tuple[int, ...]:
    """Seeds for `identity` whose faces a common network finds, and keeps apart, best separated first.

    Most generated faces look like near relatives to such networks; these are the ones among several hundred
    that do not. How they were chosen stands in the file itself.
    """
    chosen = _file()
    if sex is None:
        return tuple(chosen)
    return tuple(seed for seed, of in chosen.items() if of == sex)


@cache
def _file() -> dict[int, Sex]:
    text = resources.files("jemput.synthesis.faces").joinpath("separated.json").read_text("utf-8")
    return {int(seed): Sex(sex) for seed, sex in json.loads(text)["seeds"].items()}
