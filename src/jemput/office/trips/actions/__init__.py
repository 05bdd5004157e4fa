"""The only writers of trips, by noun: places, crews, campaigns, plans, outings, presence, announcing."""
