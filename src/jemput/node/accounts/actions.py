"""The only writers of accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.node.accounts.errors import UnknownRole
from jemput.node.accounts.models import User
from jemput.node.accounts.roles import roles
from jemput.node.ledger.actions import record


@transaction.atomic
def add_account(
    *,
    username: str,
    password: str,
    role: str,
    full_name: str,
    by: str,
    at: datetime,
    region_code: str = "",
) -> User:
    """Create an account, or give an existing one this role, name and password."""
    if role not in roles():
        raise UnknownRole(role=role, known=", ".join(roles()))
    user, _ = User.objects.get_or_create(username=username)
    user.role, user.full_name, user.region_code, user.is_active = role, full_name, region_code, True
    user.set_password(password)
    user.save()
    record(action="account.added", subject=username, by=by, at=at, details={"role": role})
    return user


@transaction.atomic
def put_account(
    *, username: str, password_hash: str, role: str, full_name: str, is_active: bool, by: str, at: datetime
) -> User:
    """Keep an account that the program above decides: same name, role and password hash as there."""
    if role not in roles():
        raise UnknownRole(role=role, known=", ".join(roles()))
    user, _ = User.objects.get_or_create(username=username)
    user.role, user.full_name, user.password, user.is_active = role, full_name, password_hash, is_active
    user.save()
    record(action="account.received", subject=username, by=by, at=at, details={"role": role})
    return user


def record_sign_in(*, user: User, at: datetime) -> None:
    """Note that a person came in."""
    record(action="account.signed_in", subject=user.username, by=user.username, at=at)
