"""Region codes of the Ministry of Home Affairs: province, kabupaten, kecamatan, desa or kelurahan."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Self

from jemput.kernel.errors import Problem, Words

_PATTERN = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


class Level(IntEnum):
    """Depth of a region in the tree; the number of groups in its code."""

    PROVINCE = 1
    KABUPATEN = 2
    KECAMATAN = 3
    VILLAGE = 4


class BadRegionCode(Problem):
    """A text that is not a Kemendagri region code."""

    code = "K110"
    says = Words(
        id="'{value}' bukan kode wilayah Kemendagri.", en="'{value}' is not a Kemendagri region code."
    )
    do = Words(id="Tulis seperti 15.04.03.2019.", en="Write it like 15.04.03.2019.")


class RegionCode(str):
    """A dotted code such as 15, 15.04, 15.04.03 or 15.04.03.2019; plain digits are accepted and dotted."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        text = value.strip().replace("\u00a0", "")
        if text.isdigit() and len(text) in (2, 4, 6, 10):
            groups = (text[:2], text[2:4], text[4:6], text[6:])
            text = ".".join(group for group in groups if group)
        if not _PATTERN.fullmatch(text):
            raise BadRegionCode(value=value)
        return super().__new__(cls, text)

    @property
    def level(self) -> Level:
        """How deep in the tree this region lies."""
        return Level(self.count(".") + 1)

    @property
    def parent(self) -> RegionCode | None:
        """The region that holds this one; None for a province."""
        head, _, _ = self.rpartition(".")
        return RegionCode(head) if head else None

    @property
    def digits(self) -> str:
        """The code without dots, as it stands at the head of a NIK."""
        return self.replace(".", "")

    @property
    def is_kelurahan(self) -> bool:
        """Whether a village code names a kelurahan (fourth group 1xxx) and not a desa (2xxx)."""
        return self.level is Level.VILLAGE and self.rpartition(".")[2].startswith("1")

    def within(self, other: str) -> bool:
        """Whether this region is `other` or lies inside it."""
        return self == other or self.startswith(f"{other}.")
