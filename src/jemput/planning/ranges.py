"""Units and ranges of parameters, declared on the dataclass field itself and checked when one is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import Field, dataclass, field, fields
from typing import Any

from jemput.planning.errors import NumberOutOfRange, TwiceTheSame

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Range:
    """Between what values, both included, and in which unit a parameter makes sense."""

    unit: str
    low: float
    high: float


def measured(default: Any, unit: str, low: float, high: float) -> Any:
    """A dataclass field with a default, a unit and a range."""
    return field(default=default, metadata={"range": Range(unit, low, high)})


def required(unit: str, low: float, high: float) -> Any:
    """A dataclass field without a default, with a unit and a range."""
    return field(metadata={"range": Range(unit, low, high)})


def range_of(of: Field[Any]) -> Range | None:
    """What was declared for a field; None for one that is no number."""
    declared: Range | None = of.metadata.get("range")
    return declared


def check_ranges(record: Any, owner: str) -> None:
    """Raise NumberOutOfRange (G103) for the first declared field outside its range; None always passes."""
    for one in fields(record):
        declared, value = range_of(one), getattr(record, one.name)
        if declared is None or value is None:
            continue
        for number in value if isinstance(value, tuple | frozenset) else (value,):
            check_number(owner, one.name, number, declared.low, declared.high)


def check_number(owner: str, name: str, value: float, low: float, high: float) -> None:
    """Raise NumberOutOfRange unless low ≤ value ≤ high; NaN never is."""
    if not low <= value <= high:
        raise NumberOutOfRange(owner=owner, field=name, value=value, low=low, high=high)


def check_unique(kind: str, values: Iterable[object]) -> None:
    """Raise TwiceTheSame (G104) for the first value listed more than once."""
    for value, times in Counter(values).items():
        if times > 1:
            raise TwiceTheSame(kind=kind, value=value)
