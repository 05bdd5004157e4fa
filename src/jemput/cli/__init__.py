"""`jemput …`: one command for people at a keyboard."""
