"""One module per step of the page; each returns its routes for a page."""
