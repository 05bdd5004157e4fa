"""The trained model: shares of agreement among true pairs, among strangers, and within one family."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.errors import ModelUnreadable
from jemput.linkage.levels import FIELDS

Shares = dict[str, dict[str, float]]
Logs = NDArray[np.float64]
LEAST = 1e-9


def _starts() -> dict[str, int]:
    starts, at = {}, 0
    for name, levels in FIELDS.items():
        starts[name], at = at, at + len(levels)
    return starts


STARTS = _starts()
"""Where each field's levels begin in a row of weights."""
GROUPS = ("match", "chance", "family")


@dataclass(frozen=True)
class Model:
    """Shares by field and level; see `levels.FIELDS`.

    `match`: among pairs of records of one person. `chance`: among pairs of strangers, where the register
    itself cannot be counted. `family`: among two people of one family. `listed`: share of a list's rows
    that the register holds. `elsewhere`: share of true pairs, and of others, whose person another row of
    the list has for sure. `false_nik`: people of a register, on average, that carry a row's whole NIK
    without being meant.
    """

    match: Shares
    chance: Shares
    family: Shares
    listed: float = 0.9
    elsewhere: tuple[float, float] = (0.005, 0.8)
    false_nik: float = 0.015
    provenance: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Model:
        """Read a model file. Raises ModelUnreadable."""
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise ModelUnreadable(file=path.name, reason=str(problem)) from problem

    @classmethod
    def from_json(cls, text: str) -> Model:
        """The model in a JSON text; ValueError, KeyError or TypeError where it is none."""
        content = json.loads(text)
        for group in ("match", "chance", "family"):
            for name, levels in FIELDS.items():
                unknown = set(content[group][name]) - {level.name.lower() for level in levels}
                if unknown or not all(0 <= share <= 1 for share in content[group][name].values()):
                    raise ValueError(f"{group}.{name}: {sorted(unknown) or 'share outside 0 to 1'}")
        elsewhere = content["elsewhere"]
        return cls(
            content["match"], content["chance"], content["family"], float(content["listed"]),
            (float(elsewhere[0]), float(elsewhere[1])), float(content["false_nik"]), content["provenance"],
        )  # fmt: skip

    def as_json(self) -> str:
        """The model as its file holds it."""
        return json.dumps(vars(self), indent=1) + "\n"

    def weights(self) -> Logs:
        """log2 of all shares: one row each of GROUPS, the fields' levels behind each other as STARTS tells.

        A level that the model does not name counts as LEAST, MISSING as 1.
        """
        rows = []
        for which in GROUPS:
            shares: Shares = getattr(self, which)
            values = [
                1.0 if level.name == "MISSING" else shares[name].get(level.name.lower(), LEAST)
                for name, levels in FIELDS.items()
                for level in levels
            ]
            rows.append(np.log2(np.maximum(values, LEAST)))
        return np.array(rows)


@cache
def shipped() -> Model:
    """The model that comes with Jemput. Its file says what it was trained on."""
    return Model.from_json(resources.files("jemput.linkage").joinpath("model.json").read_text("utf-8"))
