"""Names of places as lists write them, brought to one key."""

from __future__ import annotations

import re

_TITLES = re.compile(r"^(DESA|DS|KELURAHAN|KEL|KECAMATAN|KEC|KABUPATEN|KAB|KOTA|DUSUN)\b\.?\s*")


def name_key(name: str) -> str:
    """Upper case letters and digits only, without a leading title: "Kel. Terusan" and "TERUSAN" agree."""
    upper = " ".join(name.upper().split())
    bare = _TITLES.sub("", upper)
    return "".join(c for c in bare or upper if c.isalnum())
