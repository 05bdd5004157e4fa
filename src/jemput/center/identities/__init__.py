"""Persons and their encounters as the center knows them; the gallery."""
