"""Compiled loops and a shared machine make single examples slow at times: no deadlines here."""

from hypothesis import settings

settings.register_profile("biometrics", deadline=None)
settings.load_profile("biometrics")
