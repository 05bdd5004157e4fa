"""Sync in four sentences: push before pull; every packet stands alone; repeats are harmless; the parent decides."""
