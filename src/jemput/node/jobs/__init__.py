"""Work that runs beside the pages: queued tasks and things done every so often."""
