"""Editions to take away, each made from the finished site: zip, ZIM, EPUB and PDF."""
