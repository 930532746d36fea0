"""How well, how light and how fast the search is: ``python -m tests.bench.search`` (``make bench-search``)."""
