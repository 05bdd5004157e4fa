"""The pills on every page of those who answer for privacy: requests and incidents whose time runs out."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jemput.node.accounts.models import User
from jemput.node.look.rooms import Pill
from jemput.office.privacy import pages
from jemput.office.privacy.rules import nearness


def pills(request: HttpRequest) -> tuple[Pill, ...]:
    """The most pressing request and incident, once 24 hours or less are left."""
    user = request.user
    if not isinstance(user, User) or not user.may("privacy.see"):
        return ()
    now = timezone.now()
    found = []
    for row, label, url_name in (
        (pages.open_requests().first(), _("Permintaan data"), "privacy:request"),
        (pages.untold_incidents().first(), _("Insiden"), "privacy:incident"),
    ):
        if row is None:
            continue
        pressing = nearness(row.due_at, now)
        if pressing in ("near", "late"):
            text = f"{label}: {pages.countdown(row.due_at, now)}"
            found.append(
                Pill(text, reverse(url_name, args=[row.pk]), "danger" if pressing == "late" else "wait")
            )
    return tuple(found)
