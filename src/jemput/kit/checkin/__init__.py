"""Today's trip and its people; who stands before us."""
