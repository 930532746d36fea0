"""D: passages that say the same as others in the same language.

D01: ``said_twice.py``
"""
