"""Fixing what is mechanical in pages: each fixer proposes edits of the site, and rendering has the last word."""
