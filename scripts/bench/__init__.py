"""How long the tools take, as ratios measured in one run."""
