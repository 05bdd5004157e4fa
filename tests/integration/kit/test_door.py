"""The kit's door: nothing of a stopped kit can be read, and whoever belongs there comes in."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from jemput.kit.capture.actions.operators import enroll_operator
from jemput.kit.capture.errors import NotASupervisor
from jemput.kit.config.wiring import _account
from jemput.kit.door.server import FREE_TRIES, STATE_HEADER, Door
from jemput.kit.door.unlocking import KIT, open_or_create, vault_file
from jemput.node.accounts.idleness import ACTIVE_AT, UNATTENDED
from jemput.node.accounts.models import User
from jemput.node.exchange.messages import AccountMessage
from jemput.node.ledger.models import Entry
from jemput.node.settings import read
from jemput.packet.errors import WeakPassphrase
from jemput.packet.vault import Vault, opens
from tests.conftest import ROOT
from tests.integration.kit.conftest import PASSWORD, Scanners

PASSPHRASE = "perahu kuning hujan pagi"
AT = datetime(2018, 2, 26, 2, 0, tzinfo=UTC)


class RealKit:
    """`jemput kit serve` as somebody starts it, with nothing in its environment that opens it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        environ = {**os.environ, "JEMPUT_DATA": str(self.folder), "PYTHONPATH": str(ROOT / "src")}
        environ |= {"JEMPUT_PASSPHRASE": "", "DJANGO_SETTINGS_MODULE": ""}
        command = [sys.executable, "-m", "jemput.cli.main", "kit", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        self.until(lambda answer: STATE_HEADER in answer.headers)

    def until(self, met: Any) -> httpx.Response:
        """Ask for the sign-in page until its answer is as wished."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                answer = httpx.get(f"{self.url}/accounts/sign-in/", timeout=10)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if met(answer):
                return answer
            time.sleep(0.1)
        raise TimeoutError

    def type(self, password: str, username: str = "") -> httpx.Response:
        typed = {"username": username, "password": password, "again": password}
        headers = {"Accept": "application/json"}
        return httpx.post(f"{self.url}/door/open", data=typed, headers=headers, timeout=30)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealKit]:
    kit = RealKit(tmp_path / "kit")
    yield kit
    kit.kill()


def test_a_kit_opens_only_with_its_passphrase_and_its_keys_lie_nowhere(real: RealKit) -> None:
    assert real.type("pendek").json()["message"].endswith("(P161)")
    assert real.type(PASSPHRASE).status_code == 200
    page = real.until(lambda answer: STATE_HEADER not in answer.headers)
    assert "csrfmiddlewaretoken" in page.text
    real.kill()
    vault = Vault.open(real.folder / "keys" / "vault.json", owner=KIT, passphrase=PASSPHRASE)
    secrets = [vault.master] + [vault.secret(name) for name in ("database", "signing", "sealing", "web")]
    planted = [form for one in secrets for form in (one, one.hex().encode())]
    planted += [b"SQLite format 3", PASSPHRASE.encode()]
    for file in (one for one in real.folder.rglob("*") if one.is_file()):
        content = file.read_bytes()
        assert not [word for word in planted if word in content], file
    real.start()
    assert real.type("kata sandi yang lain").json()["message"].endswith("(P160)")
    assert real.type(PASSPHRASE).status_code == 200
    real.until(lambda answer: STATE_HEADER not in answer.headers)


def asked(door: Door, path: str = "/", body: str = "", **more: str) -> tuple[str, dict[str, str], str]:
    """One request to the door without a port."""
    from io import BytesIO

    said: list[Any] = []
    environ: dict[str, Any] = {
        "PATH_INFO": path,
        "REQUEST_METHOD": "POST" if body else "GET",
        "HTTP_HOST": "localhost:8100",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body.encode()),
        **more,
    }
    content = b"".join(door(environ, lambda status, headers: said.append((status, dict(headers)))))
    return said[0][0], said[0][1], content.decode()


def a_door(tmp_path: Path, waits: list[float]) -> Door:
    return Door(replace(read("kit", {}), data_dir=tmp_path), wait=waits.append)


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    waits: list[float] = []
    door = a_door(tmp_path, waits)
    open_or_create(door.node, owner=KIT, passphrase=PASSPHRASE)
    for _ in range(FREE_TRIES + 2):
        status, _headers, _page = asked(door, "/door/open", "password=salah-sama-sekali")
        assert status.startswith("403")
    assert len(waits) == 2 and door.opened is None


def test_the_first_passphrase_is_typed_twice(tmp_path: Path) -> None:
    door = a_door(tmp_path, [])
    _status, headers, page = asked(door, "/whatever/else/")
    assert headers[STATE_HEADER] == "new" and 'name="again"' in page
    status, _, page = asked(door, "/door/open", "password=perahu+kuning+hujan&again=perahu+biru")
    assert status.startswith("403") and "tidak sama" in page and not vault_file(door.node).exists()


def test_the_door_speaks_english_and_hears_only_its_own_name(tmp_path: Path) -> None:
    door = a_door(tmp_path, [])
    assert "passphrase" in asked(door, HTTP_COOKIE="jemput_language=en")[2]
    assert asked(door, HTTP_HOST="evil.example:8100")[0].startswith("400")


def test_a_short_first_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        open_or_create(replace(read("kit", {}), data_dir=tmp_path), owner=KIT, passphrase="pendek")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.create(tmp_path / "own" / "vault.json", owner=KIT, passphrase=PASSPHRASE, cost=2**10)
    settings.JEMPUT = replace(settings.JEMPUT, vault=made)
    return made


def sign_in(client: Client) -> Any:
    return client.post("/accounts/sign-in/", {"username": "wayan", "password": PASSWORD})


def test_who_has_signed_in_may_open_the_kit_until_the_office_takes_it_back(
    operator: User, vault: Vault
) -> None:
    assert not opens(vault.path, owner="wayan", passphrase=PASSWORD)
    assert sign_in(Client()).status_code == 302
    assert opens(vault.path, owner="wayan", passphrase=PASSWORD)
    told = AccountMessage("wayan", "Wayan Suarta", "operator", operator.password, True)
    _account(told, AT)
    assert opens(vault.path, owner="wayan", passphrase=PASSWORD)
    _account(replace(told, active=False), AT)
    assert not opens(vault.path, owner="wayan", passphrase=PASSWORD)


def long_ago(client: Client) -> None:
    session = client.session
    session[ACTIVE_AT] = time.time() - settings.JEMPUT.lock_minutes * 60 - 1
    session.save()


def test_who_leaves_the_kit_is_asked_for_the_password_and_comes_back_to_the_page(
    operator: User, kit: Client
) -> None:
    assert kit.get("/checkin/queue/").status_code == 200
    long_ago(kit)
    away = kit.get("/checkin/queue/")
    assert re.search("sign-in/.next=/checkin/queue/", away["Location"])
    assert "Terkunci" in kit.get(away["Location"]).content.decode()


def test_a_page_left_open_locks_by_itself(kit: Client) -> None:
    kit.get("/checkin/queue/")
    own = {UNATTENDED: "1", "HX-Request": "true", "HX-Current-URL": "http://x/checkin/queue/"}
    assert kit.get("/outbox/status/", headers=own).status_code == 200
    long_ago(kit)
    asked = kit.get("/outbox/status/", headers=own)
    assert asked["HX-Redirect"].endswith("next=/checkin/queue/")
    assert kit.get("/checkin/queue/").status_code == 302


def test_what_a_page_asks_for_by_itself_is_no_sign_of_life(kit: Client) -> None:
    kit.get("/checkin/queue/")
    session = kit.session
    session[ACTIVE_AT] = before = session[ACTIVE_AT] - 60
    session.save()
    kit.get("/outbox/status/", headers={UNATTENDED: "1"})
    assert kit.session[ACTIVE_AT] == before
    kit.get("/outbox/status/")
    assert kit.session[ACTIVE_AT] > before


def test_a_form_of_an_idle_session_leads_back_to_its_page(kit: Client) -> None:
    kit.get("/checkin/queue/")
    long_ago(kit)
    sent = kit.post("/outbox/send/", headers={"Referer": "http://x/outbox/"})
    assert sent.status_code == 302 and sent["Location"].endswith("next=/outbox/")


@pytest.fixture
def wayans_hand(operator: User, scanners: Scanners) -> None:
    """The kit knows Wayan's right hand."""
    enroll_operator(username="wayan", hand="right", by="maria", at=timezone.now())


def test_an_operator_whose_hand_is_known_shows_a_finger(
    wayans_hand: None, kit: Client, scanners: Scanners
) -> None:
    away = kit.get("/checkin/queue/")
    assert away["Location"] == "/capture/finger/?next=%2Fcheckin%2Fqueue%2F"
    scanners.put(99)
    assert "Belum cocok" in kit.post("/capture/finger/", {"next": "/checkin/queue/"}).content.decode()
    assert kit.get("/checkin/queue/", headers={UNATTENDED: "1"}).status_code == 302
    scanners.put(7)
    shown = kit.post("/capture/finger/", {"next": "/checkin/queue/"})
    assert shown["Location"] == "/checkin/queue/" and kit.get("/checkin/queue/").status_code == 200
    refused = Entry.objects.filter(action="account.finger_refused")
    assert refused.count() == 1


def test_a_supervisor_opens_where_the_scanner_does_not(
    wayans_hand: None, kit: Client, supervisor: User
) -> None:
    wrong = kit.post("/capture/finger/", {"supervisor": "maria", "password": "salah"})
    assert NotASupervisor().says.id in wrong.content.decode()
    assert kit.get("/checkin/").status_code == 302
    let_in = kit.post(
        "/capture/finger/", {"supervisor": "maria", "password": PASSWORD, "next": "//evil.example"}
    )
    assert let_in["Location"] == "/" and kit.get("/checkin/").status_code == 200
    assert Entry.objects.get(action="account.finger_waived").by == "maria"
