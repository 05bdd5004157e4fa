"""Pairs that look like one person: a human decides, and sees why."""
