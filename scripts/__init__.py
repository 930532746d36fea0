"""The tool chain of the site: commands at the top, the model, the checks, the renderer and the hooks below."""
