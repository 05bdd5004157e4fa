"""The kit looks around: disk, clocks, packets, place and hours, gathered for the warnings."""

from __future__ import annotations

import shutil
import sysconfig
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from jemput.kit.checkin import queries
from jemput.kit.checkin.models import Fix, Person, Trip
from jemput.kit.checkin.warnings import FIX_FRESH, Place, Seen, Session, Warning, session_of, warnings_of
from jemput.node.exchange import queries as exchange


def _counter() -> float:
    """Seconds of the machine's own counter, which nobody can set and which also counts while it sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


_STARTED = time.time() - _counter()
"""Wall clock minus counter when the program started: it stays, unless somebody moves the clock."""


def warnings_now(*, at: datetime) -> list[Warning]:
    """What somebody at this kit should know now."""
    return warnings_of(look_around(at=at))


def look_around(*, at: datetime) -> Seen:
    """Gather what the warnings are made of."""
    above = exchange.above()
    heard = above.last_contact if above else None
    trips = queries.current_trips(at=at)
    fix = Fix.objects.filter(at__gte=at - FIX_FRESH).order_by("-at").first()
    queue = exchange.queue()
    return Seen(
        at=at,
        disk_free_bytes=_free_bytes(settings.JEMPUT.data_dir),
        clock_jump=timedelta(seconds=time.time() - _counter() - _STARTED),
        office_offset=timedelta(seconds=above.clock_offset_seconds) if above and heard else None,
        office_heard_at=heard,
        last_act_at=Person.objects.aggregate(last=Max("recorded_at"))["last"],
        packets_waiting=queue.packets,
        oldest_packet_at=queue.oldest,
        software_since=_installed_at(),
        session=_session(trips),
        here=Place(fix.lat, fix.lng) if fix else None,
        here_accuracy_meters=fix.accuracy_meters if fix else 0.0,
        stops=_places(trips),
    )


def _session(trips: list[Trip]) -> Session | None:
    if not trips:
        return None
    hours = [session_of(_midnight(trip), trip.starts, trip.ends) for trip in trips]
    return Session(min(one.begins for one in hours), max(one.ends for one in hours))


def _midnight(trip: Trip) -> datetime:
    return datetime.combine(trip.day, clock_time(), timezone.get_current_timezone())


def _places(trips: list[Trip]) -> tuple[Place, ...]:
    found = queries.stops_in(trips)
    return tuple(Place(stop.lat, stop.lng) for stop in found if stop.lat is not None and stop.lng is not None)


def _free_bytes(folder: Path) -> int:
    """Room on the disk that holds a folder, or the nearest folder above that exists."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free


@lru_cache(maxsize=1)
def _installed_at() -> datetime | None:
    """When this version was installed, by the list of files that its installer wrote; None where unknown."""
    listings = Path(sysconfig.get_paths()["purelib"]).glob("jemput-*.dist-info/RECORD")
    found = max((listing.stat().st_mtime for listing in listings), default=None)
    return None if found is None else datetime.fromtimestamp(found, UTC)
