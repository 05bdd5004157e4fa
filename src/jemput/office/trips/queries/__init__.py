"""Reads of trips, by noun: who is due, the planner's problem, pages."""
