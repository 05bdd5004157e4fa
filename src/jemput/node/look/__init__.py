"""How all three programs look and speak: templates, components, front-end files."""
