"""Addresses outside the site: which there are, what their servers answer, what that means; nothing else asks them."""
