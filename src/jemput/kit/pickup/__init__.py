"""Cards handed to residents at the van."""
