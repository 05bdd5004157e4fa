"""Consignments to villages and cards into hands."""
