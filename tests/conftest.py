"""Where every test's files go, and which program's settings it runs under."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

_DATA = Path(tempfile.mkdtemp(prefix="jemput-tests-"))
os.environ.setdefault("JEMPUT_DATA", str(_DATA / "<program>"))

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The evaluation data beside the checkout; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no evaluation data beside the checkout")
    return SHARED_DATA
