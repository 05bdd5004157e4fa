"""Settings of a node with nothing but what every program is made of; which one stands in NODE_PROGRAM."""

from __future__ import annotations

import os

from jemput.node.settings import django_settings, read

globals().update(django_settings(read(os.environ["NODE_PROGRAM"]), apps=()))
ROOT_URLCONF = "tests.integration.exchange.addresses"
