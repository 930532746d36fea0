"""What the theme puts around an article: the frames that MkDocs makes, and what ties us to them."""
