"""The tool chain of the site; `python -m scripts` lists its commands."""
