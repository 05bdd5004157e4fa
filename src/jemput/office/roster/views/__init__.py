"""Pages of the roster: names, lists, the clerk's queue, findings and candidates."""
