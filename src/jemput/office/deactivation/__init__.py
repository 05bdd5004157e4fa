"""Deactivation of adults who were never recorded: proposal, decision, block, and the way back."""
