"""The zip: the site as it opens from a disk."""
