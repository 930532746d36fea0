"""How far the site is: the state of each page in each language, and what git and the rules say of it."""
