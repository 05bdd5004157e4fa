"""Where the program is wired: settings, addresses, roles, rooms, news; nobody imports it."""
