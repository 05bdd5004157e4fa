"""Reads of schools: where each pupil stands, progress, what waits for a clerk."""
