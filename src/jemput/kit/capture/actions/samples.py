"""Take samples at the open step: by scanner, camera and pad; each is safe on the disk before it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from jemput.kernel.ids import new_id
from jemput.kit.capture import rules
from jemput.kit.capture.actions.same_person import look_for_same_person, require_own_places
from jemput.kit.capture.errors import NothingToTake, NoTriesLeft, WrongStep
from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import Encounter, Sample
from jemput.kit.capture.queries import Have, attempts_at, balance_of
from jemput.kit.capture.states import SCANNED, State
from jemput.kit.checkin.actions import require_unlocked
from jemput.kit.devices import reading
from jemput.kit.devices.actions import capture_by_scanner
from jemput.kit.devices.browser_camera.photos import read_photo
from jemput.kit.devices.canvas.strokes import draw, read_strokes
from jemput.kit.devices.errors import NothingChosen
from jemput.kit.devices.file_import.files import read_files
from jemput.kit.devices.samples import Captured, Spot
from jemput.kit.devices.sbi.capture import Order
from jemput.kit.devices.sbi.chain import FIRST, next_hash
from jemput.node.ledger.actions import record


def scan(*, encounter: Encounter, by: str, at: datetime) -> list[Sample]:
    """Let the scanner take what this step still expects: all of it, minus the exceptions, in one go."""
    have = _to_take(encounter)
    order = order_for(encounter, have.to_take, have.excepted, previous_hash=encounter.device_hash)
    return _keep_checked(encounter, by_scanner(order, by, at), by, at)


def import_files(
    *, encounter: Encounter, files: Mapping[Spot, bytes], dpi: int, by: str, at: datetime
) -> list[Sample]:
    """Take this step's fingers or irises from files, where there is no scanner that speaks SBI.

    Everything that holds for a scanner holds here: all of them or an exception, three tries, quality, the
    right hand, the search. Raises NothingChosen, NotAPrint, and what `scan` raises.
    """
    have = _to_take(encounter)
    missing = sorted(have.to_take - set(files))
    if missing:
        raise NothingChosen(
            missing_id=", ".join(spot.words.id for spot in missing),
            missing_en=", ".join(spot.words.en for spot in missing),
        )
    wanted = {spot: content for spot, content in files.items() if spot in have.to_take}
    return _keep_checked(encounter, read_files(wanted, dpi=dpi), by, at)


def _to_take(encounter: Encounter) -> Have:
    """What the open step expects; raises WrongStep, NothingToTake, NoTriesLeft, KitLocked."""
    require_unlocked()
    step = encounter.step
    if step not in SCANNED:
        raise WrongStep(state=encounter.state)
    have = balance_of(encounter, step=step)
    if not have.to_take:
        raise NothingToTake
    if not rules.tries_left(attempts_at(encounter, step)):
        raise NoTriesLeft
    return have


def _keep_checked(encounter: Encounter, captured: Sequence[Captured], by: str, at: datetime) -> list[Sample]:
    require_own_places(encounter, captured)
    samples = keep(
        encounter=encounter, step=encounter.step, captured=captured, use=Sample.Use.ENROLL, by=by, at=at
    )
    look_for_same_person(encounter=encounter, by=by, at=at)
    return samples


def order_for(
    encounter: Encounter, wanted: frozenset[Spot], excepted: frozenset[Spot], *, previous_hash: str
) -> Order:
    """One RCAPTURE of some spots, chained to the capture before it."""
    modality = next(iter(wanted)).modality
    return Order(
        modality=modality,
        wanted=wanted,
        excepted=excepted,
        requested_quality=rules.GOOD_QUALITY[modality],
        transaction_id=str(new_id()),
        previous_hash=previous_hash or FIRST,
    )


def by_scanner(order: Order, by: str, at: datetime) -> list[Captured]:
    """Let the scanner of this machine fill an order."""
    node = settings.JEMPUT
    return capture_by_scanner(order=order, ports=node.sbi_ports, trust=node.device_trust, by=by, at=at)


def take_face(*, encounter: Encounter, photo: bytes, by: str, at: datetime) -> list[Sample]:
    """Keep the photo that the browser's camera took."""
    captured = [read_photo(photo)]
    return _take_alone(encounter, State.FACE, captured, by, at)


def take_signature(*, encounter: Encounter, strokes: str, by: str, at: datetime) -> list[Sample]:
    """Keep the signature that was drawn, and whether it is a line in its place."""
    signature = draw(read_strokes(strokes))
    samples = _take_alone(encounter, State.SIGNATURE, [signature.captured], by, at)
    Encounter.objects.filter(pk=encounter.pk).update(signature_is_line=signature.is_line)
    return samples


def _take_alone(
    encounter: Encounter, step: State, captured: Sequence[Captured], by: str, at: datetime
) -> list[Sample]:
    require_unlocked()
    if encounter.step is not step:
        raise WrongStep(state=encounter.state)
    if not balance_of(encounter, step=step).to_take:
        raise NothingToTake
    return keep(encounter=encounter, step=step, captured=captured, use=Sample.Use.ENROLL, by=by, at=at)


def keep(
    *, encounter: Encounter, step: State, captured: Sequence[Captured], use: Sample.Use, by: str, at: datetime
) -> list[Sample]:
    """Drafts first, rows after: a crash in between leaves an unnamed draft, never a row without content."""
    folder = draft_folder(encounter)
    samples = [_row(encounter, one, use, at) for one in captured]
    for sample, one in zip(samples, captured, strict=True):
        folder.write(sample.id, one.content)
        folder.write_preview(sample.id, reading.preview(one.media_type, one.content))
    with transaction.atomic():
        locked = Encounter.objects.select_for_update().get(pk=encounter.pk)
        if locked.step is not step:
            raise WrongStep(state=locked.state)
        _save_as_next_try(locked, samples, use)
        _chain(locked, captured)
        details = {"step": step, "use": use, "quality": {s.spot.code: s.quality for s in samples}}
        record(action="encounter.sampled", subject=str(locked.id), by=by, at=at, details=details)
    return samples


def _row(encounter: Encounter, one: Captured, use: Sample.Use, at: datetime) -> Sample:
    return Sample(
        encounter=encounter,
        use=use,
        modality=one.spot.modality,
        position=one.spot.position,
        attempt=1,
        quality=one.quality,
        device_quality=one.device_quality,
        advice_id=one.advice.id,
        advice_en=one.advice.en,
        media_type=one.media_type,
        device=one.device,
        captured_at=at,
        template=one.template if use is Sample.Use.ENROLL else None,
    )


def _save_as_next_try(encounter: Encounter, samples: Sequence[Sample], use: Sample.Use) -> None:
    """One number for the whole try: fingers taken together stay together."""
    modalities = {sample.modality for sample in samples}
    positions = {sample.position for sample in samples}
    earlier = encounter.samples.filter(use=use, modality__in=modalities, position__in=positions)
    number = max(earlier.values_list("attempt", flat=True), default=0) + 1
    for sample in samples:
        sample.attempt = number
        sample.save(force_insert=True)


def _chain(encounter: Encounter, captured: Sequence[Captured]) -> None:
    for one in captured:
        if one.device_quality is not None:
            encounter.device_hash = next_hash(encounter.device_hash or FIRST, one.content)
    encounter.save(update_fields=["device_hash"])
