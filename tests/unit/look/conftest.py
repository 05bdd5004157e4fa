"""Django with the look alone, where no program's settings are given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
    from jemput.node.settings import django_settings, read

    folder = Path(os.environ["JEMPUT_DATA"].replace("<program>", "look"))
    settings.configure(**django_settings(read("office", {"JEMPUT_DATA": str(folder)}), apps=()))
    django.setup()


@pytest.fixture(autouse=True)
def one_room() -> Iterator[None]:
    """Every test starts in Indonesian, with the addresses and rooms of this folder."""
    with (
        override_settings(
            ROOT_URLCONF="tests.unit.look.addresses", JEMPUT_ROOMS="tests.unit.look.rooms_of_a_program"
        ),
        translation.override("id"),
    ):
        yield
