"""What is already true when a journey begins, put in place by the programs' own actions."""
