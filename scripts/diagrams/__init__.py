"""Diagrams drawn as SVG from the words in docs/_data/diagrams: one template a diagram, its labels fitted to it."""
