"""The office's duties to the people in it: who looked, what is asked, what leaked, what is deleted when."""
