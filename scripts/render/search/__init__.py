"""Search in the reader's browser: entries of pages, an index per language, its worker."""
