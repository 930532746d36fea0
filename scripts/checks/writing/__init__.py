"""W: writing that readers see and hear as it is meant.

W01, W02, W06: ``naming.py``
W03, W04, W05: ``elements.py``
W07: ``linter.py``
W08: ``spelling.py``
W09: ``signs.py``
W10: ``boxes.py``
W11: ``missing_signs.py``
"""
