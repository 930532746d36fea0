"""A new page: a good slug, a template for each language, a line in the nav."""
