"""Copies of the site for others: a server for a classroom, and what nginx, Caddy and containers are told."""
