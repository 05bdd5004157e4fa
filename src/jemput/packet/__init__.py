"""The sealed envelope and every other use of cryptography in the house; it imports only the kernel."""
