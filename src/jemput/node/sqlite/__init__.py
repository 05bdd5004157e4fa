"""Database backend: Django's SQLite, whose writers form a queue."""
