"""The kabupaten's Dinas Dukcapil: lists, trips, printing, stock, handover, figures."""
