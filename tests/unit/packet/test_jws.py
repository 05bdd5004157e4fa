"""A device's signed answer: accepted as made, refused in every other shape."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jemput.kernel.errors import Problem
from jemput.packet.errors import BadJws, BadKey, TooLarge, UntrustedDevice
from jemput.packet.jws import MAX_TOKEN_BYTES, DeviceKey, sign_jws, verify_jws

NOW = datetime(2018, 12, 5, 8, 0, tzinfo=UTC)
ISSUER = DeviceKey.generate("Pabrik Alat", at=NOW, days=365, ca=True)
DEVICE = DeviceKey.generate("Slap-0042", at=NOW, issuer=ISSUER)
LONER = DeviceKey.generate("Slap-liar", at=NOW)
TOKEN = sign_jws(b'{"bioValue":"RklS"}', key=DEVICE)


def test_a_signed_answer_comes_back_as_it_was_sent() -> None:
    assert verify_jws(TOKEN, trusted=[ISSUER.trust_anchor], at=NOW) == b'{"bioValue":"RklS"}'


def test_the_header_is_what_mosip_devices_send() -> None:
    header = json.loads(base64.urlsafe_b64decode(TOKEN.split(".")[0] + "=="))
    assert header["alg"] == "RS256" and len(header["x5c"]) == 2


def test_a_pinned_device_needs_no_issuer() -> None:
    assert verify_jws(sign_jws(b"x", key=LONER), trusted=[LONER.trust_anchor]) == b"x"


def test_a_stranger_is_refused_only_where_trust_is_asked() -> None:
    token = sign_jws(b"x", key=LONER)
    assert verify_jws(token, trusted=None) == b"x"
    with pytest.raises(UntrustedDevice):
        verify_jws(token, trusted=[ISSUER.trust_anchor])


def test_a_trusted_device_cannot_vouch_for_another() -> None:
    forged = DeviceKey.generate("Slap-palsu", at=NOW, issuer=LONER)
    with pytest.raises(UntrustedDevice):
        verify_jws(sign_jws(b"x", key=forged), trusted=[LONER.trust_anchor])


def test_an_expired_certificate_is_refused() -> None:
    with pytest.raises(UntrustedDevice):
        verify_jws(TOKEN, trusted=None, at=NOW + timedelta(days=31))


def test_the_unsigned_algorithm_is_refused() -> None:
    none = base64.urlsafe_b64encode(b'{"alg":"none","x5c":["AA=="]}').decode().rstrip("=")
    with pytest.raises(BadJws):
        verify_jws(f"{none}.e30.", trusted=None)


def test_a_token_beyond_the_bound_is_not_even_read() -> None:
    with pytest.raises(TooLarge):
        verify_jws("a" * (MAX_TOKEN_BYTES + 1), trusted=None)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("AZaz09-_.!é"))
@settings(max_examples=60, deadline=None)
def test_one_letter_changed_is_a_numbered_problem(position: int, letter: str) -> None:
    changed = TOKEN[:position] + letter + TOKEN[position + 1 :]
    assume(changed != TOKEN)
    with pytest.raises(Problem):
        verify_jws(changed, trusted=[ISSUER.trust_anchor])


@given(st.text(alphabet='ey.{}"x5cA=-_é', max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_at_all_crashes_the_reader(text: str) -> None:
    with pytest.raises(Problem):
        verify_jws(text, trusted=None)


def test_a_key_survives_the_disk_and_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "device.pem"
    DEVICE.save(path)
    assert path.stat().st_mode & 0o777 == 0o600
    token = sign_jws(b"again", key=DeviceKey.load(path))
    assert verify_jws(token, trusted=[ISSUER.trust_anchor]) == b"again"
    path.write_bytes(b"-----BEGIN NOTHING-----")
    with pytest.raises(BadKey):
        DeviceKey.load(path)
