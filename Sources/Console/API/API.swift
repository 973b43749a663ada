// API: REST under /api/v1 on the catalog.
