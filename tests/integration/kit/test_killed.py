"""SIGKILL at any moment: the kit opens again at the same step, nothing lost, nothing readable on its disk."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT
from tests.integration.kit.conftest import PASSWORD, Scanners

STARTING_SECONDS = 60


class KitProcess:
    """A kit that can be killed and started again on the same folder."""

    def __init__(self, folder: Path, scanners: Scanners) -> None:
        self.folder = folder
        folder.mkdir()
        self.environ = {
            **os.environ,
            "JEMPUT_DATA": str(folder),
            "JEMPUT_SBI_PORTS": str(scanners.port),
            "JEMPUT_DEVICE_TRUST": str(scanners.trust),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "TMPDIR": str(folder),
        }
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.start()
        self.person = (folder / "person").read_text()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.kit.kit_process", str(self.port)], env=self.environ
        )
        end = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < end:
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/accounts/sign-in/")
                return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise TimeoutError

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Browser:
    """Somebody who is signed in and posts forms."""

    def __init__(self, kit: KitProcess) -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{kit.port}", timeout=60)
        self.post("/accounts/sign-in/", {"username": "wayan", "password": PASSWORD})

    def post(
        self, path: str, fields: dict[str, str] | None = None, files: dict[str, bytes] | None = None
    ) -> httpx.Response:
        page = self.http.get("/accounts/sign-in/", follow_redirects=True).text
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        data = {"csrfmiddlewaretoken": found[1], **(fields or {})}
        return self.http.post(path, data=data, files=files)


@pytest.fixture
def process(tmp_path: Path, service: Scanners) -> Iterator[KitProcess]:
    """A kit process with Siti waiting, and Siti before its scanners."""
    service.service.faults.clear()
    service.put(7)
    kit = KitProcess(tmp_path / "kit", service)
    yield kit
    kit.kill()


def step_of(browser: Browser, encounter: str) -> str:
    """The open step after the kit came back."""
    return browser.http.get(f"/capture/{encounter}/").headers["Location"].split("/")[3]


@pytest.fixture
def taken(service: Scanners, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every record that the scanners hand over, as they were before anybody encrypted them."""
    records: list[bytes] = []
    capture = service.service.capture

    def listen(body: object) -> dict[str, object]:
        answer = capture(body)
        for one in answer["biometrics"]:
            payload = json.loads(base64.urlsafe_b64decode(one["data"].split(".")[1] + "=="))
            records.append(base64.urlsafe_b64decode(payload["bioValue"] + "=="))
        return answer

    monkeypatch.setattr(service.service, "capture", listen)
    return records


def test_a_killed_kit_goes_on_at_the_same_step_and_its_disk_tells_nothing(
    taken: list[bytes], process: KitProcess
) -> None:
    browser = Browser(process)
    begun = browser.post(f"/capture/begin/{process.person}/").headers["Location"].split("/")[2]
    for path in ("checked_in/", "biodata/", "left_four/", "left_four/next/"):
        assert "X-Jemput-Problem" not in browser.post(f"/capture/{begun}/{path}").headers
    _disk_is_silent(process.folder, taken)

    cut = threading.Thread(target=lambda: _ignore_cut(browser, f"/capture/{begun}/right_four/"))
    cut.start()
    time.sleep(random.uniform(0.05, 0.8))
    process.kill()
    cut.join()
    process.start()
    assert step_of(browser, begun) == "right_four"
    assert _pictures_open(browser, begun, "right_four") in {0, 4}

    assert "X-Jemput-Problem" not in browser.post(f"/capture/{begun}/right_four/").headers
    process.kill()
    _disk_is_silent(process.folder, taken)
    process.start()
    assert step_of(browser, begun) == "right_four"
    assert _pictures_open(browser, begun, "right_four") == 4


def _ignore_cut(browser: Browser, path: str) -> None:
    try:
        browser.post(path)
    except httpx.HTTPError:
        return


def _pictures_open(browser: Browser, encounter: str, step: str) -> int:
    """How many samples the step shows; every one of them must still open."""
    page = browser.http.get(f"/capture/{encounter}/{step}/").text
    addresses = re.findall(r'src="(/capture/[^"]+\.jpg)"', page)
    assert all(browser.http.get(one).content.startswith(b"\xff\xd8") for one in addresses)
    return len(addresses)


def _disk_is_silent(folder: Path, records: list[bytes]) -> None:
    """Neither a record nor a name nor a number stands readable in any file of the kit, temporary ones too."""
    planted = [record[len(record) // 2 :][:40] for record in records]
    planted += [b"FIR\0" + b"020\0", b"\x89PNG", b"\xff\xd8\xff\xe0", b"6106155503620003", b"SITI"]
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert records and sum(file.suffix == ".draft" for file in files) >= 4
    for file in files:
        content = file.read_bytes()
        assert not [word for word in planted if word in content], file
