"""Pure rules of the office's rooms."""
