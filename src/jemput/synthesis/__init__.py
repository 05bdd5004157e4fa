"""Generated residents and biometrics for rehearsals, tests and the demo: nobody in here is real."""
