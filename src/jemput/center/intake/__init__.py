"""Packets that arrive: checked, opened, or refused with a reason."""
