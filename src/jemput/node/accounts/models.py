"""Accounts: one person, one role, for village officers one region."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import get_language

from jemput.node.accounts.roles import roles


class User(AbstractUser):
    """Somebody who signs in to this program."""

    full_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40, blank=True)
    region_code = models.CharField(max_length=13, blank=True, help_text="only this region's people are shown")

    def may(self, permission: str) -> bool:
        """Whether this person's role includes the permission."""
        role = roles().get(self.role)
        return self.is_active and role is not None and role.may(permission)

    @property
    def shown_name(self) -> str:
        """The name on screens and papers."""
        return self.full_name or self.username

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        role = roles().get(self.role)
        return role.label.text(get_language() or "id") if role else ""
