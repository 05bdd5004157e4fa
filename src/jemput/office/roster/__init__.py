"""Lists of the unrecorded: imported, linked to the register, checked by the villages."""
