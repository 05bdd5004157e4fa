"""What stands before the kit: its keys exist only after somebody has typed a passphrase."""
