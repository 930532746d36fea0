"""How long the tools take and how much first views weigh, beside plain MkDocs and Material."""
