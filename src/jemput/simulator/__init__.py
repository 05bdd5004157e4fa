"""A device service that speaks MOSIP SBI 0.9.5 like a scanner, with invented or lent people before it."""
