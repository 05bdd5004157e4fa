"""What the pages of capture show: reads put into words, nothing decided."""
