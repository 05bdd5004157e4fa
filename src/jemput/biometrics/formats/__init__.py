"""Standard exchange formats of samples and templates."""
