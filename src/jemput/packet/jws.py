"""Compact JWS RS256 with x5c, as MOSIP SBI devices sign what they capture (RFC 7515, MDS 0.9.5)."""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from jemput.packet.errors import BadJws, BadKey, TooLarge, UntrustedDevice

MAX_TOKEN_BYTES = 16 * 1024 * 1024
"""Ten finger images at 500 ppi, two irises and a face stay far below it."""

_MAX_HEADER_BYTES = 32 * 1024
_MAX_CHAIN = 4
_MIN_RSA_BITS = 2048
_MAX_RSA_BITS = 8192


@dataclass(frozen=True)
class DeviceKey:
    """An RSA key with the certificates that name its device, the device's own first."""

    private: rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...]

    @classmethod
    def generate(
        cls, name: str, *, at: datetime, days: int = 30, issuer: DeviceKey | None = None, ca: bool = False
    ) -> DeviceKey:
        """Make an RSA-2048 key and its certificate, valid `days` days from a day before `at`.

        Signed by `issuer` where one is given, else by itself; `ca` allows it to issue others.
        """
        private = rsa.generate_private_key(public_exponent=65537, key_size=_MIN_RSA_BITS)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(at - timedelta(days=1))
            .not_valid_after(at + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        certificate = builder.sign(issuer.private if issuer else private, hashes.SHA256())
        return cls(private, (certificate, *(issuer.chain if issuer else ())))

    @property
    def certificate(self) -> x509.Certificate:
        """The device's own certificate."""
        return self.chain[0]

    @property
    def trust_anchor(self) -> bytes:
        """The device's own certificate as PEM: what a kit keeps to trust exactly this device or issuer."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def save(self, path: Path) -> None:
        """Write key and chain as one PEM file that only its owner may read; an existing file is replaced."""
        pem = self.private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in self.chain)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem + chain)
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> DeviceKey:
        """Read what `save` wrote; raises BadKey for anything else."""
        try:
            pem = path.read_bytes()
            private = serialization.load_pem_private_key(pem, password=None)
            chain = tuple(x509.load_pem_x509_certificates(pem))
        except (OSError, ValueError) as error:
            raise BadKey(what=path.name) from error
        if not isinstance(private, rsa.RSAPrivateKey) or chain[0].public_key() != private.public_key():
            raise BadKey(what=path.name)
        return cls(private, chain)


def sign_jws(payload: bytes, *, key: DeviceKey) -> str:
    """Return `header.payload.signature`, each base64url without padding, RS256, chain in x5c."""
    x5c = [
        base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode("ascii") for one in key.chain
    ]
    header = json.dumps({"alg": "RS256", "typ": "JWT", "x5c": x5c}, separators=(",", ":"))
    signed = b".".join((_encode(header.encode("ascii")), _encode(payload)))
    signature = key.private.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    return b".".join((signed, _encode(signature))).decode("ascii")


def verify_jws(token: str, *, trusted: Sequence[bytes] | None, at: datetime | None = None) -> bytes:
    """Return the payload of a token whose signature and certificate hold.

    `trusted`: certificates (PEM or DER) of devices or of issuers with the CA mark; None accepts any device
    that signs consistently. With `at`, certificates out of date are refused. Raises TooLarge, BadJws,
    UntrustedDevice.
    """
    if len(token) > MAX_TOKEN_BYTES:
        raise TooLarge(what="JWS", limit=MAX_TOKEN_BYTES)
    header_text, payload_text, signature_text = _three(token)
    chain = _chain(_header(header_text))
    public = _rsa_key(chain[0])
    try:
        signed = f"{header_text}.{payload_text}".encode("ascii")
        public.verify(_decode(signature_text), signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise BadJws(reason="signature") from error
    if at is not None:
        _check_dates(chain, at)
    if trusted is not None:
        _check_trust(chain, [_certificate(one) for one in trusted])
    return _decode(payload_text)


def _encode(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _decode(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadJws(reason="base64url") from error
    if _encode(raw).decode("ascii") != text:
        raise BadJws(reason="base64url")
    return raw


def _three(token: str) -> tuple[str, str, str]:
    pieces = token.split(".", 3)
    if len(pieces) != 3 or not token.isascii():
        raise BadJws(reason="form")
    return pieces[0], pieces[1], pieces[2]


def _header(text: str) -> list[bytes]:
    if len(text) > _MAX_HEADER_BYTES:
        raise TooLarge(what="JWS header", limit=_MAX_HEADER_BYTES)
    try:
        header = json.loads(_decode(text))
    except (ValueError, RecursionError) as error:
        raise BadJws(reason="header") from error
    if not isinstance(header, dict) or header.get("alg") != "RS256" or "crit" in header:
        raise BadJws(reason="algorithm")
    x5c = header.get("x5c")
    if (
        not isinstance(x5c, list)
        or not 1 <= len(x5c) <= _MAX_CHAIN
        or not all(isinstance(c, str) for c in x5c)
    ):
        raise BadJws(reason="x5c")
    try:
        return [base64.b64decode(one, validate=True) for one in x5c]
    except (binascii.Error, ValueError) as error:
        raise BadJws(reason="x5c") from error


def _chain(certificates: list[bytes]) -> list[x509.Certificate]:
    try:
        return [x509.load_der_x509_certificate(one) for one in certificates]
    except ValueError as error:
        raise BadJws(reason="x5c") from error


def _rsa_key(certificate: x509.Certificate) -> rsa.RSAPublicKey:
    try:
        public = certificate.public_key()
    except Exception as error:  # the library raises several kinds for keys it does not know
        raise BadJws(reason="key") from error
    if not isinstance(public, rsa.RSAPublicKey) or not _MIN_RSA_BITS <= public.key_size <= _MAX_RSA_BITS:
        raise BadJws(reason="key")
    return public


def _certificate(raw: bytes) -> x509.Certificate:
    try:
        if raw.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificate(raw)
        return x509.load_der_x509_certificate(raw)
    except ValueError as error:
        raise BadKey(what="trusted certificate") from error


def _check_dates(chain: list[x509.Certificate], at: datetime) -> None:
    for one in chain:
        if not one.not_valid_before_utc <= at <= one.not_valid_after_utc:
            raise UntrustedDevice(reason="date")


def _check_trust(chain: list[x509.Certificate], trusted: list[x509.Certificate]) -> None:
    """Walk from the device's certificate upward until one is trusted or issued by a trusted issuer."""
    for index, one in enumerate(chain):
        if one in trusted or any(_issued(one, by=issuer) for issuer in trusted):
            return
        if index + 1 == len(chain) or not _issued(one, by=chain[index + 1]):
            break
    raise UntrustedDevice(reason="issuer")


def _issued(certificate: x509.Certificate, *, by: x509.Certificate) -> bool:
    """Whether `by` may issue and did: a trusted device's own certificate must never vouch for others."""
    try:
        if not by.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
        certificate.verify_directly_issued_by(by)
    except (x509.ExtensionNotFound, ValueError, TypeError, InvalidSignature):
        return False
    return True
