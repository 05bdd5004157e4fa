"""What the kits brought home: one row a sealed packet, with its national status."""
