"""The rooms of the kit, and what its top bar always shows."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jemput.kit.capture.queries import open_encounters
from jemput.kit.outbox import queries as outbox
from jemput.node.accounts.models import User
from jemput.node.look.parts import Standing
from jemput.node.look.rooms import Room

PROGRAM = _("Kit")
ROOMS = (
    Room(_("Hari ini"), "calendar", "checkin:today", "checkin.see"),
    Room(_("Antrean"), "users", "checkin:queue", "checkin.see"),
    Room(_("Rekam"), "fingerprint", "capture:encounters", "capture.record"),
    Room(_("Tertunda"), "cloud-up", "outbox:outbox", "outbox.see"),
    Room(_("Alat"), "devices", "devices:devices", "devices.see"),
    Room(_("Ambil kartu"), "id", "pickup:cards", "pickup.see"),
)


def counts(request: HttpRequest) -> dict[str, int]:
    """Unfinished encounters and unsent packets, beside their rooms."""
    unsent = outbox.standing(at=timezone.now(), operator="").unsent
    return {"capture:encounters": len(open_encounters()), "outbox:outbox": unsent}


def standing(request: HttpRequest) -> Standing:
    """Trip, network, unsent packets, battery, operator."""
    user = request.user
    operator = user.shown_name if isinstance(user, User) else ""
    return outbox.standing(at=timezone.now(), operator=operator)
