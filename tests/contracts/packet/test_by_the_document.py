"""A second reader, written from docs/packet-v1.md alone without one line of jemput: it is exact."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

GOLDEN = Path(__file__).parent / "golden" / "v1"
_TEXTS: dict[str, str] = json.loads((GOLDEN / "keys.json").read_text())
KEYS = {name: base64.urlsafe_b64decode(text + "=") for name, text in _TEXTS.items()}


def read_by_the_document(raw: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    assert raw[:8] == b"JEMPUT1\n"
    length = int.from_bytes(raw[8:12], "big")
    manifest_raw, signature = raw[12 : 12 + length], raw[12 + length : 76 + length]
    signed = b"jemput/packet-v1\x00" + hashlib.sha256(manifest_raw).digest()
    Ed25519PrivateKey.from_private_bytes(KEYS["kit"]).public_key().verify(signature, signed)
    manifest, at, boxes = json.loads(manifest_raw), 76 + length, {}
    for part in manifest["parts"]:
        boxes[part["name"]] = raw[at : at + part["size"]]
        assert hashlib.sha256(boxes[part["name"]]).hexdigest() == part["sha256"]
        at += part["size"]
    assert at == len(raw)
    return manifest, boxes


def open_by_the_document(manifest: dict[str, Any], box: bytes, part: str, secret: bytes) -> bytes:
    private = X25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(b"x25519\x00" + public).digest()[:8]
    context = b"jemput/packet-v1/" + part.encode() + b"/" + UUID(manifest["packet_id"]).bytes
    count, ephemeral, head = box[1], box[2:34], box[: 34 + 56 * box[1]]
    slots = {head[34 + 56 * i : 42 + 56 * i]: head[42 + 56 * i : 90 + 56 * i] for i in range(count)}
    shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    wrapping = HKDF(hashes.SHA256(), 32, salt=ephemeral + public, info=b"jemput/sealed-box-v1").derive(shared)
    content_key = ChaCha20Poly1305(wrapping).decrypt(bytes(12), slots[key_id], context)
    return ChaCha20Poly1305(content_key).decrypt(bytes(12), box[len(head) :], head + context)


@pytest.mark.parametrize(
    ("part", "reader"), [("facts", "office"), ("facts", "center"), ("biometrics", "center")]
)
@pytest.mark.parametrize("name", ["first", "second"])
def test_every_blob_comes_out_as_the_manifest_says(name: str, part: str, reader: str) -> None:
    manifest, boxes = read_by_the_document((GOLDEN / f"{name}.jemput").read_bytes())
    plain = open_by_the_document(manifest, boxes[part], part, KEYS[reader])
    salt, at = plain[:32], 32
    for blob in (one for one in manifest["blobs"] if one["part"] == part):
        content = plain[at : at + blob["size"]]
        assert hashlib.sha256(salt + content).hexdigest() == blob["sha256"]
        at += blob["size"]
    assert at == len(plain)


def test_the_receipt_verifies_by_the_document() -> None:
    signed = json.loads((GOLDEN / "first.receipt.json").read_text())
    canonical = json.dumps(signed["receipt"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    parent = Ed25519PrivateKey.from_private_bytes(KEYS["parent"]).public_key()
    parent.verify(
        base64.urlsafe_b64decode(signed["signature"] + "=="), b"jemput/receipt-v1\x00" + canonical.encode()
    )
    assert signed["receipt"]["sha256"] == hashlib.sha256((GOLDEN / "first.jemput").read_bytes()).hexdigest()
