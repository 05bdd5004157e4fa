"""The national status of each record: a dated history, told to the offices."""
