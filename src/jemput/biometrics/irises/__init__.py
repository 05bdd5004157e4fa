"""Irises: segmentation, rubber sheet, binary code, and its comparison."""
