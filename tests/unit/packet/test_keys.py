"""Keys: one spelling, one name, one purpose a signature, and a file nobody else may read."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from jemput.packet.errors import BadKey, BadSignature, KeyExposed
from jemput.packet.keys import SealingKey, SealingPublicKey, SigningKey, VerifyKey

# RFC 8032 §7.1 test 1 and RFC 7748 §6.1: the library and our byte order agree with the standards.
RFC8032_SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
RFC8032_PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
RFC7748_BOB_SECRET = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"
RFC7748_ALICE_PUBLIC = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
RFC7748_SHARED = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"


def test_public_keys_follow_rfc_8032() -> None:
    assert SigningKey(bytes.fromhex(RFC8032_SECRET)).public.raw.hex() == RFC8032_PUBLIC


def test_shared_secrets_follow_rfc_7748() -> None:
    bob = SealingKey(bytes.fromhex(RFC7748_BOB_SECRET))
    alice = SealingPublicKey(bytes.fromhex(RFC7748_ALICE_PUBLIC))
    assert bob.shared_with(alice).hex() == RFC7748_SHARED


def test_a_key_of_low_order_is_refused() -> None:
    with pytest.raises(BadKey):
        SealingKey.generate().shared_with(SealingPublicKey(bytes(32)))


def test_a_signature_serves_one_purpose_only() -> None:
    key = SigningKey.generate()
    signature = key.sign(b"kartu", purpose="receipt-v1")
    key.public.verify(b"kartu", signature, purpose="receipt-v1", what="receipt")
    with pytest.raises(BadSignature):
        key.public.verify(b"kartu", signature, purpose="packet-v1", what="packet")


def test_keys_travel_as_text() -> None:
    signing, sealing = SigningKey.generate(), SealingKey.generate()
    assert VerifyKey.from_text(signing.public.text + "\n") == signing.public
    assert SealingPublicKey.from_text(sealing.public.text) == sealing.public
    assert SigningKey.from_text(signing.text) == signing


def test_the_same_bytes_as_another_kind_have_another_name() -> None:
    raw = SigningKey.generate().public.raw
    assert VerifyKey(raw).key_id != SealingPublicKey(raw).key_id


@pytest.mark.parametrize("text", ["", "kunci", "A" * 42, "A" * 44, "é" * 43, "A" * 9999, "AAA=" * 11])
def test_text_that_is_no_key(text: str) -> None:
    with pytest.raises(BadKey):
        VerifyKey.from_text(text)


def test_a_secret_is_not_shown_when_printed() -> None:
    key = SigningKey(b"s" * 32)
    assert "sss" not in repr(key)


def test_the_key_file_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "sign.key"
    first = SigningKey.load_or_create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert SigningKey.load_or_create(path) == first
    assert [file.name for file in path.parent.iterdir()] == ["sign.key"]


def test_starting_twice_at_once_makes_one_key(tmp_path: Path) -> None:
    found: list[SealingKey] = []
    path = tmp_path / "seal.key"
    threads = [
        threading.Thread(target=lambda: found.append(SealingKey.load_or_create(path))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len({key.raw for key in found}) == 1


def test_a_broken_or_open_key_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sign.key"
    SigningKey.load_or_create(path)
    path.write_text("bukan kunci")
    with pytest.raises(BadKey, match=r"sign\.key"):
        SigningKey.load_or_create(path)
    path.chmod(0o644)
    with pytest.raises(KeyExposed):
        SigningKey.load_or_create(path)
