"""Pages of the village portal, and what the Dinas sees of it."""
