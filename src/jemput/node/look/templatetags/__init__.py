"""The tags that draw the components."""
