"""Jemput: the office goes to the people. Three programs, one chain, from a list to a card in a hand."""
