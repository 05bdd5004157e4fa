"""Charts as data: what the axes and lines are; the browser draws them, and a table stands behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import get_language

from jemput.kernel.wording import short_date, whole
from jemput.node.look.parts import Text, Tone

Number = int | float | None
Kind = Literal["line", "bars", "stacked", "fan", "heat"]


@dataclass(frozen=True)
class Series:
    """One line or set of bars: a value for each place on the x axis, None where there is none."""

    name: Text
    values: Sequence[Number]
    tone: Tone = "good"
    dashed: bool = False


@dataclass(frozen=True)
class Band:
    """A range around a line, e.g. where eight of ten simulations end: low and high for each x."""

    name: Text
    low: Sequence[Number]
    high: Sequence[Number]


@dataclass(frozen=True)
class Mark:
    """A line across the chart with words: a deadline (`x`) or a total (`y`)."""

    label: Text
    x: str | date | None = None
    y: float | None = None
    tone: Tone = "muted"


@dataclass(frozen=True)
class Chart:
    """A picture with the sentence that says what it shows.

    `x` are dates or words; every series and band has as many values as `x`. For `heat`, `x` are the columns
    and each series is one row (a crew's calendar).
    """

    sentence: Text
    x: Sequence[date | str]
    series: Sequence[Series]
    kind: Kind = "line"
    bands: Sequence[Band] = ()
    marks: Sequence[Mark] = ()
    unit: Text = ""
    x_label: Text = ""
    note: Text = ""
    tall: bool = False

    def drawing(self) -> dict[str, Any]:
        """All that the browser needs to draw, with every word in the reader's language."""
        return {
            "kind": self.kind,
            "unit": str(self.unit),
            "x": [_place(x) for x in self.x],
            "ticks": _ticks(self.x),
            "series": [_plain(series) for series in self.series],
            "bands": [_plain(band) for band in self.bands],
            "marks": [_plain(mark) for mark in self.marks],
            "language": get_language() or "id",
        }

    @property
    def columns(self) -> list[str]:
        """Headings of the table behind the picture."""
        sides = [f"{band.name} {sign}" for band in self.bands for sign in ("↓", "↑")]
        return [str(self.x_label), *[str(series.name) for series in self.series], *sides]

    @property
    def rows(self) -> list[list[str]]:
        """The same numbers as text, a row for each x."""
        lists = [series.values for series in self.series]
        for band in self.bands:
            lists += [band.low, band.high]
        return [[_place(x), *[_figure(values[i]) for values in lists]] for i, x in enumerate(self.x)]


def _place(x: date | str) -> str:
    return short_date(x, get_language() or "id") if isinstance(x, date) else str(x)


def _ticks(places: Sequence[date | str]) -> list[str]:
    """The words below the axis: without the year where it is the same for all."""
    words = [_place(x) for x in places]
    years = {x.year for x in places if isinstance(x, date)}
    return [text.rpartition(" ")[0] for text in words] if len(years) == 1 else words


def _figure(value: Number) -> str:
    if value is None:
        return "–"
    language = get_language() or "id"
    if isinstance(value, int) or value.is_integer():
        return whole(int(value), language)
    text = f"{value:,.1f}"
    return text if language.startswith("en") else text.translate(str.maketrans(",.", ".,"))


def _plain(part: Series | Band | Mark) -> dict[str, Any]:
    fields = asdict(part)
    if isinstance(part, Mark):
        fields["x"] = _place(part.x) if part.x is not None else None
        fields["label"] = str(part.label)
    else:
        fields["name"] = str(part.name)
    return {key: list(value) if isinstance(value, (list, tuple)) else value for key, value in fields.items()}
