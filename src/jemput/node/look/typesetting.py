"""Papers as PDF: a typst template, the facts it tells, and QR codes as pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

from jemput.node.look.errors import PaperFailed


def typeset(template: Path, told: Mapping[str, Any]) -> bytes:
    """Set one paper as PDF; the template finds `told` as JSON in `sys.inputs.told`. Raises PaperFailed."""
    inputs = {"told": json.dumps(told, ensure_ascii=False, default=str)}
    try:
        pdf = typst.compile(str(template), root=str(template.parent), sys_inputs=inputs)
    except (typst.TypstError, RuntimeError) as error:
        raise PaperFailed(paper=template.stem) from error
    assert isinstance(pdf, bytes)
    return pdf


def qr_svg(text: str) -> str:
    """A QR code as SVG; level M still reads with a seventh of it creased or stained."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=2, xmldecl=False, svgns=True)
    return picture.getvalue().decode()
