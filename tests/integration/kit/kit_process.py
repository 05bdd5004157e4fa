"""A kit as its own process on its own encrypted disk, to be killed by a test: `… PORT`."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jemput.kit.config.settings")


def prepare() -> None:
    """Migrate, approve, and let Siti wait; her id is in the file `person`."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from jemput.kernel.ids import new_id
    from jemput.kit.checkin.actions import keep_person, keep_trip
    from jemput.node.accounts.actions import add_account
    from tests.integration.kit import conftest

    call_command("migrate", verbosity=0)
    at = timezone.now()
    add_account(
        username="wayan", password=conftest.PASSWORD, role="operator", full_name="Wayan", by="test", at=at
    )
    conftest.approve()
    trip = conftest.trip_message(new_id(), day=timezone.localdate())
    keep_trip(message=trip, by="office", at=at)
    siti = keep_person(message=conftest.person_message(trip), by="office", at=at)
    (settings.JEMPUT.data_dir / "person").write_text(str(siti.id))


def serve(port: int) -> None:
    """Answer until killed."""
    import waitress

    from jemput.kit.config.wsgi import application

    waitress.serve(application, host="127.0.0.1", port=port, threads=4, _quiet=True)


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings

    if not (settings.JEMPUT.data_dir / "person").exists():
        prepare()
    serve(int(sys.argv[1]))
