"""Pictures from files, for an office whose scanner speaks no SBI: the same checks, and marked as such."""
