"""What views hand to the components: small frozen values that say what to show, never how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
"""Words, translated already or when they are shown."""


Tone = Literal["plain", "good", "wait", "danger", "muted"]
"""plain: nothing to say; good: done; wait: needs a person (amber); danger (red); muted: not yet, not here."""

StepState = Literal["done", "current", "open", "skipped", "wrong"]


@dataclass(frozen=True)
class Badge:
    """A short state with its tone; an icon goes with every tone, since color is never the only sign."""

    text: Text
    tone: Tone = "plain"
    icon: str = ""

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Figure:
    """One link of the chain: what is counted, how many, what waits there and why, and where the rows are."""

    label: Text
    value: int
    note: Text = ""
    tone: Tone = "plain"
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of a definition list."""

    label: Text
    value: object
    url: str = ""
    note: Text = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class Difference:
    """One line of a comparison: what is compared, what each side says, and whether they agree."""

    label: Text
    left: object
    right: object
    same: bool | None = None
    note: Text = ""

    @property
    def agrees(self) -> bool:
        """The stated judgment, or plain equality where none was stated."""
        return self.left == self.right if self.same is None else self.same


@dataclass(frozen=True)
class Bar:
    """One bar of a ranking: a name, its count, and the page of the rows it counts."""

    label: Text
    value: int
    url: str = ""
    note: Text = ""
    tone: Tone = "good"


@dataclass(frozen=True)
class Step:
    """One step of a way that has a fixed order."""

    label: Text
    state: StepState = "open"
    url: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Event:
    """One dated entry of a history: when, what, by whom."""

    at: datetime | date
    title: Text
    text: Text = ""
    by: Text = ""
    tone: Tone = "plain"
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """One page among its siblings below a room's heading."""

    label: Text
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Sample:
    """One captured sample with its quality: a finger, eye or face; `image` is a URL the reader may see."""

    label: Text
    score: int | None = None
    verdict: Text = ""
    tone: Tone = "muted"
    shape: Literal["finger", "thumb", "eye", "face"] = "finger"
    image: str = ""


@dataclass(frozen=True)
class Standing:
    """What the kit's top bar always shows."""

    trip: Text = ""
    online: bool = False
    unsent: int = 0
    battery_percent: int | None = None
    charging: bool = False
    operator: Text = ""

    @property
    def battery_icon(self) -> str:
        """Name of the icon that fits the charge."""
        if self.charging:
            return "battery-charging"
        level = (self.battery_percent or 0) // 20
        return ("battery", "battery-1", "battery-2", "battery-3", "battery-4", "battery-4")[level]

    @property
    def battery_low(self) -> bool:
        """Whether a person should look for power now."""
        return self.battery_percent is not None and self.battery_percent < 25 and not self.charging


@dataclass(frozen=True)
class Layer:
    """A map by regions: where the GeoJSON is, which property colors it, and how the legend words it.

    The GeoJSON's features have the properties `name`, `property` (a number or null) and, where a region has
    a page, `url`; `note` is a sentence for the tooltip.
    """

    url: str
    property: str
    sentence: Text
    unit: Text = ""
    link: Text = ""
    steps: Sequence[float] = ()
    """Lower bounds of the classes; empty: five classes of equal count."""
