"""Reads of encounters, by noun: people, packets, pages."""
