"""The van's or backpack's laptop: offline for days, captures and seals."""
