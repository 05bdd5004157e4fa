"""The laptop's secret: only a passphrase of its own opens it, and the file names nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jemput.packet.errors import VaultDamaged, WrongPassphrase
from jemput.packet.vault import Vault, opens

CHEAP = 2**10
KIT, SARI = "perahu kuning", "kata-sandi-sari"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(tmp_path / "keys" / "vault.json", owner="", passphrase=KIT, cost=CHEAP)


def test_every_slot_opens_the_same_secrets(vault: Vault) -> None:
    vault.keep(owner="sari", passphrase=SARI, cost=CHEAP)
    by_kit = Vault.open(vault.path, owner="", passphrase=KIT)
    by_sari = Vault.open(vault.path, owner="SARI", passphrase=SARI)
    assert by_kit.secret("database") == by_sari.secret("database") != by_sari.secret("signing")


@pytest.mark.parametrize(("owner", "typed"), [("", SARI), ("", ""), ("sari", KIT), ("budi", KIT)])
def test_wrong_passphrase(vault: Vault, owner: str, typed: str) -> None:
    vault.keep(owner="sari", passphrase=SARI, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        Vault.open(vault.path, owner=owner, passphrase=typed)


def test_a_new_password_replaces_the_old_and_a_forgotten_one_opens_nothing(vault: Vault) -> None:
    vault.keep(owner="sari", passphrase=SARI, cost=CHEAP)
    vault.keep(owner="sari", passphrase="lain", cost=CHEAP)
    assert not opens(vault.path, owner="sari", passphrase=SARI)
    assert opens(vault.path, owner="sari", passphrase="lain")
    vault.forget(owner="sari")
    assert not opens(vault.path, owner="sari", passphrase="lain")


def test_the_last_slot_stays(vault: Vault) -> None:
    vault.forget(owner="")
    assert opens(vault.path, owner="", passphrase=KIT)


def test_the_file_tells_neither_names_nor_secrets(vault: Vault) -> None:
    vault.keep(owner="sari", passphrase=SARI, cost=CHEAP)
    stored = vault.path.read_bytes()
    assert b"sari" not in stored and vault.master not in stored
    assert vault.path.stat().st_mode & 0o077 == 0
    assert "master" not in repr(vault)


@pytest.mark.parametrize("damage", ["", "{", "[]", "slots", "cost", "cut"])
def test_damaged_files_are_said_to_be_damaged(vault: Vault, damage: str) -> None:
    stored = json.loads(vault.path.read_text())
    if damage in {"slots", "cost"}:
        stored["slots"] = [] if damage == "slots" else [{**stored["slots"][0], "cost": 2**40}]
        damage = json.dumps(stored)
    elif damage == "cut":
        damage = json.dumps({**stored, "slots": [{**stored["slots"][0], "locked": "abcd"}]})
    vault.path.write_text(damage)
    with pytest.raises((VaultDamaged, WrongPassphrase)):
        Vault.open(vault.path, owner="", passphrase=KIT)


def test_a_vault_is_never_written_over(vault: Vault) -> None:
    with pytest.raises(VaultDamaged):
        Vault.create(vault.path, owner="", passphrase=KIT, cost=CHEAP)
