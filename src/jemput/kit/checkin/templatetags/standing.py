"""`{% load standing %}`: what the kit's top bar says beside network and battery."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from jemput.kit.checkin import pages

register = template.Library()


@register.inclusion_tag("checkin/_warnings.html")
def kit_warnings() -> dict[str, Any]:
    """The warnings of this moment; they keep themselves fresh."""
    return {"warnings": pages.warning_lines(at=timezone.now())}
