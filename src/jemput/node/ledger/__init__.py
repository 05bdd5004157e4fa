"""Who did what, for ever (audit), and what others should hear (news): two tables, never mixed."""
