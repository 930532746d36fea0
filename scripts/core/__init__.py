"""Modules that know nothing of this site or any other: messages, places, YAML, git, files, processes."""
