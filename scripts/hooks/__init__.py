"""What MkDocs calls at its events; `hooks` in mkdocs.yml names the modules."""
