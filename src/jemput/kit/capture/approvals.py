"""A supervisor's approval: name and password given on the operator's own screen."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from jemput.kit.capture.errors import NotASupervisor, OwnApproval
from jemput.node.accounts.gate import signed_in
from jemput.node.accounts.models import User

PERMISSION = "capture.approve"


def approver(request: HttpRequest, *, username: str, password: str) -> User:
    """The supervisor behind a name and password; wrong ones are throttled as at sign-in."""
    user = authenticate(request, username=username.strip(), password=password)
    if not isinstance(user, User) or not user.may(PERMISSION):
        raise NotASupervisor
    if user.pk == signed_in(request).pk:
        raise OwnApproval
    return user
