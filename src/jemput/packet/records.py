"""Frozen dataclasses that travel as JSON: strict when read, checked again before they are sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from jemput.packet.errors import BadRecord
from jemput.packet.texts import canonical_json, parse_canonical_json

MAX_RECORD_BYTES = 1024 * 1024

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def moment_text(moment: datetime) -> str:
    """An aware moment as 2018-12-05T01:30:00.000000Z; raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _spelled(pattern: re.Pattern[str], parse: Callable[[str], object]) -> BeforeValidator:
    """Read a text in its one spelling; the strict type behind it refuses whatever is no text."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        if not pattern.fullmatch(value):
            raise ValueError("spelling")
        return parse(value)

    return BeforeValidator(read)


Moment = Annotated[
    AwareDatetime, _spelled(_MOMENT, datetime.fromisoformat), PlainSerializer(moment_text, return_type=str)
]
Day = Annotated[date, _spelled(_DAY, date.fromisoformat)]
Id = Annotated[UUID, _spelled(_UUID, UUID)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
KeyId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
"""A name that is safe in a path, a header and a log line."""


class Record:
    """Base of the dataclasses below the wire: unknown, missing and wrongly typed fields are refused."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", str_max_length=4096)

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON values; raises BadRecord for one that nobody could read back."""
        try:
            values: dict[str, Any] = self._adapter().dump_python(self, mode="json", warnings=False)
        except ValueError as error:
            raise _bad(type(self), error) from error
        type(self).from_json(values)
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave; raises BadRecord naming the first wrong field."""
        try:
            record: Self = cls._adapter().validate_json(json.dumps(values))
        except (ValueError, TypeError, RecursionError) as error:
            raise _bad(cls, error) from error
        return record

    def to_bytes(self) -> bytes:
        """The record as canonical JSON: what is hashed, signed or sealed."""
        return canonical_json(self.to_json())

    @classmethod
    def from_bytes(cls, raw: bytes, *, limit: int = MAX_RECORD_BYTES) -> Self:
        """Read what `to_bytes` gave; raises TooLarge, BadText or BadRecord."""
        values = parse_canonical_json(raw, what=cls.__name__, limit=limit)
        if not isinstance(values, dict):
            raise BadRecord(what=cls.__name__, field="", reason="object")
        return cls.from_json(values)

    @classmethod
    @cache
    def _adapter(cls) -> TypeAdapter[Any]:
        return TypeAdapter(cls)


def _bad(kind: type[Record], error: Exception) -> BadRecord:
    if not isinstance(error, ValidationError):
        return BadRecord(what=kind.__name__, field="", reason=type(error).__name__)
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    return BadRecord(what=kind.__name__, field=field, reason=first["type"])
