"""Warnings, not walls: what somebody should know before it goes wrong, each with what to do.

Only two of them stop a recording from beginning, since data would be at risk: a full disk and a date that is
plainly wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum

from jemput.kernel.errors import Words

DISK_LOW_BYTES, DISK_FULL_BYTES = 2 * 10**9, 200 * 10**6
OFFICE_CLOCK = timedelta(minutes=2)
"""How far the kit's clock may be off the office's before somebody should look."""
CLOCK_JUMP = timedelta(minutes=2)
"""How far the wall clock may move against the machine's own counter while the program runs."""
CLOCK_WRONG = timedelta(days=1)
JUST_NOW = timedelta(hours=1)
"""How fresh a contact must be for its clock to accuse ours: a date corrected since makes it old."""
PACKETS_OLD, PACKETS_MANY = timedelta(days=3), 70
SOFTWARE_OLD = timedelta(days=180)
FAR_METERS = 5_000.0
HOURS_SLACK = timedelta(hours=1)
FIX_FRESH = timedelta(hours=1)
_EARTH_METERS = 6_371_000.0


class Level(IntEnum):
    """How much it matters: a note, something to do soon, or a stop."""

    NOTE = 1
    ACT = 2
    STOP = 3


@dataclass(frozen=True)
class Warning:
    """One thing to know: its short code, how much it matters, what it is and what to do."""

    code: str
    level: Level
    says: Words
    do: Words


@dataclass(frozen=True)
class Place:
    """A point on the ground in degrees."""

    lat: float
    lng: float


@dataclass(frozen=True)
class Session:
    """The hours of today's trip, local time."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Seen:
    """What the kit sees of itself at one moment; None where it does not know."""

    at: datetime
    disk_free_bytes: int
    clock_jump: timedelta
    office_offset: timedelta | None
    office_heard_at: datetime | None
    last_act_at: datetime | None
    packets_waiting: int
    oldest_packet_at: datetime | None
    software_since: datetime | None
    session: Session | None
    here: Place | None
    here_accuracy_meters: float
    stops: tuple[Place, ...]


def warnings_of(seen: Seen) -> list[Warning]:
    """Everything worth saying, what matters most first."""
    found = [_disk(seen), _clock(seen), _packets(seen), _hours(seen), _place(seen), _software(seen)]
    return sorted((one for one in found if one), key=lambda one: -one.level)


def disk_is_full(seen: Seen) -> bool:
    """Whether a recording begun now might not find room to its end."""
    return seen.disk_free_bytes < DISK_FULL_BYTES


def clock_is_far_off(seen: Seen) -> bool:
    """Whether the office, heard just now by our own clock, has quite another date."""
    if seen.office_offset is None or seen.office_heard_at is None:
        return False
    return abs(seen.office_offset) >= CLOCK_WRONG and abs(seen.at - seen.office_heard_at) <= JUST_NOW


def days_off(seen: Seen) -> int:
    """Whole days between our clock and the office's."""
    return abs(seen.office_offset or timedelta()).days


