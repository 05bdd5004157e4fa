"""A kit whose operator went to lunch an hour ago: every session was last used then."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session

from jemput.node.accounts.idleness import ACTIVE_AT

AN_HOUR = 3600


def set_scene() -> dict[str, str]:
    """Age every session that is signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for kept in Session.objects.all():
        session = store(kept.session_key)
        if ACTIVE_AT in session:
            session[ACTIVE_AT] -= AN_HOUR
            session.save()
    return {}
