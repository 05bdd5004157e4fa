"""Provinces, kabupaten, kecamatan and villages: codes, places, shapes."""
