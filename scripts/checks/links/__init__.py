"""L: links, and what they lead to.

L01, L02, L03, L04, L05, L06, L07, L08: ``in_pages.py``
L09, L10: ``in_nav.py``
L11: ``ids.py``
L12: ``full_addresses.py``
L13: ``in_queries.py``
"""
