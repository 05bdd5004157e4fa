"""1:N search of each new encounter against the gallery."""
