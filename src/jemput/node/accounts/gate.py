"""The door of every view: who may pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from jemput.node.accounts.errors import NotYours
from jemput.node.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def may(permission: str) -> Callable[[View[P]], View[P]]:
    """Let only people pass whose role includes `permission`; others get the numbered NotYours page."""

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not signed_in(request).may(permission):
                raise NotYours()
            return view(request, *args, **kwargs)

        return guarded

    return gate


def signed_in(request: HttpRequest) -> User:
    """The signed-in person; a view behind the sign-in wall always has one."""
    if not isinstance(request.user, User):
        raise NotYours()
    return request.user
