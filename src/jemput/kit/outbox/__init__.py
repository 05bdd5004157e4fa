"""Sealed packets on their way home, by network or by stick."""
