"""The rehearsal: a synthetic Batanghari, one field day, the whole chain, through the real doors."""
