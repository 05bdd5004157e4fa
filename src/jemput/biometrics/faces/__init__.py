"""Faces: detection, capture checks, and embedding."""
