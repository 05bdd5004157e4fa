"""From pixels to quality, template, comparison and search; knows no Django, no clock and no network."""
