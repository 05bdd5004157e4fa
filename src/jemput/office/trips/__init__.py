"""Places, crews and kits; campaigns, plans and the trips that come of them."""
