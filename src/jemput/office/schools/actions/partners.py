"""Invitations of partner offices: made by the head, used once, for an account that sees counts only."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from jemput.node.accounts.actions import add_account, put_account
from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record
from jemput.office.regions.models import Region
from jemput.office.schools.errors import InvitationOver, NameTaken
from jemput.office.schools.models import Invitation

VALID_FOR = timedelta(days=14)
ROLE = "partner"


@transaction.atomic
def invite(*, organization: str, kecamatan: Region | None, by: str, at: datetime) -> tuple[Invitation, str]:
    """Invite a partner office, for the whole kabupaten or one kecamatan; the token is told this once only."""
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        organization=organization,
        kecamatan=kecamatan,
        token_sha256=fingerprint(token),
        by=by,
        at=at,
        expires_at=at + VALID_FOR,
    )
    details = {"organization": organization, "kecamatan": kecamatan.code if kecamatan else ""}
    record(action="partner.invited", subject=f"invitation {invitation.pk}", by=by, at=at, details=details)
    return invitation, token


def fingerprint(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation of a token. Raises InvitationOver for one unknown, used, taken back or too old."""
    open_ones = Invitation.objects.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)
    found = open_ones.filter(token_sha256=fingerprint(token)).first()
    if found is None:
        raise InvitationOver()
    return found


@transaction.atomic
def accept(*, token: str, username: str, password: str, full_name: str, at: datetime) -> User:
    """Make the invited person's account. Raises InvitationOver, NameTaken."""
    invitation = open_invitation(token, at=at)
    if User.objects.filter(username=username).exists():
        raise NameTaken(username=username)
    user = add_account(
        username=username,
        password=password,
        role=ROLE,
        full_name=full_name,
        by=invitation.by,
        at=at,
        region_code=invitation.kecamatan_id or "",
    )
    invitation.used_at, invitation.username = at, username
    invitation.save(update_fields=["used_at", "username"])
    return user


@transaction.atomic
def revoke(*, invitation: Invitation, by: str, at: datetime) -> Invitation:
    """Take an invitation back; an account that it made can no longer sign in."""
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    user = User.objects.filter(username=invitation.username, role=ROLE).first()
    if user:
        put_account(
            username=user.username,
            password_hash=user.password,
            role=ROLE,
            full_name=user.full_name,
            is_active=False,
            by=by,
            at=at,
        )
    record(action="partner.revoked", subject=f"invitation {invitation.pk}", by=by, at=at)
    return invitation
