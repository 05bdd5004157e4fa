"""Pages of trips, by noun: planning, outings, places, equipment."""