def meters_between(one: Place, other: Place) -> float:
    """Distance along the ground (haversine)."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lng - one.lng) / 2) ** 2
    return 2 * _EARTH_METERS * math.asin(min(1.0, math.sqrt(half)))


def session_of(day: datetime, starts: str, ends: str) -> Session:
    """The hours of a trip that begins on a local day; one that ends before it starts ends the next day."""
    begins = datetime.combine(day.date(), _clock_time(starts, time(0)), day.tzinfo)
    until = datetime.combine(day.date(), _clock_time(ends, time(23, 59)), day.tzinfo)
    return Session(begins, until if until > begins else until + timedelta(days=1))


def _clock_time(text: str, usual: time) -> time:
    return time.fromisoformat(text) if text else usual


def _disk(seen: Seen) -> Warning | None:
    if seen.disk_free_bytes >= DISK_LOW_BYTES:
        return None
    mb = seen.disk_free_bytes // 10**6
    return Warning(
        "W1",
        Level.STOP if disk_is_full(seen) else Level.ACT,
        Words(id=f"Ruang disk tinggal {mb} MB.", en=f"{mb} MB of disk are left."),
        Words(
            id="Kirim atau ekspor paket, lalu hapus berkas lain dari laptop.",
            en="Send or export packets, then delete other files from the laptop.",
        ),
    )


def _clock(seen: Seen) -> Warning | None:
    if clock_is_far_off(seen) or abs(seen.office_offset or timedelta()) > OFFICE_CLOCK:
        minutes = round(abs(seen.office_offset or timedelta()).total_seconds() / 60)
        says = Words(
            id=f"Jam kit berbeda {minutes} menit dari jam Dinas.",
            en=f"The kit's clock is {minutes} minutes off the office's.",
        )
    elif abs(seen.clock_jump) > CLOCK_JUMP:
        minutes = round(abs(seen.clock_jump).total_seconds() / 60)
        says = Words(
            id=f"Jam kit bergeser {minutes} menit sejak dinyalakan.",
            en=f"The kit's clock moved by {minutes} minutes since it was started.",
        )
    elif seen.last_act_at is not None and seen.last_act_at - seen.at > CLOCK_JUMP:
        says = Words(
            id="Jam kit mundur: ada perekaman bertanggal setelah sekarang.",
            en="The kit's clock went back: a recording is dated after now.",
        )
    else:
        return None
    do = Words(
        id="Cocokkan tanggal dan jam laptop dengan telepon.", en="Set the laptop's date and time by a phone."
    )
    return Warning("W2", Level.STOP if clock_is_far_off(seen) else Level.ACT, says, do)


def _packets(seen: Seen) -> Warning | None:
    if seen.oldest_packet_at is None:
        return None
    days = (seen.at - seen.oldest_packet_at).days
    is_old = seen.at - seen.oldest_packet_at > PACKETS_OLD
    if not is_old and seen.packets_waiting < PACKETS_MANY:
        return None
    many = seen.packets_waiting
    return Warning(
        "W3",
        Level.ACT if is_old else Level.NOTE,
        Words(
            id=f"{many} paket belum diterima Dinas, yang tertua {days} hari.",
            en=f"{many} packets are not at the office yet, the oldest for {days} days.",
        ),
        Words(
            id="Sambungkan ke jaringan, atau bawa dengan USB dari Tertunda.",
            en="Connect to a network, or take them by USB from the outbox.",
        ),
    )


def _hours(seen: Seen) -> Warning | None:
    if seen.session is None:
        return None
    early, late = seen.session.begins - HOURS_SLACK, seen.session.ends + HOURS_SLACK
    if early <= seen.at <= late:
        return None
    hours = f"{seen.session.begins:%H.%M}–{seen.session.ends:%H.%M}"
    return Warning(
        "W4",
        Level.NOTE,
        Words(id=f"Di luar jam perjalanan ({hours}).", en=f"Outside the trip's hours ({hours})."),
        Words(
            id="Boleh diteruskan. Tutup perjalanan bila sudah selesai.",
            en="You may go on. Close the trip when it is done.",
        ),
    )


def _place(seen: Seen) -> Warning | None:
    if seen.here is None or not seen.stops:
        return None
    nearest = min(meters_between(seen.here, stop) for stop in seen.stops)
    if nearest - seen.here_accuracy_meters <= FAR_METERS:
        return None
    km = round(nearest / 1000)
    return Warning(
        "W5",
        Level.NOTE,
        Words(
            id=f"Laptop berada {km} km dari tempat perjalanan ini.",
            en=f"The laptop is {km} km from this trip's places.",
        ),
        Words(
            id="Periksa apakah perjalanan yang terbuka sudah benar.", en="Check that the right trip is open."
        ),
    )


def _software(seen: Seen) -> Warning | None:
    if seen.software_since is None or seen.at - seen.software_since <= SOFTWARE_OLD:
        return None
    days = (seen.at - seen.software_since).days
    return Warning(
        "W6",
        Level.NOTE,
        Words(id=f"Program kit berumur {days} hari.", en=f"The kit's software is {days} days old."),
        Words(id="Minta Dinas memasang yang terbaru.", en="Have the office install the newest."),
    )
