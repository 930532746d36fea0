"""How well, how light and how fast the search is: ``python -m scripts.bench_search`` (``make bench-search``)."""
