"""The look: what pages are made of."""
