"""Words that every room of the house shares; it imports nothing of ours."""
