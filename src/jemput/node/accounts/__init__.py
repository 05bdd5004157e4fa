"""People who sign in, and what each role may see and do."""
