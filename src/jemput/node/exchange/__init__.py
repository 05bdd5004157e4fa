"""Sync: push before pull; packets stand alone; repeats are harmless; the parent decides, else a person."""
