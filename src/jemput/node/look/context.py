"""What every template knows: `look`, the shell around the page."""

from __future__ import annotations

from django.http import HttpRequest

from jemput.node.look.rooms import Shell


def look(request: HttpRequest) -> dict[str, Shell]:
    """The shell around this request's page."""
    return {"look": Shell(request)}
