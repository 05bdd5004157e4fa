"""Django's SQLite backend on SQLCipher: the kit's whole database is encrypted at rest."""
