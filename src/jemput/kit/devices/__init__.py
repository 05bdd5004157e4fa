"""Scanners, cameras and pads; the only room that touches hardware."""
