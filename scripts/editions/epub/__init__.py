"""The EPUB: the book for phones, tablets and e-readers, in one language."""

from .package import write_epub

__all__ = ["write_epub"]
