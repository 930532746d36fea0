"""C: citations, the works they name, and the origins of blocks that they tell.

C01, C02, C03, C04: ``listed_works.py``
C05: ``misplaced.py``
C06, C07, C08: ``block_origins.py``
"""
