"""What a page says of itself to machines: how it is cited, structured data, its preview card."""
