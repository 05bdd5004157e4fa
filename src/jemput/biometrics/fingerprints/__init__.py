"""Fingerprints: extraction of minutiae, quality, and comparison in two stages."""
