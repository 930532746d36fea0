"""What a site is: pages, links, headings, terms, references. Loaded once; typed, immutable, every position known."""
