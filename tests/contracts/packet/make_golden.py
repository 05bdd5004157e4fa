"""How a set of golden packets was made; run once a format, never over a set that exists."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from jemput.packet.drafts import DraftKey
from jemput.packet.envelope import Blob, Origin, seal
from jemput.packet.facts import FACTS_BLOB, FACTS_MEDIA_TYPE
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.receipts import Receipt, sign_receipt
from jemput.packet.requests import SignedPart, sign_request
from jemput.packet.tokens import sign_token
from tests.unit.packet.making import BIOMETRICS, RATNA

AT = datetime(2018, 12, 5, 1, 45, tzinfo=UTC)
FIRST = UUID("0167a7d3-ae60-7000-8000-000000000001")
SECOND = UUID("0167a7d3-ae60-7000-8000-000000000002")
CLAIMS = {"code": "JB-2K7F", "stop": "0167a7c5-f27a-7000-8000-0000000000bb"}


def main(folder: Path) -> None:
    """Write keys, two chained packets, a receipt, a request, a token and a draft into an empty folder."""
    folder.mkdir(parents=True)
    kit, parent, draft = SigningKey.generate(), SigningKey.generate(), DraftKey.generate()
    office, center = SealingKey.generate(), SealingKey.generate()
    keys = {"kit": kit, "parent": parent, "office": office, "center": center, "draft": draft}
    _write(folder / "keys.json", {name: key.text for name, key in keys.items()})
    facts = [Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, RATNA.to_bytes())]
    origin = Origin(FIRST, "kit-1504-a", 1, None, AT, "jemput 0.1.0")
    first = seal(
        origin, facts=facts, biometrics=BIOMETRICS, office=office.public, center=center.public, key=kit
    )
    origin = Origin(SECOND, "kit-1504-a", 2, first.signed.sha256, AT, "jemput 0.1.0")
    second = seal(origin, facts=facts, biometrics=[], office=office.public, center=center.public, key=kit)
    (folder / "first.jemput").write_bytes(first.content)
    (folder / "second.jemput").write_bytes(second.content)
    receipt = Receipt(1, FIRST, "kit-1504-a", 1, first.sha256, len(first.content), AT, "office-1504")
    (folder / "first.receipt.json").write_text(sign_receipt(receipt, key=parent).text + "\n")
    part = SignedPart("PATCH", "/exchange/packets/7?a=b", b"potongan", "office-1504")
    header = sign_request(part, node_id="kit-1504-a", key=kit, at=AT)
    _write(
        folder / "words.json", {"authorization": header, "token": sign_token("SUMMONS", CLAIMS, key=parent)}
    )
    (folder / "face.draft").write_bytes(draft.lock("face.jpg", b"wajah"))


def _write(path: Path, values: dict[str, str]) -> None:
    path.write_text(json.dumps(values, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
