"""H: what pages and files must not bring, for it would act in a reader's browser.

H01, H02, H03, H04, H05, H06, H08: ``page_sources.py``
H07: ``active_drawings.py``
H10, H11: ``published_files.py``
"""
