"""What mkdocs.yml says of a site, and what follows from it."""
