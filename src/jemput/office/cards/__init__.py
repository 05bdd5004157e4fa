"""Print-ready people, printers, and print jobs on numbered blanks."""
