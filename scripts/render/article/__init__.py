"""What a page's own text becomes: glosses, citations, data blocks, diagrams, origins."""
