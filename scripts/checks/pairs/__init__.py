"""P: a page and its other languages.

P01, P02, P03, P05: ``counterparts.py``
P04: ``language.py``
"""
