"""One person's encounter, step by step, until it is sealed."""
