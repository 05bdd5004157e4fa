"""What the node above tells the one below, as typed messages of the feed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from jemput.kernel.nik import Sex
from jemput.kernel.statuses import NationalStatus
from jemput.packet.facts import FamilyCardText, Line, Mode, Name, NikText, VillageText
from jemput.packet.records import Day, Id, Moment, Record, Word
from jemput.packet.texts import from_base64url

ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""Local time of day, 07:30."""

UserName = Annotated[str, Field(min_length=1, max_length=150)]


class Message(Record):
    """Base of all; `topic` is its name on the wire."""

    topic: ClassVar[str]


@dataclass(frozen=True)
class StopFacts(Record):
    """One place of a trip, in the order of `number`."""

    stop_id: Id
    number: Annotated[int, Field(ge=1, le=1000)]
    place_name: Line
    kind: Word
    village_code: VillageText
    village_name: Line
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    lng: Annotated[float, Field(ge=-180, le=180)] | None
    mode: Mode
    starts: ClockTime | None
    village_officer: Line
    expected_people: Annotated[int, Field(ge=0, le=100_000)]


@dataclass(frozen=True)
class TripMessage(Message):
    """A trip of this kit, whole each time; a cancelled one comes again with the mark."""

    topic: ClassVar[str] = "trip"

    trip_id: Id
    name: Line
    date: Day
    starts: ClockTime | None
    ends: ClockTime | None
    kit_id: Word
    prints_cards: bool
    cancelled: bool
    crew: Annotated[tuple[Line, ...], Field(max_length=50)]
    operators: Annotated[tuple[UserName, ...], Field(max_length=50)]
    stops: Annotated[tuple[StopFacts, ...], Field(max_length=200)]


@dataclass(frozen=True)
class PersonMessage(Message):
    """Somebody expected at a stop; `home_visit` says that, never why."""

    topic: ClassVar[str] = "person"

    trip_id: Id
    stop_id: Id
    list_name_id: Id | None
    nik: NikText
    family_card: FamilyCardText | None
    name: Name
    sex: Sex
    birth_place: Line
    birth_date: Day
    marital: Annotated[int, Field(ge=1, le=4)] | None
    address: Line
    rt: Annotated[str, Field(max_length=5)]
    rw: Annotated[str, Field(max_length=5)]
    village_code: VillageText
    village_name: Line
    mode: Mode
    home_visit: bool
    national_status: NationalStatus | None
    deactivated: bool
    summons_code: Annotated[str, Field(max_length=40)]

    @property
    def ever_married(self) -> bool | None:
        """By the register's list: 1 never married, 2 to 4 married or once married; None where unknown."""
        return None if self.marital is None else self.marital > 1


@dataclass(frozen=True)
class WithdrawnMessage(Message):
    """Forget these people of a trip, or the whole trip where none is named: a kit keeps only its own."""

    topic: ClassVar[str] = "withdrawn"

    trip_id: Id
    list_name_ids: Annotated[tuple[Id, ...], Field(max_length=10_000)]


@dataclass(frozen=True)
class StatusMessage(Message):
    """A national status of one person, dated by the center."""

    topic: ClassVar[str] = "status"

    nik: NikText
    packet_id: Id | None
    status: NationalStatus
    at: Moment
    detail: Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True)
class PacketStatusMessage(Message):
    """A national status of a packet whose person the sender cannot name: it could not be opened."""

    topic: ClassVar[str] = "packet_status"

    packet_id: Id
    status: NationalStatus
    at: Moment
    detail: Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True)
class RevokedMessage(Message):
    """This machine is shut out."""

    topic: ClassVar[str] = "revoked"

    reason: Line
    at: Moment


@dataclass(frozen=True)
class AccountMessage(Message):
    """Somebody who may sign in on the kit; `active` False takes it back. `password_hash` is Django's."""

    topic: ClassVar[str] = "account"

    username: UserName
    full_name: Line
    role: Word
    password_hash: Annotated[str, Field(max_length=256)]
    active: bool


@dataclass(frozen=True)
class CardMessage(Message):
    """A printed card travels with this kit, to be handed to its resident; `withdrawn` takes that back."""

    topic: ClassVar[str] = "card"

    card_id: Word
    packet_id: Id
    consignment: Line
    nik: NikText
    name: Name
    birth_date: Day
    village_code: VillageText
    village_name: Line
    withdrawn: bool


@dataclass(frozen=True)
class ReferenceMessage(Message):
    """The center's letter to one kit with the enrolled fingers of one packet; nobody between can open it."""

    topic: ClassVar[str] = "reference"

    packet_id: Id
    kit_id: Word
    letter: Annotated[str, Field(min_length=1, max_length=40_000)]

    @property
    def letter_bytes(self) -> bytes:
        """The letter as bytes; raises BadText, TooLarge."""
        return from_base64url(self.letter, what="reference", limit=30_000)


@dataclass(frozen=True)
class PrintOrderMessage(Message):
    """Print this card in the van, on this blank and no other; `withdrawn` takes that back."""

    topic: ClassVar[str] = "print_order"

    order_id: Id
    card_id: Word
    packet_id: Id
    nik: NikText
    name: Name
    blank: Annotated[str, Field(min_length=1, max_length=30)]
    province: Line
    kabupaten: Line
    fields: Annotated[tuple[tuple[Line, Line], ...], Field(max_length=30)]
    issued: Line
    withdrawn: bool


@dataclass(frozen=True)
class PhotoMessage(Message):
    """The center's letter to one kit with the photo for one print; nobody between can open it."""

    topic: ClassVar[str] = "photo"

    order_id: Id
    packet_id: Id
    kit_id: Word
    letter: Annotated[str, Field(min_length=1, max_length=80_000)]

    @property
    def letter_bytes(self) -> bytes:
        """The letter as bytes; raises BadText, TooLarge."""
        return from_base64url(self.letter, what="photo", limit=60_000)


def photo_question(order_id: UUID, packet_id: UUID) -> str:
    """The question that a letter with the photo for one print answers."""
    return f"photo/{order_id}/{packet_id}"


MESSAGES: dict[str, type[Message]] = {
    kind.topic: kind
    for kind in (
        TripMessage,
        PersonMessage,
        WithdrawnMessage,
        StatusMessage,
        PacketStatusMessage,
        RevokedMessage,
        AccountMessage,
        CardMessage,
        ReferenceMessage,
        PrintOrderMessage,
        PhotoMessage,
    )
}
"""Every message by its topic."""
