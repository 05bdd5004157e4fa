"""What every program is made of: accounts and roles, ledger, jobs, exchange, look."""
