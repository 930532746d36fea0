"""T: the glossary, and its terms in the pages of both languages.

T01, T02, T03, T04, T05, T06: ``glossary_terms.py``
"""
