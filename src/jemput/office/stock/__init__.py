"""Blanks, ribbon and film: a double-entry ledger over places."""
