"""What the model becomes on the page: glosses, citations, data blocks. Pure functions, no MkDocs."""
