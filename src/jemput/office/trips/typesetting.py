"""Papers as PDF: a template of this folder, the facts it tells, and QR codes as pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

from jemput.office.trips.errors import PaperFailed

TEMPLATES = Path(__file__).parent / "paper_templates"


def typeset(paper: str, told: Mapping[str, Any]) -> bytes:
    """Set one paper (the template's name without .typ) as PDF; raises PaperFailed."""
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    try:
        pdf = typst.compile(str(TEMPLATES / f"{paper}.typ"), root=str(TEMPLATES), sys_inputs=inputs)
    except (typst.TypstError, RuntimeError) as error:
        raise PaperFailed(paper=paper) from error
    assert isinstance(pdf, bytes)
    return pdf


def qr_svg(text: str) -> str:
    """A QR code as SVG; level M still reads with a seventh of it creased or stained."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=2, xmldecl=False, svgns=True)
    return picture.getvalue().decode()
