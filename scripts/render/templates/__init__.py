"""The templates of what the renderer adds to pages."""

from __future__ import annotations

from pathlib import Path

from scripts.templates import templates

TEMPLATES = templates(Path(__file__).parent)
