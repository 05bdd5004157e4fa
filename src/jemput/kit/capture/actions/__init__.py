"""The only writers of capture: encounters, samples, exceptions, sealing."""
