"""Markdown as its authors write it, and where in it stands what a rendered page shows."""
