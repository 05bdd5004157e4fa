"""Roles as policy: the mechanism; each program's own roles stand in its `config/roles.py`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings

from jemput.kernel.errors import Words


@dataclass(frozen=True)
class Role:
    """One role: a code, its name, one plain sentence, and what it may do ("roster.import", "cards.*")."""

    code: str
    label: Words
    sentence: Words
    permissions: frozenset[str]

    def may(self, permission: str) -> bool:
        """Whether this role includes the permission, by name or by `room.*` or `*`."""
        room = permission.partition(".")[0]
        return not self.permissions.isdisjoint({permission, f"{room}.*", "*"})


@cache
def roles() -> dict[str, Role]:
    """The running program's roles by code."""
    module = import_module(settings.JEMPUT_ROLES)
    return {role.code: role for role in module.ROLES}
