"""Editions to take away, each made from the finished site or its articles: zip, ZIM, EPUB and PDF."""
