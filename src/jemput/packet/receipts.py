"""The parent's signed word that it holds a packet: only then may the sender delete its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from jemput.packet.errors import BadRecord, UnknownKey
from jemput.packet.keys import SIGNATURE_BYTES, SigningKey, VerifyKey
from jemput.packet.records import Id, KeyId, Moment, Record, Sha256, Word
from jemput.packet.texts import from_base64url, to_base64url

PURPOSE = "receipt-v1"
REPORTS_PURPOSE = "reports-receipt-v1"
MAX_RECEIPT_BYTES = 4096


@dataclass(frozen=True)
class Receipt(Record):
    """What is acknowledged: `sha256` and `size` are of the whole packet file."""

    version: Literal[1]
    packet_id: Id
    kit_id: Word
    sequence: Annotated[int, Field(ge=1)]
    sha256: Sha256
    size: Annotated[int, Field(ge=1)]
    received_at: Moment
    receiver_id: Word


@dataclass(frozen=True)
class SignedReceipt(Record):
    """A receipt as it travels: over HTTP, or as `<packet id>.receipt.json` on a stick."""

    receipt: Receipt
    signing_key: KeyId
    signature: Annotated[str, Field(min_length=86, max_length=86)]

    @property
    def text(self) -> str:
        """The receipt as one line of canonical JSON."""
        return self.to_bytes().decode("utf-8")

    def verify(self, key: VerifyKey) -> Receipt:
        """The receipt, where `key` signed it; raises UnknownKey, BadText, BadSignature."""
        if key.key_id != self.signing_key:
            raise UnknownKey(what="receipt", key_id=self.signing_key)
        signature = from_base64url(self.signature, what="receipt", limit=SIGNATURE_BYTES)
        key.verify(self.receipt.to_bytes(), signature, purpose=PURPOSE, what="receipt")
        return self.receipt


def sign_receipt(receipt: Receipt, *, key: SigningKey) -> SignedReceipt:
    """Sign a receipt with the parent's key; raises BadRecord for one that nobody could read back."""
    signature = key.sign(receipt.to_bytes(), purpose=PURPOSE)
    return SignedReceipt(receipt, key.key_id, to_base64url(signature))


def read_receipt(text: str | bytes, *, key: VerifyKey) -> Receipt:
    """Read and verify a receipt's text; raises TooLarge, BadText, BadRecord, UnknownKey, BadSignature."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return SignedReceipt.from_bytes(raw.strip(), limit=MAX_RECEIPT_BYTES).verify(key)


def require_match(receipt: Receipt, *, sha256: str, size: int) -> None:
    """Raise BadRecord where a genuine receipt is for other bytes than ours."""
    if receipt.sha256 != sha256:
        raise BadRecord(what="Receipt", field="sha256", reason="other_packet")
    if receipt.size != size:
        raise BadRecord(what="Receipt", field="size", reason="other_packet")


@dataclass(frozen=True)
class ReportsReceipt(Record):
    """The parent's word that it holds the reports `first` to `last`; `sha256` is over their ids in order."""

    version: Literal[1]
    sender_id: Word
    first: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=0)]
    sha256: Sha256
    received_at: Moment
    receiver_id: Word


@dataclass(frozen=True)
class SignedReportsReceipt(Record):
    """Such a word as it travels: the answer over HTTP, or `<node id>.reports.receipt.json` on a stick."""

    receipt: ReportsReceipt
    signature: Annotated[str, Field(min_length=86, max_length=86)]


def sign_reports_receipt(receipt: ReportsReceipt, *, key: SigningKey) -> str:
    """One line of canonical JSON, signed by the parent."""
    signature = key.sign(receipt.to_bytes(), purpose=REPORTS_PURPOSE)
    return SignedReportsReceipt(receipt, to_base64url(signature)).to_bytes().decode("utf-8")


def read_reports_receipt(text: str | bytes, *, key: VerifyKey) -> ReportsReceipt:
    """Read and verify; raises TooLarge, BadText, BadRecord, BadSignature."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    signed = SignedReportsReceipt.from_bytes(raw.strip(), limit=MAX_RECEIPT_BYTES)
    signature = from_base64url(signed.signature, what="receipt", limit=SIGNATURE_BYTES)
    key.verify(signed.receipt.to_bytes(), signature, purpose=REPORTS_PURPOSE, what="receipt")
    return signed.receipt


def ids_digest(ids: Iterable[UUID]) -> str:
    """SHA-256 in hexadecimal over ids in the order of their numbers."""
    return hashlib.sha256(b"".join(one.bytes for one in ids)).hexdigest()
