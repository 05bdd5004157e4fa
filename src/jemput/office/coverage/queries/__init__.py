"""Reads of coverage, by noun: facts of each name, counts, statements, home."""
