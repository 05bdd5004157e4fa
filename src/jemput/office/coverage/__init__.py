"""Figures that name their denominator, source and date; the office's home."""
