"""Icons and states as markup: made in Python, since a list draws hundreds of them."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jemput.node.look.parts import Badge, Text, Tone

TONE_ICONS: dict[Tone, str] = {
    "good": "circle-check",
    "wait": "alert-triangle",
    "danger": "alert-circle",
    "muted": "clock",
}
"""Every tone that means something has a sign besides its color."""

_ICON = '<svg class="icon {}" aria-hidden="true" width="24" height="24"><use href="{}#{}"/></svg>'
_SPOKEN = '<svg class="icon {}" role="img" aria-label="{}" width="24" height="24"><use href="{}#{}"/></svg>'


def drawn_icon(name: str, label: Text = "", extra: str = "") -> SafeString:
    """One icon of the sprite; read aloud where it has a label."""
    sprite = static("look/vendor/icons.svg")
    if label:
        return format_html(_SPOKEN, extra, label, sprite, name)
    return format_html(_ICON, extra, sprite, name)


def drawn_badge(badge: Badge, extra: str = "") -> SafeString:
    """A state with its sign."""
    name = badge.icon or TONE_ICONS.get(badge.tone, "")
    sign = drawn_icon(name) if name else ""
    return format_html('<span class="state tone-{} {}">{}{}</span>', badge.tone, extra, sign, badge.text)
